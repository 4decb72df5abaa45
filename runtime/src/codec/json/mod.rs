//! Decodes JSON into a value.
//!
//! A message to be sent has to be strict JSON. In a message that a wallet has signed, text that is not clean and numbers that
//! are too large are noted with the paths of their fields, and all other fields are still read.

mod scan;
mod walk;

pub(crate) use self::scan::Bytes;
#[cfg(feature = "formats")]
pub(super) use self::walk::read_text;
use self::{scan::Syntax, walk::Reader};
use super::{
    Decode, Problem, ReadError, Violation, Violations,
    deviations::{Deviations, Mode},
};

/// Reads a message from a wallet. Values that break the spec are noted (up to 1,000) and kept where possible.
///
/// # Errors
/// [`ReadError::NotJson`] only.
pub fn from_json<T: Decode>(json: &[u8]) -> Result<(T, Vec<Violation>), ReadError> {
    let mut value = T::empty();
    let violations = read(&mut value, json, Bytes::Unchecked, Mode::Lenient)?;
    Ok((value, violations))
}

/// Reads a message that is to be sent.
///
/// # Errors
/// When it is not JSON, or breaks the spec anywhere.
pub fn from_json_strict<T: Decode>(json: &[u8]) -> Result<T, ReadError> {
    let mut value = T::empty();
    Violations::none(read(&mut value, json, Bytes::Unchecked, Mode::Strict)?)?;
    Ok(value)
}

/// Like [`from_json`], but fills a value in place, so that it need not be compiled once for each type.
pub(crate) fn from_json_into(
    value: &mut dyn Decode,
    json: &[u8],
    known: Bytes,
) -> Result<Vec<Violation>, ReadError> {
    read(value, json, known, Mode::Lenient)
}

fn read(value: &mut dyn Decode, json: &[u8], known: Bytes, mode: Mode) -> Result<Vec<Violation>, ReadError> {
    let mut deviations = Deviations::new(mode);
    let present = Reader::new(json, known, &mut deviations)
        .read(value)
        .map_err(|error| ReadError::NotJson(located(error, json)))?;
    if !present && value.is_required() {
        deviations.add(Problem::Missing);
    }
    Ok(deviations.found())
}

fn located(Syntax { what, at }: Syntax, json: &[u8]) -> String {
    let before = &json[..at];
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let column = 1 + before.iter().rev().take_while(|byte| **byte != b'\n').count();
    format!("{what} at line {line} column {column}")
}
