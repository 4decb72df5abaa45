//! From JSON into a value.
//!
//! What is sent may hold only what JSON allows. What a wallet has sent and signed is read on past a text that is not clean
//! or a number that is too large: that is noted with the path of its field, and hides nothing else.

mod scan;
mod walk;

pub(crate) use self::scan::Bytes;
use self::{scan::Syntax, walk::Reader};
use super::{
    Decode, Problem, ReadError, Taken, Violation, Violations,
    notes::{Mode, Notes},
};

/// Reads what a wallet sent. Whatever breaks the spec is noted (up to 1,000 times) and, if it can be, kept.
///
/// # Errors
/// [`ReadError::NotJson`] only.
pub fn from_json<T: Decode>(json: &[u8]) -> Result<(T, Vec<Violation>), ReadError> {
    let mut value = T::empty();
    let violations = read(&mut value, json, Bytes::Unchecked, Mode::Lenient)?;
    Ok((value, violations))
}

/// Reads what is to be sent.
///
/// # Errors
/// When it is not JSON, or breaks the spec anywhere.
pub fn from_json_strict<T: Decode>(json: &[u8]) -> Result<T, ReadError> {
    let mut value = T::empty();
    Violations::none(read(&mut value, json, Bytes::Unchecked, Mode::Strict)?)?;
    Ok(value)
}

/// [`from_json`] into a value in place, for code that should not be there once for each type.
pub(crate) fn from_json_into(
    value: &mut dyn Decode,
    json: &[u8],
    known: Bytes,
) -> Result<Vec<Violation>, ReadError> {
    read(value, json, known, Mode::Lenient)
}

fn read(value: &mut dyn Decode, json: &[u8], known: Bytes, mode: Mode) -> Result<Vec<Violation>, ReadError> {
    let mut notes = Notes::new(mode);
    let present = Reader::new(json, known, &mut notes)
        .read(value)
        .map_err(|error| ReadError::NotJson(located(error, json)))?;
    if !present && value.is_required() {
        notes.add(Problem::Missing);
    }
    Ok(notes.found())
}

fn located(Syntax { what, at }: Syntax, json: &[u8]) -> String {
    let before = &json[..at];
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let column = 1 + before.iter().rev().take_while(|byte| **byte != b'\n').count();
    format!("{what} at line {line} column {column}")
}

/// JSON inside a text, into the value that the text came for. Says whether anything came.
pub(super) fn text_as_json(value: &mut dyn Decode, text: &str, notes: &mut Notes) -> bool {
    let place = notes.place();
    Reader::new(text.as_bytes(), Bytes::Utf8, notes).read(value).unwrap_or_else(|_| {
        notes.return_to(place);
        notes.note(value, Taken::No(Problem::Form { expected: "JSON inside a text" }))
    })
}
