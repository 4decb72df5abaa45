use std::fmt;

use crate::{codec::Violations, signature::SignError, transport::TransportError};

/// A call that has certainly not taken effect: not a byte of it reached the wallet.
#[derive(Debug)]
pub enum Error {
    /// The request breaks the spec in a way that types can't hold.
    Invalid(Violations),
    /// A header that was given for this call is reserved, or not a header.
    Header(String),
    /// The request could not be signed.
    Signing(SignError),
    /// There was no connection.
    NotSent(TransportError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => {
                write!(f, "the request breaks the spec and was not sent: {violations}")
            }
            Self::Header(name) => {
                write!(
                    f,
                    "the header {name:?} is not a header, or is one that the client itself sets; nothing was sent"
                )
            }
            Self::Signing(error) => write!(f, "the request could not be signed and was not sent: {error}"),
            Self::NotSent(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Header(_) => None,
            Self::Signing(error) => Some(error),
            Self::NotSent(error) => Some(error),
        }
    }
}
