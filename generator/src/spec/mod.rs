//! From YAML text to a syntax tree that keeps the place of every value.
//!
//! `read` finds the files of an API, reads each of them once and goes on after an error, so that everything that is
//! wrong with a set of specs comes out in one run. What names mean is not looked at here: that is `model`'s task.

mod aliases;
mod file;
pub mod findings;
mod folder;
pub mod forms;
mod in_memory;
mod json;
mod nearby;
mod node;
mod project;
mod read;
mod scalar;
mod shared_types;
pub mod syntax;
pub mod vocabulary;
mod yaml;

pub use crate::diagnostics::{FileId, Position, Sources, Span, Spanned};
pub use file::display_path;
pub use folder::is_version;
pub use folder::{FolderError, SpecSet, read};
pub use in_memory::read_files;
pub use json::json;
pub use nearby::nearest_specs;
pub use node::{Entry, Node, Scalar, Value};
pub use project::{SETTINGS_FILE, Settings, read_project};
pub use read::is_api_name;
pub(crate) use read::{
    OutcomeSpec, currencies as read_currencies, dialect as read_dialect, outcome as read_outcome,
    spelled_duration,
};
pub(crate) use vocabulary::is_header_name;
pub use vocabulary::is_segment;
pub use yaml::parse as parse_yaml;
pub(crate) use yaml::parse_with_aliases as parse_yaml_with_aliases;
