use std::fmt;

use crate::{
    body::Unverified, codec::Violations, exchange::Exchange, result::WalletResult, signature::SignError,
    transport::TransportError,
};

/// A call that has certainly not taken effect.
///
/// Where an earlier attempt may have left (of this call, or by [`Call::repeat`](crate::Call::repeat)), this is the
/// [`Cause`](crate::Cause) of an [`Outcome::Unknown`](crate::Outcome::Unknown) instead.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks the spec in a way that types can't hold.
    Invalid(Violations),
    /// A header that was given for this call is reserved, or not a header.
    Header(String),
    /// A header that the endpoint requires was not given.
    MissingHeader(String),
    /// The endpoint has no path for client ids that begin with `SANDBOX_`.
    NoSandboxPath(String),
    /// The request could not be signed.
    Signing(SignError),
    /// The request was to be encrypted, and could not be. The text says why.
    Encryption(String),
    /// The check of [`Call::send_only_if`](crate::Call::send_only_if) said no. Nothing was sent.
    Withheld,
    /// There was no connection.
    NotSent(Box<NotSent>),
    /// A response without signature claims that the call failed, and the call only asks, so that nothing has happened in
    /// any case. For other calls this is an [`Outcome::Unknown`](crate::Outcome::Unknown).
    Unauthenticated(Box<Unauthenticated>),
}

/// There was no connection: not a byte of the request was sent.
#[derive(Debug)]
#[non_exhaustive]
pub struct NotSent {
    /// Why.
    pub error: TransportError,
    /// The request that was not sent.
    pub exchange: Exchange,
}

/// A response without signature that claims that the call failed: most likely the wallet does not know our client id or
/// our key. Anybody could have written it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Unauthenticated {
    /// The result that it claims. It is not signed.
    pub claimed: WalletResult,
    /// The body as it came. It may hold anything.
    pub body: Unverified,
    /// The exchange that it came in.
    pub exchange: Exchange,
}

impl Error {
    /// What was sent or would have been, and what came back if anything did; `None` when it did not come that far.
    #[must_use]
    pub fn exchange(&self) -> Option<&Exchange> {
        match self {
            Self::NotSent(not_sent) => Some(&not_sent.exchange),
            Self::Unauthenticated(unauthenticated) => Some(&unauthenticated.exchange),
            _ => None,
        }
    }

    /// One of a few words, for logs and metrics.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::NotSent(_) => "not_sent",
            Self::Unauthenticated(_) => "unauthenticated",
            _ => "refused",
        }
    }
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
                    "the header {name:?} has an invalid name or value, or is one that the client itself sets; nothing was sent"
                )
            }
            Self::MissingHeader(name) => {
                write!(f, "the endpoint requires the header {name:?}, and it was not given; nothing was sent")
            }
            Self::NoSandboxPath(endpoint) => write!(
                f,
                "{endpoint} has no path in the wallet's sandbox, which this client id is for; nothing was sent. Use the client id \
                 of production, or set `Config::base_path` for a sandbox that serves the path of production"
            ),
            Self::Signing(error) => write!(f, "the request could not be signed and was not sent: {error}"),
            Self::Encryption(why) => {
                write!(f, "the request could not be encrypted and was not sent: {why}")
            }
            Self::Withheld => f.write_str("the check before sending said no; nothing was sent"),
            Self::NotSent(not_sent) => not_sent.error.fmt(f),
            Self::Unauthenticated(answer) => {
                write!(f, "a response without signature claims that the call failed: {}", answer.claimed)
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Signing(error) => Some(error),
            Self::NotSent(not_sent) => Some(&not_sent.error),
            _ => None,
        }
    }
}
