use std::fmt;

use super::Violations;

/// Why a message could not be read. No variant and no message holds anything of the body.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// It is not JSON, or nested more than 128 deep. The text says where.
    NotJson(String),
    /// Its `Content-Type` says that it is XML, and it is not, or not of the kind that is read: without a DTD, with no
    /// entities but the five of XML, nested at most 128 deep, with at most 100,000 elements. The text says where.
    NotXml(String),
    /// Its `Content-Type` says that it is neither JSON nor XML, and it is not JSON.
    ContentType {
        /// The header's value, cut after 64 characters.
        content_type: String,
        /// Why it is not JSON.
        not_json: String,
    },
    /// It is encrypted, and can't be decrypted: with the keys that were given, or because none were given or the feature
    /// `encryption` is off. Which of these, and why, is not told.
    NotDecrypted,
    /// This program was built without the feature `formats`, which reads this kind of body.
    FormatsOff {
        /// `XML`, or the name of a charset.
        kind: String,
    },
    /// It breaks the spec.
    Breaks(Violations),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(what) => write!(f, "not JSON: {what}"),
            Self::NotXml(what) => write!(f, "not XML that can be read: {what}"),
            Self::ContentType { content_type, not_json } => {
                write!(
                    f,
                    "neither JSON nor XML: the Content-Type is {content_type:?}, and as JSON: {not_json}"
                )
            }
            Self::NotDecrypted => f.write_str("encrypted, and could not be decrypted"),
            Self::FormatsOff { kind } => write!(
                f,
                "the body is {kind}, which this program was built without: turn on the feature `formats` of \
                 countersign-runtime"
            ),
            Self::Breaks(violations) => violations.fmt(f),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<Violations> for ReadError {
    fn from(violations: Violations) -> Self {
        Self::Breaks(violations)
    }
}
