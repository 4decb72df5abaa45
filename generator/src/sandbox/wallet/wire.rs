//! What an API's dialect means for its wallet.

use crate::model::{self, Dialect};
use countersign_runtime::RequestTime;
use countersign_runtime::signature::{ContentTemplate, Separator, SignatureEncoding};

/// How an API's wallet writes and signs.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    /// The form of `Response-Time`. Wallets that take milliseconds since 1970 answer in ISO 8601 all the same.
    pub(crate) response_time: RequestTime,
    pub(crate) separator: Separator,
    pub(crate) encoding: SignatureEncoding,
    pub(crate) label: &'static str,
    pub(crate) shows_key_version: bool,
    pub(crate) template: ContentTemplate,
    /// Numbers and booleans are texts.
    pub(crate) quoted: bool,
}

impl From<&Dialect> for Wire {
    fn from(dialect: &Dialect) -> Self {
        Self {
            response_time: match dialect.request_time {
                model::RequestTime::Rfc3339Millis => RequestTime::Rfc3339Millis,
                model::RequestTime::Rfc3339Seconds => RequestTime::Rfc3339Seconds,
                model::RequestTime::Rfc3339Zulu | model::RequestTime::EpochMillis => RequestTime::Rfc3339Zulu,
                model::RequestTime::NoColon => RequestTime::NoColon,
            },
            separator: match dialect.header_separator {
                model::Separator::CommaSpace => Separator::CommaSpace,
                model::Separator::Comma => Separator::Comma,
            },
            encoding: match dialect.signature_encoding {
                model::SignatureEncoding::Base64UrlEncoded => SignatureEncoding::Base64UrlEncoded,
                model::SignatureEncoding::Base64 => SignatureEncoding::Base64,
                model::SignatureEncoding::Base64Url => SignatureEncoding::Base64Url,
            },
            label: match dialect.algorithm_label {
                model::AlgorithmLabel::Short => "RSA256",
                model::AlgorithmLabel::Long => "SHA256withRSA",
            },
            shows_key_version: dialect.key_version == model::KeyVersion::Shown,
            template: match dialect.content {
                model::Content::Standard => ContentTemplate::Standard,
                model::Content::SixPart => ContentTemplate::SixPart,
            },
            quoted: dialect.scalars == model::Scalars::Quoted,
        }
    }
}
