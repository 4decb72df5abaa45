//! How generated structs are read and written.
//!
//! A generated struct names no format and no type parameter. To be written it passes a list of its fields to a visitor
//! ([`Encode`]), to be read it lends such a list to be filled in place ([`Decode`]). One walk over those lists serves
//! every struct of every API, so that a program pays for the endpoints that it calls and hardly anything for the others.
//! The same list serves JSON, redacted `Debug`, and the checks before sending.
//!
//! Reading never fails on well-formed JSON, nor on text that is not clean: what does not fit its field is noted as a [`Violation`], with its path.
//! The caller decides what that means: a response is kept as it is, a request of our own is refused.

mod body;
mod check;
mod convert;
mod debug;
mod decode;
mod deviations;
mod encode;
mod json;
#[cfg(not(feature = "serde"))]
mod no_serialization;
mod number;
mod object;
mod read_error;
mod sensitive;
#[cfg(feature = "serde")]
pub mod serialization;
mod shape;
mod std_types;
#[cfg(test)]
mod tests;
mod violation;
mod write;
#[cfg(feature = "formats")]
mod xml;

pub(crate) use body::{is_well_formed, read_into};
pub use check::{check, read_checked};
pub use convert::{convert, equal};
pub use debug::debug;
pub use decode::{Decode, Decoded, FieldMut, Fields, Items, empty};
pub use encode::{Encode, Field, Quoted, View, object};
pub use json::{from_json, from_json_strict};
pub use number::Number;
pub use read_error::ReadError;
pub(crate) use sensitive::has_sensitive;
#[cfg(feature = "serde")]
pub use serde;
pub use shape::{Check, Shape};
pub(crate) use std_types::integer;
pub use violation::{Problem, Violation, Violations};
/// The code that all emitted enums share.
pub mod enums {
    pub use crate::value::enums::{decode, encode, is_absent};
}
pub(crate) use write::to_json_with;
pub use write::{Scalars, to_json};
#[cfg(feature = "formats")]
pub(crate) use xml::declared_charset;
#[cfg(feature = "formats")]
pub use xml::from_xml;
