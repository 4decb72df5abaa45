//! Scans JSON, one token at a time.
//!
//! serde_json is not used because it rounds numbers, stops at text that is not clean, and does not say in which field.

use std::borrow::Cow;

use crate::codec::{Number, Problem};

/// A syntax error: where the text stops being JSON, and what was expected there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Syntax {
    pub(super) what: &'static str,
    pub(super) at: usize,
}

/// A scalar, or the beginning of an object or a list.
pub(super) enum Token<'t> {
    Null,
    Boolean(bool),
    Number(Number<'t>),
    /// The scanner is at its opening quote.
    Text,
    Object,
    List,
}

/// The end of an object.
pub(super) const OBJECT: u8 = b'}';
/// The end of a list.
pub(super) const LIST: u8 = b']';

/// The encoding of the bytes, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bytes {
    /// UTF-8.
    Utf8,
    /// UTF-8, in which U+FFFD stands for bytes that were not text.
    Replaced,
    /// Not checked.
    Unchecked,
}

/// Reads tokens.
pub(super) struct Scanner<'t> {
    bytes: &'t [u8],
    known: Bytes,
    at: usize,
    unclean: Option<Problem>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(bytes: &'t [u8], known: Bytes) -> Self {
        Self { bytes, known, at: 0, unclean: None }
    }

    /// Takes the first problem that was read past since the last call.
    #[inline]
    pub(super) fn take_unclean(&mut self) -> Option<Problem> {
        if self.unclean.is_some() { self.unclean.take() } else { None }
    }

    /// Reads a number or a word, or the bracket that opens an object or a list. A text is not read, only found.
    #[inline]
    pub(super) fn token(&mut self) -> Result<Token<'t>, Syntax> {
        match self.peek() {
            Some(b'"') => Ok(Token::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(Token::Number),
            Some(b'{') => Ok(self.past(1, Token::Object)),
            Some(b'[') => Ok(self.past(1, Token::List)),
            Some(b'n') => self.word("null", Token::Null),
            Some(b't') => self.word("true", Token::Boolean(true)),
            Some(b'f') => self.word("false", Token::Boolean(false)),
            Some(_) => Err(self.expected("expected a value")),
            None => Err(self.ended()),
        }
    }

    /// Goes on to the next field of an object or item of a list, which ends with `close`; false at its end.
    #[inline]
    pub(super) fn next(&mut self, close: u8, is_first: bool) -> Result<bool, Syntax> {
        match self.peek() {
            Some(byte) if byte == close => Ok(self.past(1, false)),
            Some(b',') if !is_first => Ok(self.past(1, true)),
            Some(_) if is_first => Ok(true),
            Some(_) if close == OBJECT => Err(self.expected("expected `,` or `}`")),
            Some(_) => Err(self.expected("expected `,` or `]`")),
            None => Err(self.ended()),
        }
    }

    /// Reads the name of a field, and the colon behind it.
    pub(super) fn key(&mut self) -> Result<Cow<'t, str>, Syntax> {
        self.expect(b'"', "expected a name in quotes")?;
        let key = self.string()?;
        self.expect(b':', "expected `:`")?;
        Ok(self.past(1, key))
    }

    /// Reads past a value, however deep it is.
    pub(super) fn skip(&mut self) -> Result<(), Syntax> {
        let mut open = Vec::new();
        let mut is_first = self.opens(&mut open)?;
        while let Some(close) = open.last().copied() {
            if !self.next(close, is_first)? {
                open.pop();
                is_first = false;
                continue;
            }
            if close == OBJECT {
                self.key()?;
            }
            is_first = self.opens(&mut open)?;
        }
        Ok(())
    }

    fn opens(&mut self, open: &mut Vec<u8>) -> Result<bool, Syntax> {
        match self.token()? {
            Token::Object => open.push(OBJECT),
            Token::List => open.push(LIST),
            Token::Text => return self.skip_string().map(|()| false),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Checks that nothing but white space is left.
    pub(super) fn end(&mut self) -> Result<(), Syntax> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.expected("something follows the value")),
        }
    }

    pub(super) fn expected(&self, what: &'static str) -> Syntax {
        Syntax { what, at: self.at }
    }

    fn ended(&self) -> Syntax {
        self.expected("it ends too early")
    }

    #[inline]
    fn expect(&mut self, byte: u8, what: &'static str) -> Result<(), Syntax> {
        match self.peek() {
            Some(found) if found == byte => Ok(()),
            Some(_) => Err(self.expected(what)),
            None => Err(self.ended()),
        }
    }

    #[inline]
    fn past<T>(&mut self, length: usize, read: T) -> T {
        self.at += length;
        read
    }

    /// The next byte that is no white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other,
            }
        }
    }

    fn word(&mut self, word: &str, token: Token<'t>) -> Result<Token<'t>, Syntax> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            Ok(self.past(word.len(), token))
        } else {
            Err(self.expected("expected a value"))
        }
    }

    fn number(&mut self) -> Result<Number<'t>, Syntax> {
        let number = Number::at_start(&self.bytes[self.at..]).ok_or(self.expected("expected a number"))?;
        if number.is_too_large() {
            self.record(Problem::NumberTooLarge);
        }
        Ok(self.past(number.as_str().len(), number))
    }

    /// Reads a text, at whose opening quote the scanner is.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'t, str>, Syntax> {
        self.at += 1;
        let plain = self.plain();
        let text = match self.byte() {
            Some(b'"') => self.text(Cow::Borrowed(plain)),
            _ => self.unescaped(plain)?,
        };
        Ok(self.past(1, text))
    }

    /// Reads the rest of a text that has escapes or control characters.
    fn unescaped(&mut self, start: &[u8]) -> Result<Cow<'t, str>, Syntax> {
        let mut text = start.to_vec();
        while let Some(character) = self.special()? {
            match u8::try_from(character) {
                Ok(byte) if byte.is_ascii() => text.push(byte),
                _ => text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            }
            text.extend_from_slice(self.plain());
        }
        Ok(self.text(Cow::Owned(text)))
    }

    fn skip_string(&mut self) -> Result<(), Syntax> {
        if self.known != Bytes::Utf8 {
            return self.string().map(drop);
        }
        self.at += 1;
        self.plain();
        while self.special()?.is_some() {
            self.plain();
        }
        self.at += 1;
        Ok(())
    }

    /// Reads up to a quote, a backslash, a control character or the end.
    #[inline]
    fn plain(&mut self) -> &'t [u8] {
        let bytes = &self.bytes[self.at..];
        let length = plain_length(bytes);
        self.past(length, &bytes[..length])
    }

    #[inline]
    fn text<'b>(&mut self, bytes: Cow<'b, [u8]>) -> Cow<'b, str> {
        let text = match bytes {
            Cow::Borrowed(bytes) => {
                std::str::from_utf8(bytes).ok().map(Cow::Borrowed).ok_or(Cow::Borrowed(bytes))
            }
            Cow::Owned(bytes) => {
                String::from_utf8(bytes).map(Cow::Owned).map_err(|error| Cow::Owned(error.into_bytes()))
            }
        };
        let text = text.unwrap_or_else(|bytes: Cow<'b, [u8]>| {
            self.record(Problem::NotText);
            Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
        });
        if self.known == Bytes::Replaced && text.contains(char::REPLACEMENT_CHARACTER) {
            self.record(Problem::NotText);
        }
        text
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Reads the character at which [`Scanner::plain`] stopped. `None` at the closing quote, which is not consumed.
    fn special(&mut self) -> Result<Option<char>, Syntax> {
        match self.byte() {
            Some(b'"') => Ok(None),
            Some(b'\\') => self.escape().map(Some),
            Some(control) => {
                self.record(Problem::ControlChar);
                Ok(Some(self.past(1, char::from(control))))
            }
            None => Err(self.ended()),
        }
    }

    fn escape(&mut self) -> Result<char, Syntax> {
        let escaped = *self.bytes.get(self.at + 1).ok_or(self.ended())?;
        let character = match escaped {
            b'"' | b'\\' | b'/' => char::from(escaped),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return Ok(self.unicode()),
            _ => {
                // Keeps the backslash; what follows it is read as ordinary text.
                self.record(Problem::BadEscape);
                return Ok(self.past(1, '\\'));
            }
        };
        Ok(self.past(2, character))
    }

    /// Reads `\u20ac`, or the two escapes of a surrogate pair.
    fn unicode(&mut self) -> char {
        let digits = &self.bytes[self.at + 2..];
        let Some(first) = hexadecimal(digits) else {
            self.record(Problem::BadEscape);
            let there = digits.iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
            return self.past(2 + there, char::REPLACEMENT_CHARACTER);
        };
        if let Some(character) = char::from_u32(first.into()) {
            return self.past(6, character);
        }
        let second = digits[4..].strip_prefix(b"\\u").and_then(hexadecimal);
        match second.and_then(|second| char::decode_utf16([first, second]).next()?.ok()) {
            Some(character) => self.past(12, character),
            None => {
                self.record(Problem::LoneSurrogate);
                self.past(6, char::REPLACEMENT_CHARACTER)
            }
        }
    }

    fn record(&mut self, problem: Problem) {
        self.unclean.get_or_insert(problem);
    }
}

