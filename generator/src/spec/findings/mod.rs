//! What reading can find wrong: one small file per rule.
//!
//! `rules` lists them beside the rules that need the model.

pub(crate) mod api_file_missing;
pub(crate) mod bad_condition;
pub(crate) mod bad_value;
pub(crate) mod duplicate;
pub(crate) mod invalid_pattern;
pub(crate) mod key_does_not_apply;
pub(crate) mod misplaced_file;
pub(crate) mod missing_key;
pub(crate) mod name_not_allowed;
pub(crate) mod place_differs;
pub(crate) mod reserved_field;
pub(crate) mod reserved_header;
pub(crate) mod too_many_fields;
pub mod unknown_key;
pub(crate) mod unreadable_file;
pub mod wrong_kind;
pub(crate) mod yaml_error;
