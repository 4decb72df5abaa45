//! The mappings of the spec format: their keys, what each accepts, and which must be there.
//!
//! One table for each mapping. The reader, the findings about keys and the JSON Schemas of `countersign schema` read it.

mod api;
mod endpoint;
mod field;
mod form;
mod outcome;
mod project;
mod results;
mod sandbox;
mod types;

pub(crate) use api::{API, CURRENCY, DIALECT};
pub(crate) use endpoint::{ENDPOINT, EXAMPLE, FLAT_RESULT, KEY, RESULT_IN, SANDBOX_PATH, SOURCE};
pub(crate) use field::{FIELD, HEADER, MAX_LIMIT, NAMED, PART, VALUE, WIRE};
pub(crate) use form::ONE_OR_MORE;
pub use form::{Form, Key, Takes};
pub(crate) use outcome::{FINAL_AFTER, NOT_FOUND, SETTLED_BY, SETTLES, TELLS, UNNAMED};
pub(crate) use project::{RUNTIME, SETTINGS};
pub(crate) use results::{OUTCOME, RESULT, RESULTS_FILE, STATUSES};
pub(crate) use sandbox::SANDBOX;
pub(crate) use types::{ENUM, TYPES_FILE};