/// Parses the four hexadecimal digits at the start.
fn hexadecimal(bytes: &[u8]) -> Option<u16> {
    bytes.get(..4)?.iter().try_fold(0, |number, byte| {
        let digit = char::from(*byte).to_digit(16)?;
        Some(number << 4 | digit as u16)
    })
}

/// Returns the number of bytes before a quote, a backslash or a control character.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(eight) = bytes[at..].first_chunk() {
        match special_bits(u64::from_le_bytes(*eight)) {
            0 => at += 8,
            bits => return at + bits.trailing_zeros() as usize / 8,
        }
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..=0x1f);
    at + bytes[at..].iter().position(special).unwrap_or(bytes.len() - at)
}

/// Sets the high bit of each special byte among eight. Bits above the lowest one that is set may be wrong.
#[inline]
fn special_bits(eight: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let zeros = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes;
    let controls = eight.wrapping_sub(ONES * 0x20) & !eight;
    let quotes = zeros(eight ^ (ONES * b'"' as u64));
    let backslashes = zeros(eight ^ (ONES * b'\\' as u64));
    (controls | quotes | backslashes) & (ONES * 0x80)
}

#[cfg(test)]
mod tests {
    use super::plain_length;

    #[test]
    fn each_special_byte_is_found_wherever_it_is() {
        for special in 0..=255_u8 {
            let is_special = matches!(special, b'"' | b'\\' | ..=0x1f);
            for around in [b'a', 0x20, 0x21, 0x23, 0x5b, 0x5d, 0x7f, 0x80, 0xa2, 0xdc, 0xff] {
                for at in 0..20 {
                    let mut bytes = [around; 20];
                    bytes[at] = special;
                    assert_eq!(
                        plain_length(&bytes),
                        if is_special { at } else { 20 },
                        "{special} {around} {at}"
                    );
                }
            }
        }
        assert_eq!(plain_length(b""), 0);
    }
}
