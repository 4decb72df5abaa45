//! The dialect of an API, as its wallet needs it.

use countersign_calling::dialect;
use countersign_codegen::model;
use countersign_runtime::Dialect;
use countersign_runtime::signature::Separator;

/// How an API's wallet writes and signs.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    /// How answers are signed, and when.
    pub(crate) dialect: Dialect,
    pub(crate) separator: Separator,
    /// Numbers and booleans are texts.
    pub(crate) quoted: bool,
    /// Requests have to be encrypted.
    pub(crate) encrypted: bool,
}

impl From<&model::Dialect> for Wire {
    fn from(dialect: &model::Dialect) -> Self {
        Self {
            dialect: dialect::to_runtime(dialect),
            separator: dialect::separator(dialect.header_separator),
            quoted: dialect.scalars == model::Scalars::Quoted,
            encrypted: dialect.encrypted,
        }
    }
}
