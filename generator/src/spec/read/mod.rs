//! From [`Node`](super::Node)s to the syntax tree: one reader for each kind of file, none of which stops at an error.

mod api;
mod currencies;
mod dialect;
mod duration;
mod endpoint;
mod extension;
mod field;
mod flat_result;
mod headers;
mod key;
mod mapping;
mod outcome;
mod project;
mod results;
mod sandbox;
mod text;
mod types;
mod when;
mod written_type;

pub(super) use api::head;
pub use api::is_api_name;
pub(crate) use dialect::dialect;
pub(crate) use duration::spelled as spelled_duration;
pub(super) use endpoint::{Place, endpoint};
pub(crate) use extension::{OutcomeSpec, currencies, outcome};
pub(super) use project::project_file;
pub(super) use results::results_file;
pub(super) use types::types_file;
