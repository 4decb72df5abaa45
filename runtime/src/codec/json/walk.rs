//! Decodes the tokens of a JSON text into a value, and records the path of each part that does not fit.

use std::borrow::Cow;

use super::scan::{Bytes, LIST, OBJECT, Scanner, Syntax, Token};
use crate::codec::{
    Decode, Decoded, FieldMut, Fields, Items, Problem,
    deviations::{Deviations, Mode, Step},
};

/// Gives a text to a value, which may want it read as JSON. Returns whether there was a value.
pub(in crate::codec) fn read_text(value: &mut dyn Decode, text: &str, deviations: &mut Deviations) -> bool {
    match value.text(text) {
        // Wallets write "" for "nothing" where an object, a number or a time is documented.
        Decoded::Json | Decoded::Unfit(_) if text.is_empty() && deviations.mode() == Mode::Lenient => {
            value.null();
            false
        }
        Decoded::Json => {
            let place = deviations.place();
            Reader::new(text.as_bytes(), Bytes::Utf8, deviations).read(value).unwrap_or_else(|_| {
                deviations.return_to(place);
                deviations.record(value, Decoded::Unfit(Problem::Form { expected: "JSON inside a text" }))
            })
        }
        decoded => deviations.record(value, decoded),
    }
}

pub(super) struct Reader<'t, 'n> {
    scanner: Scanner<'t>,
    deviations: &'n mut Deviations,
}

impl<'t, 'n> Reader<'t, 'n> {
    pub(super) fn new(bytes: &'t [u8], known: Bytes, deviations: &'n mut Deviations) -> Self {
        Self { scanner: Scanner::new(bytes, known), deviations }
    }

    /// Decodes the whole text into a value. Returns whether there was a value: `null` is none, nor is
    /// `""` where the value is not a text.
    pub(super) fn read(mut self, value: &mut dyn Decode) -> Result<bool, Syntax> {
        let present = self.value(value)?;
        self.scanner.end()?;
        Ok(present)
    }

    fn value(&mut self, value: &mut dyn Decode) -> Result<bool, Syntax> {
        let present = match self.scanner.token()? {
            Token::Null => {
                value.null();
                value.takes_null()
            }
            Token::Boolean(boolean) => {
                let decoded = value.boolean(boolean);
                self.deviations.record(value, decoded)
            }
            Token::Number(number) if number.is_too_large() => {
                value.null();
                true
            }
            Token::Number(number) => {
                let decoded = value.number(number);
                self.deviations.record(value, decoded)
            }
            Token::Text => {
                let text = self.scanner.string()?;
                read_text(value, &text, self.deviations)
            }
            Token::Object => self.nested(value, OBJECT)?,
            Token::List => self.nested(value, LIST)?,
        };
        self.record_unclean();
        Ok(present)
    }

    /// Decodes an object or a list into a value.
    fn nested(&mut self, value: &mut dyn Decode, close: u8) -> Result<bool, Syntax> {
        let place = self.deviations.place();
        if !self.deviations.go_deeper() {
            return Err(self.scanner.expected("it is nested more than 127 levels deep"));
        }
        let mut members = Members { reader: self, close, count: 0, ended: false, failed: None };
        let decoded = if close == OBJECT { value.object(&mut members) } else { value.list(&mut members) };
        members.finish()?;
        self.deviations.return_to(place);
        Ok(self.deviations.record(value, decoded))
    }

    /// Records the problem that the scanner tolerated in the last value, if any.
    fn record_unclean(&mut self) {
        if let Some(problem) = self.scanner.take_unclean() {
            self.deviations.add(problem);
        }
    }
}

/// The fields of an object or the items of a list.
struct Members<'r, 't, 'n> {
    reader: &'r mut Reader<'t, 'n>,
    close: u8,
    count: usize,
    ended: bool,
    /// The error that ended the walk, kept here because the trait object cannot return it.
    failed: Option<Syntax>,
}

impl<'t> Members<'_, 't, '_> {
    /// Advances to the next member. Returns false at the end.
    fn next(&mut self) -> Result<bool, Syntax> {
        let there = !self.ended && self.reader.scanner.next(self.close, self.count == 0)?;
        self.count += usize::from(there);
        self.ended = !there;
        Ok(there)
    }

