//! Notifications that are refused.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, Method, Response, StatusCode, header};

use super::BadPath;
use crate::{codec::ReadError, signature::VerifyError};

/// The reason why a notification was refused. It is for our log: the sender gets [`Refused::answer`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Refused {
    /// It was no POST.
    Method(Method),
    /// Its path can be understood in more than one way.
    Path(BadPath),
    /// Its body is longer than what is accepted.
    TooLong {
        /// The most bytes that are accepted.
        limit: usize,
    },
    /// Its body did not arrive as a whole; the text is the server's own.
    Cut(String),
    /// It could not be verified.
    Unverified(VerifyError),
    /// The wallet signed it, but it is not an object, cannot be read, or has a known field twice.
    Unreadable(ReadError),
}

impl Refused {
    /// The answer to whatever is not the wallet's: HTTP status 400, and the same bytes for every cause, unsigned. It tells
    /// nothing to somebody who tries things out; to a wallet that was refused by mistake (our copy of its key is old, say)
    /// it means that it should send the notification again.
    #[must_use]
    pub fn answer() -> Response<Bytes> {
        const BODY: &str = r#"{"result":{"resultStatus":"U","resultCode":"UNKNOWN_EXCEPTION","resultMessage":"The notification was not accepted."}}"#;
        let mut answer = Response::new(Bytes::from_static(BODY.as_bytes()));
        *answer.status_mut() = StatusCode::BAD_REQUEST;
        answer.headers_mut().insert(header::CONTENT_TYPE, JSON);
        answer
    }
}

pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=UTF-8");

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method(method) => write!(f, "the notification came by {method}, expected POST"),
            Self::Path(problem) => write!(f, "the notification's path is not unambiguous: {problem}"),
            Self::TooLong { limit } => write!(f, "the notification's body has more than {limit} bytes"),
            Self::Cut(why) => write!(f, "the notification's body could not be read: {why}"),
            Self::Unverified(error) => write!(f, "the notification could not be verified: {error}"),
            Self::Unreadable(error) => write!(f, "the notification is signed, but can't be read: {error}"),
        }
    }
}

impl std::error::Error for Refused {}
