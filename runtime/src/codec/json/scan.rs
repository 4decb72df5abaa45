//! JSON, one token at a time.
//!
//! Not serde_json's: that one rounds numbers, stops at a text that is not clean, and does not say in which field it was.

use std::borrow::Cow;

use crate::codec::{Number, Problem};

/// Where a text stops being JSON, and what was expected there.
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
    Text(Cow<'t, str>),
    Object,
    List,
}

/// What ends an object.
pub(super) const OBJECT: u8 = b'}';
/// What ends a list.
pub(super) const LIST: u8 = b']';

/// Reads tokens.
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// U+FFFD in the text stands for bytes that were no text.
    replaced: bool,
    unclean: Option<Problem>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str, replaced: bool) -> Self {
        Self { text, at: 0, replaced, unclean: None }
    }

    /// The first thing since the last call that JSON does not allow, and that was read all the same.
    pub(super) fn take_unclean(&mut self) -> Option<Problem> {
        self.unclean.take()
    }

    /// Reads a scalar, or the bracket that opens an object or a list.
    pub(super) fn token(&mut self) -> Result<Token<'t>, Syntax> {
        match self.peek() {
            Some(b'"') => self.string().map(Token::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(Token::Number),
            Some(b'{') => Ok(self.past(1, Token::Object)),
            Some(b'[') => Ok(self.past(1, Token::List)),
            Some(_) => {
                let rest = &self.text[self.at..];
                let words =
                    [("null", Token::Null), ("true", Token::Boolean(true)), ("false", Token::Boolean(false))];
                let found = words.into_iter().find(|(word, _)| rest.starts_with(word));
                let (word, token) = found.ok_or(self.expected("expected a value"))?;
                Ok(self.past(word.len(), token))
            }
            None => Err(self.ended()),
        }
    }

    /// Goes on to the next field of an object or item of a list, which ends with `close`; false at its end.
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
        match self.peek() {
            Some(b'"') => {}
            Some(_) => return Err(self.expected("expected a name in quotes")),
            None => return Err(self.ended()),
        }
        let key = self.string()?;
        match self.peek() {
            Some(b':') => Ok(self.past(1, key)),
            Some(_) => Err(self.expected("expected `:`")),
            None => Err(self.ended()),
        }
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

    fn past<T>(&mut self, length: usize, read: T) -> T {
        self.at += length;
        read
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
        self.at += blanks;
        rest.get(blanks).copied()
    }

    fn number(&mut self) -> Result<Number<'t>, Syntax> {
        let (number, length) =
            Number::at_start(&self.text[self.at..]).ok_or(self.expected("expected a number"))?;
        if number.is_too_large() {
            self.note(Problem::NumberTooLarge);
        }
        Ok(self.past(length, number))
    }

    /// Reads a text, at whose opening quote the scanner is.
    fn string(&mut self) -> Result<Cow<'t, str>, Syntax> {
        let start = self.past(1, self.at + 1);
        let mut text = self.plain();
        if self.byte() != Some(b'"') {
            let mut owned = text.into_owned();
            while self.special(&mut owned)? {
                owned += &self.plain();
            }
            text = Cow::Owned(owned);
        }
        if self.replaced && self.text[start..self.at].contains(char::REPLACEMENT_CHARACTER) {
            self.note(Problem::NotText);
        }
        Ok(self.past(1, text))
    }

    /// Up to a quote, a backslash, a control character or the end.
    fn plain(&mut self) -> Cow<'t, str> {
        let start = self.at;
        self.at += plain_length(&self.text.as_bytes()[start..]);
        Cow::Borrowed(&self.text[start..self.at])
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Reads what [`Scanner::plain`] stops at; false at the closing quote, which is left.
    fn special(&mut self, text: &mut String) -> Result<bool, Syntax> {
        match self.byte() {
            Some(b'"') => return Ok(false),
            Some(b'\\') => {
                let character = self.escape()?;
                text.push(character);
            }
            Some(control) => {
                self.note(Problem::ControlChar);
                text.push(self.past(1, char::from(control)));
            }
            None => return Err(self.ended()),
        }
        Ok(true)
    }

    fn escape(&mut self) -> Result<char, Syntax> {
        let escaped = *self.text.as_bytes().get(self.at + 1).ok_or(self.ended())?;
        let character = match escaped {
            b'"' | b'\\' | b'/' => char::from(escaped),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return Ok(self.unicode()),
            _ => {
                // The backslash itself; what follows it is read as any other text.
                self.note(Problem::BadEscape);
                return Ok(self.past(1, '\\'));
            }
        };
        Ok(self.past(2, character))
    }

    /// Reads `\u20ac`, or the two of a pair.
    fn unicode(&mut self) -> char {
        let digits = &self.text.as_bytes()[self.at + 2..];
        let Some(first) = hexadecimal(digits) else {
            self.note(Problem::BadEscape);
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
                self.note(Problem::LoneSurrogate);
                self.past(6, char::REPLACEMENT_CHARACTER)
            }
        }
    }

    fn note(&mut self, problem: Problem) {
        self.unclean.get_or_insert(problem);
    }
}

/// The number that four hexadecimal digits at the start are.
fn hexadecimal(bytes: &[u8]) -> Option<u16> {
    bytes.get(..4)?.iter().try_fold(0, |number, byte| {
        let digit = char::from(*byte).to_digit(16)?;
        Some(number << 4 | digit as u16)
    })
}

/// How many bytes there are before a quote, a backslash or a control character.
fn plain_length(bytes: &[u8]) -> usize {
    const fn every(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    let has_zero = |word: u64| word.wrapping_sub(every(1)) & !word & every(0x80) != 0;
    let is_plain = |chunk: &[u8]| {
        let Ok(bytes) = chunk.try_into() else { return false };
        let word = u64::from_ne_bytes(bytes);
        let control = word.wrapping_sub(every(0x20)) & !word & every(0x80);
        control == 0 && !has_zero(word ^ every(b'"')) && !has_zero(word ^ every(b'\\'))
    };
    // Eight at a time as long as all of them are plain.
    let whole = bytes.chunks_exact(8).take_while(|chunk| is_plain(chunk)).count() * 8;
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..=0x1f);
    whole + bytes[whole..].iter().position(special).unwrap_or(bytes.len() - whole)
}
