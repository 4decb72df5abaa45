//! From a format of serde's into a value, with the path of whatever does not fit.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{
    Decode, Fields, Items, Number, Problem, ReadError, Slot, Taken, Violation, Violations,
    notes::{Mode, Notes, Step},
};

/// Reads what a wallet sent. Whatever breaks the spec is noted (up to 1,000 times) and, if it can be, kept.
///
/// # Errors
/// [`ReadError::NotJson`] only.
pub fn from_json<T: Decode>(json: &[u8]) -> Result<(T, Vec<Violation>), ReadError> {
    let mut value = T::empty();
    let violations = read(&mut value, json, Mode::Lenient)?;
    Ok((value, violations))
}

/// Reads what is to be sent.
///
/// # Errors
/// When it is not JSON, or breaks the spec anywhere.
pub fn from_json_strict<T: Decode>(json: &[u8]) -> Result<T, ReadError> {
    let mut value = T::empty();
    let violations = read(&mut value, json, Mode::Strict)?;
    Violations::none(violations)?;
    Ok(value)
}

/// [`from_json`] into a value in place, for code that should not be there once for each type.
pub(crate) fn from_json_into(value: &mut dyn Decode, json: &[u8]) -> Result<Vec<Violation>, ReadError> {
    read(value, json, Mode::Lenient)
}

fn read(value: &mut dyn Decode, json: &[u8], mode: Mode) -> Result<Vec<Violation>, ReadError> {
    let mut notes = Notes::new(mode);
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let present = Seed { value, notes: &mut notes }
        .deserialize(&mut deserializer)
        .and_then(|present| deserializer.end().map(|()| present))
        .map_err(|error| ReadError::NotJson(error.to_string()))?;
    if !present {
        notes.add(Problem::Missing);
    }
    Ok(notes.found())
}

/// Fills one value; says whether anything came for it.
struct Seed<'a> {
    value: &'a mut dyn Decode,
    notes: &'a mut Notes,
}

/// JSON inside a text, into the value that the text came for. Says whether anything came.
pub(super) fn text_as_json(value: &mut dyn Decode, text: &str, notes: &mut Notes) -> bool {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Seed { value: &mut *value, notes: &mut *notes }
        .deserialize(&mut deserializer)
        .and_then(|present| deserializer.end().map(|()| present));
    match read {
        Ok(present) => present,
        Err(_) => notes.note(value, Taken::No(Problem::Form { expected: "JSON inside a text" })),
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_str<E>(self, text: &str) -> Result<bool, E> {
        Ok(self.notes.text(self.value, text))
    }
    fn visit_i64<E>(self, number: i64) -> Result<bool, E> {
        let taken = self.value.number(Number::Integer(number));
        Ok(self.notes.note(self.value, taken))
    }
    fn visit_u64<E>(self, number: u64) -> Result<bool, E> {
        let taken = self.value.number(i64::try_from(number).map_or(Number::Large(number), Number::Integer));
        Ok(self.notes.note(self.value, taken))
    }
    fn visit_f64<E>(self, number: f64) -> Result<bool, E> {
        let taken = self.value.number(Number::Float(number));
        Ok(self.notes.note(self.value, taken))
    }
    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        let taken = self.value.boolean(value);
        Ok(self.notes.note(self.value, taken))
    }
    fn visit_unit<E>(self) -> Result<bool, E> {
        self.value.null();
        Ok(false)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        let mut source = Object { map, notes: &mut *self.notes, ended: false, failed: None };
        let taken = self.value.object(&mut source);
        source.drain()?;
        Ok(self.notes.note(self.value, taken))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<bool, A::Error> {
        let mut source = List { items, notes: &mut *self.notes, at: 0, ended: false, failed: None };
        let taken = self.value.list(&mut source);
        source.drain()?;
        Ok(self.notes.note(self.value, taken))
    }
}

/// The format's own error (with line and column) waits here while the walk returns through the trait object.
struct Object<'a, A, E> {
    map: A,
    notes: &'a mut Notes,
    ended: bool,
    failed: Option<E>,
}