    fn next_key(&mut self) -> Result<Option<Cow<'t, str>>, Syntax> {
        if self.next()? { self.reader.scanner.key().map(Some) } else { Ok(None) }
    }

    fn walk(&mut self, fields: &mut [FieldMut<'_>]) -> Result<(), Syntax> {
        if !self.reader.deviations.open_fields(fields.len()) {
            return Err(self.reader.scanner.expected("it has too many fields in objects within each other"));
        }
        // The fields that were present, and those of them that were not `null`.
        let (mut came, mut seen, mut expected) = (Seen::default(), Seen::default(), 0);
        while let Some(key) = self.next_key()? {
            let Some(at) = position(&key, fields, expected) else {
                self.unknown(key, fields)?;
                continue;
            };
            let (name, value) = &mut fields[at];
            self.reader.deviations.enter(Step::Field(name));
            if self.reader.value(&mut **value)? {
                seen.insert(at);
            }
            if !came.insert(at) {
                self.reader.deviations.add(Problem::Repeated);
            }
            self.reader.deviations.leave();
            expected = at + 1;
        }
        for (at, (name, value)) in fields.iter().enumerate() {
            if value.is_required() && !seen.contains(at) {
                self.reader.deviations.add_at(Step::Field(name), Problem::Missing);
            }
        }
        Ok(())
    }

    fn unknown(&mut self, key: Cow<'t, str>, fields: &mut [FieldMut<'_>]) -> Result<(), Syntax> {
        let rest = fields.iter_mut().find(|(name, _)| name.is_empty());
        if let Some((value, repeated)) = rest.and_then(|(_, rest)| rest.additional(&key)) {
            self.reader.deviations.enter(Step::Key(key.into_owned()));
            self.reader.value(value)?;
            if repeated {
                self.reader.deviations.add(Problem::Repeated);
            }
            self.reader.deviations.leave();
            return Ok(());
        }
        let Reader { scanner, deviations, .. } = &mut *self.reader;
        scanner.skip()?;
        let unclean = scanner.take_unclean();
        if deviations.mode() == Mode::Strict {
            deviations.add_at(Step::Key(key.into_owned()), Problem::UnknownField);
        } else if let Some(problem) = unclean {
            deviations.add_at(Step::Key(key.into_owned()), problem);
        }
        Ok(())
    }

    fn entry(&mut self, value: &mut dyn Decode) -> Result<Option<String>, Syntax> {
        let Some(key) = self.next_key()? else { return Ok(None) };
        self.reader.deviations.enter(Step::Key(key.into_owned()));
        self.reader.value(value)?;
        match self.reader.deviations.leave() {
            Some(Step::Key(key)) => Ok(Some(key)),
            _ => Ok(None),
        }
    }

    fn item(&mut self, item: &mut dyn Decode) -> Result<bool, Syntax> {
        if !self.next()? {
            return Ok(false);
        }
        self.reader.deviations.enter(Step::Item(self.count - 1));
        self.reader.value(item)?;
        self.reader.deviations.leave();
        Ok(true)
    }

    fn kept<T: Default>(&mut self, read: Result<T, Syntax>) -> T {
        read.unwrap_or_else(|error| {
            (self.failed, self.ended) = (Some(error), true);
            T::default()
        })
    }

    /// Skips the members that were not read.
    fn finish(mut self) -> Result<(), Syntax> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        while self.next()? {
            if self.close == OBJECT {
                self.reader.scanner.key()?;
            }
            self.reader.scanner.skip()?;
        }
        Ok(())
    }
}

impl Fields for Members<'_, '_, '_> {
    fn fill(&mut self, fields: &mut [FieldMut<'_>]) -> Decoded {
        let walked = self.walk(fields);
        self.kept(walked);
        Decoded::Fits
    }
    fn next_entry(&mut self, value: &mut dyn Decode) -> Option<String> {
        let entry = self.entry(value);
        self.kept(entry)
    }
    fn conceal(&mut self) {
        self.reader.deviations.conceal();
    }
}

impl Items for Members<'_, '_, '_> {
    fn next_item(&mut self, item: &mut dyn Decode) -> bool {
        let read = self.item(item);
        self.kept(read)
    }
    fn conceal(&mut self) {
        self.reader.deviations.conceal();
    }
}

/// Finds a field by its name, first where it is expected: most messages keep the order of the spec.
fn position(key: &str, fields: &[FieldMut<'_>], expected: usize) -> Option<usize> {
    if fields.get(expected).is_some_and(|(name, _)| *name == key) {
        return Some(expected);
    }
    fields.iter().position(|(name, _)| *name == key)
}

/// A set of positions of fields; the generator allows at most 512 fields.
#[derive(Default)]
struct Seen([u64; 8]);

impl Seen {
    /// Adds a position. Returns false if it was in the set already.
    fn insert(&mut self, at: usize) -> bool {
        let new = !self.contains(at);
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
        new
    }
    fn contains(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }
}
