use std::fmt;

use crate::{
    codec::ReadError,
    error::Error,
    mismatch::Mismatch,
    result::{Status, WalletResult},
    signature::VerifyError,
    transport::TransportError,
};

/// The reason why the outcome is unknown.
#[derive(Debug)]
#[non_exhaustive]
pub enum Cause {
    /// The wallet says so: a verified response with status U.
    Status,
    /// A verified response with a status that is none of S, A, F and U.
    UnrecognizedStatus,
    /// A verified response with status F to a request that was sent again, after one that may have taken effect (in this call,
    /// or before it: [`Call::repeat`](crate::Call::repeat)). What failed may be the repetition only.
    FailedRepeat,
    /// A verified response with status F and a code after which the wallet has to be asked: it refuses this request
    /// because an earlier one with the same idempotency key stands.
    FailedAsk,
    /// A verified response that names another id than the request, or one that comes twice. It may be about another call.
    OtherId(Mismatch),
    /// This time nothing was sent, and why. An earlier request may have taken effect: one of this call, or the one that it
    /// repeats ([`Call::repeat`](crate::Call::repeat)). What the wallet said to it, if it did, is kept.
    NotSent(Error),
    /// A verified response that is not a JSON object with one `result`.
    Unreadable(ReadError),
    /// A response came, but it could not be verified.
    Unverified(VerifyError),
    /// A response without signature that claims that the call failed, or that nobody knows yet: most likely the wallet does
    /// not know our client id or our key. Anybody could have written it. Only where
    /// [`UnsignedResponses`](crate::UnsignedResponses) lets it be read.
    Unauthenticated(WalletResult),
    /// No whole response came.
    Transport(TransportError),
    /// The program could not write the outcome down where it keeps its calls ([`Outcome::not_written`](crate::Outcome::not_written)).
    /// The response is kept, and nothing may be done because of it.
    NotWritten,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status => f.write_str("the wallet does not know yet (status U)"),
            Self::UnrecognizedStatus => f.write_str("the wallet gave a status that is none of S, A, F and U"),
            Self::FailedRepeat => {
                f.write_str("the request was sent again and then failed; the first one may have taken effect")
            }
            Self::FailedAsk => {
                f.write_str("the wallet refused the request, but an earlier one with the same key may stand")
            }
            Self::OtherId(mismatch) => write!(f, "the response may be about another call: {mismatch}"),
            Self::Unauthenticated(claimed) => {
                let claim = if claimed.status == Status::Failed { "failed" } else { "is still open" };
                write!(f, "a response without signature claims that the call {claim}: {claimed}")
            }
            Self::Unreadable(error) => write!(f, "the response is signed, but can't be read: {error}"),
            Self::Unverified(error) => write!(f, "the response could not be verified: {error}"),
            Self::Transport(error) => error.fmt(f),
            Self::NotWritten => f.write_str("the outcome could not be written down and is not acted upon"),
            Self::NotSent(error) => {
                write!(
                    f,
                    "an earlier request may have reached the wallet, and this time nothing was sent: {error}"
                )
            }
        }
    }
}
