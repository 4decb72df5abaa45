//! What an API's dialect means for its wallet.

use crate::calling::kept;
use crate::model;
use countersign_runtime::signature::{ContentTemplate, Separator};
use countersign_runtime::{Dialect, RequestTime};

/// How an API's wallet writes and signs.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    /// How answers are signed, and when.
    pub(crate) dialect: Dialect,
    pub(crate) separator: Separator,
    pub(crate) template: ContentTemplate,
    /// Numbers and booleans are texts.
    pub(crate) quoted: bool,
    /// Requests have to be encrypted.
    pub(crate) encrypted: bool,
}

impl From<&model::Dialect> for Wire {
    fn from(dialect: &model::Dialect) -> Self {
        let same = kept::dialect(dialect);
        Self {
            // Wallets that take milliseconds since 1970 answer in ISO 8601 all the same.
            dialect: match dialect.request_time {
                model::RequestTime::EpochMillis => same.request_time(RequestTime::Rfc3339Zulu),
                _ => same,
            },
            separator: kept::separator(dialect.header_separator),
            template: kept::template(dialect.content),
            quoted: dialect.scalars == model::Scalars::Quoted,
            encrypted: dialect.encrypted,
        }
    }
}
