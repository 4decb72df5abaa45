//! Errors of verifying.

use crate::{Algorithm, BadSignature, HeaderError, KeyVersion};
use http::HeaderName;
use std::{fmt, time::Duration};

/// The reason why a message could not be verified.
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
    /// The signature header names an algorithm that the key of that version is not for.
    WrongAlgorithm {
        /// The header's algorithm.
        named: Algorithm,
        /// The key's algorithm.
        key: Algorithm,
    },
    /// The verifier failed: a key service did not respond, for example. The text is the verifier's own.
    Unavailable(String),
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
    /// The response was signed before the request went out: it is a recording of an earlier one, or our clock is ahead of
    /// the wallet's.
    SignedBeforeRequest {
        /// How long before the request it was signed.
        lead: Duration,
        /// The longest time that is accepted, 60 s unless the caller set another.
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
            Self::WrongAlgorithm { named, key } => {
                write!(
                    f,
                    "the header `signature` names {named}, but the wallet key of that version is for {key}"
                )?;
                if *named == Algorithm::Ecc224 && cfg!(not(feature = "ecc224")) {
                    f.write_str("; keys for ECC224 need the feature `ecc224`")?;
                }
                Ok(())
            }
            Self::Unavailable(why) => write!(f, "the signature could not be checked: {why}"),
            Self::BadSignature(error) => error.fmt(f),
            Self::WrongClientId => f.write_str("the header `client-id` names another client"),
            Self::BadTime => f.write_str("the time of the message is in no known form"),
            Self::StaleTime { skew, limit } => {
                write!(
                    f,
                    "the message was signed {skew:?} from now, and {limit:?} are accepted: is the clock right?"
                )
            }
            Self::SignedBeforeRequest { lead, limit } => {
                write!(
                    f,
                    "the response was signed {lead:?} before the request was sent, and {limit:?} are accepted: it is a \
                     recording of an earlier one, or our clock may be {lead:?} ahead"
                )
            }
        }
    }
}

impl std::error::Error for VerifyError {}