impl<'de, A: MapAccess<'de>> Object<'_, A, A::Error> {
    fn walk(&mut self, fields: &mut [Slot<'_>]) -> Result<(), A::Error> {
        let mut seen = Seen::default();
        let mut expected = 0;
        while let Some(key) = self.map.next_key_seed(Key { fields, expected, mode: self.notes.mode() })? {
            match key {
                Found::Field(at) => {
                    self.notes.enter(Step::Field(fields[at].0));
                    let present =
                        self.map.next_value_seed(Seed { value: &mut *fields[at].1, notes: self.notes })?;
                    if present && !seen.insert(at) {
                        self.notes.add(Problem::Repeated);
                    }
                    self.notes.leave();
                    expected = at + 1;
                }
                Found::Unknown(name) => {
                    if self.notes.mode() == Mode::Strict {
                        self.notes.add_at(Step::Key(name), Problem::UnknownField);
                    }
                    self.map.next_value::<IgnoredAny>()?;
                }
            }
        }
        for (at, (name, value)) in fields.iter().enumerate() {
            if value.is_required() && !seen.contains(at) {
                self.notes.add_at(Step::Field(name), Problem::Missing);
            }
        }
        Ok(())
    }

    fn entry(&mut self, value: &mut dyn Decode) -> Result<Option<String>, A::Error> {
        let Some(key) = self.map.next_key::<String>()? else { return Ok(None) };
        self.notes.enter(Step::Key(key));
        self.map.next_value_seed(Seed { value, notes: self.notes })?;
        match self.notes.leave() {
            Some(Step::Key(key)) => Ok(Some(key)),
            _ => Ok(None),
        }
    }

    /// The format wants an object read to its end, also where nobody wanted the object.
    fn drain(mut self) -> Result<(), A::Error> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        while !self.ended && self.map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>> Fields for Object<'_, A, A::Error> {
    fn fill(&mut self, fields: &mut [Slot<'_>]) -> Taken {
        self.failed = self.walk(fields).err();
        self.ended = true;
        Taken::Yes
    }
    fn next_entry(&mut self, value: &mut dyn Decode) -> Option<String> {
        if self.ended {
            return None;
        }
        let entry = self.entry(value).unwrap_or_else(|error| {
            self.failed = Some(error);
            None
        });
        self.ended = entry.is_none();
        entry
    }
}

enum Found {
    Field(usize),
    Unknown(String),
}

/// Finds a field by its name, first where it is expected: most messages keep the order of their table.
struct Key<'a, 'b> {
    fields: &'a [Slot<'b>],
    expected: usize,
    mode: Mode,
}

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = Found;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = Found;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }
    fn visit_str<E>(self, key: &str) -> Result<Found, E> {
        if self.fields.get(self.expected).is_some_and(|(name, _)| *name == key) {
            return Ok(Found::Field(self.expected));
        }
        Ok(match self.fields.iter().position(|(name, _)| *name == key) {
            Some(at) => Found::Field(at),
            None if self.mode == Mode::Lenient => Found::Unknown(String::new()),
            None => Found::Unknown(key.to_owned()),
        })
    }
}

/// Which fields of an object came; the generator allows 512.
#[derive(Default)]
struct Seen([u64; 8]);

impl Seen {
    /// False when it was there.
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

struct List<'a, A, E> {
    items: A,
    notes: &'a mut Notes,
    at: usize,
    ended: bool,
    failed: Option<E>,
}

impl<'de, A: SeqAccess<'de>> List<'_, A, A::Error> {
    fn drain(mut self) -> Result<(), A::Error> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        while !self.ended && self.items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

impl<'de, A: SeqAccess<'de>> Items for List<'_, A, A::Error> {
    fn next_item(&mut self, item: &mut dyn Decode) -> bool {
        if self.ended {
            return false;
        }
        self.notes.enter(Step::Item(self.at));
        match self.items.next_element_seed(Seed { value: item, notes: self.notes }) {
            Ok(found) => self.ended = found.is_none(),
            Err(error) => {
                self.failed = Some(error);
                self.ended = true;
            }
        }
        self.notes.leave();
        self.at += 1;
        !self.ended
    }
}
