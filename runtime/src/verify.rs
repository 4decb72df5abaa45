//! From bytes that anyone may have written to bytes that the wallet has signed.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use http::{HeaderMap, HeaderName};

use crate::{
    body::{Unverified, Verified},
    clock::{read_header_time, unix_millis},
    signature::{BadSignature, Content, HeaderError, KeyVersion, SignatureHeader, WalletKeys},
};

pub(crate) const SIGNATURE: HeaderName = HeaderName::from_static("signature");
pub(crate) const CLIENT_ID: HeaderName = HeaderName::from_static("client-id");
pub(crate) const REQUEST_TIME: HeaderName = HeaderName::from_static("request-time");
pub(crate) const RESPONSE_TIME: HeaderName = HeaderName::from_static("response-time");

/// Why a message is not taken for the wallet's.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum VerifyError {
    /// The header is not there.
    MissingHeader(HeaderName),
    /// The header is there more than once.
    RepeatedHeader(HeaderName),
    /// The signature header is not in its form, or names an algorithm that is not supported.
    Header(HeaderError),
    /// There is no key of that version, or of any.
    UnknownKey(Option<KeyVersion>),
    /// The signature does not fit the message.
    BadSignature(BadSignature),
    /// The message is for another client id.
    WrongClientId,
    /// The time is in none of the forms that wallets use.
    BadTime,
    /// The message was signed too long before or after now.
    StaleTime {
        /// How far from now.
        skew: Duration,
        /// How far is accepted.
        limit: Duration,
    },
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader(name) => write!(f, "the header `{name}` is missing"),
            Self::RepeatedHeader(name) => write!(f, "the header `{name}` is there more than once"),
            Self::Header(error) => write!(f, "the header `signature` can't be used: {error}"),
            Self::UnknownKey(Some(version)) => write!(f, "there is no wallet key of version {version}"),
            Self::UnknownKey(None) => f.write_str("there is no wallet key"),
            Self::BadSignature(error) => error.fmt(f),
            Self::WrongClientId => f.write_str("the header `client-id` names another client"),
            Self::BadTime => f.write_str("the time of the message is in no known form"),
            Self::StaleTime { skew, limit } => {
                write!(
                    f,
                    "the message was signed {skew:?} from now, and {limit:?} are accepted: is the clock right?"
                )
            }
        }
    }
}

impl std::error::Error for VerifyError {}

/// What a message is checked against.
pub(crate) struct Verifier<'a> {
    pub(crate) keys: &'a WalletKeys,
    pub(crate) client_id: &'a str,
    pub(crate) now: SystemTime,
    pub(crate) max_skew: Duration,
}

impl Verifier<'_> {
    /// Checks that the wallet has signed these bytes for this path and for us, and not long ago.
    /// `time_header` is `Response-Time` of an answer, `Request-Time` of a notification.
    pub(crate) fn verify(
        &self,
        path: &str,
        headers: &HeaderMap,
        time_header: HeaderName,
        body: Unverified,
    ) -> Result<Verified, (VerifyError, Unverified)> {
        match self.check(path, headers, time_header, body.dangerous_bytes()) {
            Ok(()) => Ok(body.into_verified()),
            Err(error) => Err((error, body)),
        }
    }

    fn check(
        &self,
        path: &str,
        headers: &HeaderMap,
        time_header: HeaderName,
        body: &[u8],
    ) -> Result<(), VerifyError> {
        let signature = only(headers, &SIGNATURE)?.ok_or(VerifyError::MissingHeader(SIGNATURE))?;
        let signature = SignatureHeader::parse(signature).map_err(VerifyError::Header)?;
        // Some wallets leave it out; the signature holds our own id in any case.
        if only(headers, &CLIENT_ID)?.is_some_and(|id| id != self.client_id.as_bytes()) {
            return Err(VerifyError::WrongClientId);
        }
        let time = only(headers, &time_header)?.ok_or(VerifyError::MissingHeader(time_header))?;
        let time = std::str::from_utf8(time).map_err(|_| VerifyError::BadTime)?;
        let millis = read_header_time(time).ok_or(VerifyError::BadTime)?;
        let key = self
            .keys
            .find(signature.key_version.as_ref())
            .ok_or_else(|| VerifyError::UnknownKey(signature.key_version.clone()))?;
        let content = Content::new(path, self.client_id, time, body);
        key.verify(&content, &signature.signature).map_err(VerifyError::BadSignature)?;
        self.check_skew(millis)
    }

    fn check_skew(&self, millis: i64) -> Result<(), VerifyError> {
        let skew = Duration::from_millis(unix_millis(self.now).abs_diff(millis));
        if skew <= self.max_skew {
            Ok(())
        } else {
            Err(VerifyError::StaleTime { skew, limit: self.max_skew })
        }
    }
}

/// The value of a header that may be there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a [u8]>, VerifyError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value.map(http::HeaderValue::as_bytes)),
        _ => Err(VerifyError::RepeatedHeader(name.clone())),
    }
}
