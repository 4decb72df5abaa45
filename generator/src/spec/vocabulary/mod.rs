//! The values that spec files can name: kinds, actions, limits, keys, the dialect.
//!
//! The syntax tree and the model share them, so that each is defined once.

mod action;
mod comparison;
mod dialect;
mod dialect_text;
mod kind;
mod ledger;
mod limits;
mod moment;
mod money;
mod outcome;
mod path_template;
mod primitive;
mod result;
mod rust_name;
mod segment;
mod source;

pub use action::Action;
pub use comparison::Comparison;
pub use dialect::{
    AlgorithmLabel, Content, Dialect, Key as DialectKey, KeyVersion, RequestTime, ResponseTime, Scalars,
    Separator, SignatureEncoding, Takes, UnsignedResponses, Value as DialectValue, Word,
};
pub use dialect_text::TextForm;
pub(crate) use dialect_text::{BASE_PATH, is_header_name, is_header_value};
pub use kind::Kind;
pub use ledger::{LedgerCase, LedgerField, LedgerRole, RoleForm};
pub use limits::{Enum, EnumValue, KeyLimits, TextLimits, Unseen};
pub use money::{Currency, TypeRole};
pub use outcome::{FinalAfter, IdempotencyKey};
pub(crate) use path_template::{TEMPLATE, URL_PATH, USUAL_TEMPLATE, filled, has_base_path};
pub use primitive::{JsonForm, Primitive, PrimitiveInfo, ReceivedAs, built_in_types};
pub(crate) use result::usual_action;
pub use result::{FlatResult, ResultCode, Status};
pub(crate) use rust_name::stem;
pub use rust_name::{Named, camel, is_device, snake};
pub use segment::is_segment;
pub use source::Source;
