//! The results of settling.

use std::{fmt, ops::Deref};

use super::pending::{OpenCall, Pending, Settleable, sealed::Sealed};
use crate::{
    error::Error,
    exchange::Exchange,
    message::{Response, SettledBy},
    mismatch::Mismatch,
    outcome::{Failure, Outcome, VerifiedResponse},
    untyped::UntypedResponse,
};

/// How a call ended, as far as asking could tell. `match` on all four.
#[derive(Debug)]
#[must_use = "it may still be unknown whether money has moved"]
pub enum Settled<R: SettledBy> {
    /// It took effect; the wallet has signed this.
    Success(Found<R::Inquiry>),
    /// It did not, and never will; the wallet has signed this.
    Failed(FailedBy<R>),
    /// The wallet's response is about this call, but has another amount, or another of its ids. It decides nothing: have a
    /// person look into it, and neither ship nor pay again.
    Conflict(Conflict<R>),
    /// The outcome is still unknown. Ask again later, or wait for the notification; never pay again, never refund.
    Unknown(Unsettled<R>),
}

/// The inquiry's response that says how a call ended. It reads like its body.
#[derive(Debug)]
#[non_exhaustive]
pub struct Found<B> {
    /// The response.
    pub response: VerifiedResponse<B>,
    /// Whether the response names none of the ids that it was asked by, and was believed because the spec says
    /// `unnamed: accepted`.
    pub unnamed: bool,
}

impl<B> Deref for Found<B> {
    type Target = VerifiedResponse<B>;
    fn deref(&self) -> &VerifiedResponse<B> {
        &self.response
    }
}

/// The proof that a call did not take effect, and never will.
#[derive(Debug)]
#[non_exhaustive]
pub enum FailedBy<R: SettledBy> {
    /// A final status in the inquiry's response.
    Status(Found<R::Inquiry>),
    /// The wallet said "not found" as often, and for as long, as its documents ask for (`final_after`). The last response.
    NotFound(Failure<R::Inquiry>),
    /// It was closed: the response to the cancel ([`Settle::give_up`](super::Settle::give_up)).
    Closed(VerifiedResponse<UntypedResponse>),
}

impl<R: SettledBy> FailedBy<R> {
    /// Whether the response that says so names none of the ids that it was asked by.
    #[must_use]
    pub fn is_unnamed(&self) -> bool {
        match self {
            Self::Status(found) => found.unnamed,
            // It names no call, because the wallet knows none.
            Self::NotFound(_) => true,
            Self::Closed(response) => response.exchange().endpoint().response_ids.is_empty(),
        }
    }

    /// The exchange that proves it.
    #[must_use]
    pub fn exchange(&self) -> &Exchange {
        match self {
            Self::Status(found) => found.response.exchange(),
            Self::NotFound(failure) => failure.response.exchange(),
            Self::Closed(response) => response.exchange(),
        }
    }
}

/// A response that contradicts the request of the call that it is about.
///
/// Logged as an error when it is found. Dropping it without [`recorded`](Self::recorded) is reported like dropping an
/// [`Unknown`](crate::Unknown).
#[derive(Debug)]
#[non_exhaustive]
pub struct Conflict<R: SettledBy> {
    /// The field, with both values.
    pub mismatch: Mismatch,
    /// The inquiry's outcome with the response.
    pub last: Outcome<R::Inquiry>,
    pub(super) pending: Pending<R>,
}

impl<R: SettledBy> Conflict<R> {
    /// The call that was asked about.
    #[must_use]
    pub fn call(&self) -> &OpenCall<R> {
        &self.pending.call
    }

    /// Confirms that the program has recorded the call as open, so that dropping this is not reported.
    pub fn recorded(mut self) {
        self.pending.notice.disarm();
    }
}

impl<R: SettledBy> fmt::Display for Conflict<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoint = self.last.exchange().endpoint();
        write!(f, "the response of {endpoint} contradicts the request of this call: {}", self.mismatch)
    }
}

/// A call whose outcome is still unknown after asking. Give it to [`Client::settle`](crate::Client::settle) to go on.
///
/// Dropping it without [`recorded`](Self::recorded) is reported like dropping an [`Unknown`](crate::Unknown).
#[derive(Debug)]
#[non_exhaustive]
pub struct Unsettled<R: SettledBy> {
    /// The result of the last question. `None` when nothing was asked: the request has no id to ask by, or the spec names no
    /// inquiry. An `Err` with nothing asked says why the request can never have been sent.
    pub last: Option<Result<Outcome<R::Inquiry>, Error>>,
    /// How often the wallet was asked.
    pub asked: u32,
    pub(super) pending: Pending<R>,
}

impl<R: SettledBy> Unsettled<R> {
    /// The call that was asked about.
    #[must_use]
    pub fn call(&self) -> &OpenCall<R> {
        &self.pending.call
    }

    /// Whether a cancel may have left that has no outcome yet. Then a success that the wallet reports is not final.
    #[must_use]
    pub fn is_closing(&self) -> bool {
        self.pending.closing
    }

    /// Whether the wallet has acknowledged the call, so that "not found" can no longer be final: by a verified response, or
    /// as [`StoredRequest::never_acknowledged`](crate::StoredRequest::never_acknowledged) leaves it.
    #[must_use]
    pub fn is_acknowledged(&self) -> bool {
        self.pending.acknowledged
    }

    /// Confirms that the program has recorded the call as open, so that dropping this is not reported.
    pub fn recorded(mut self) {
        self.pending.notice.disarm();
    }
}

impl<R: SettledBy> fmt::Display for Unsettled<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.call() {
            OpenCall::Unknown(unknown) => unknown.fmt(f)?,
            OpenCall::Accepted(_) => f.write_str("the call was accepted and is not done yet")?,
            OpenCall::Stored(_) => f.write_str("the call may have taken effect: its request was stored")?,
        }
        match &self.call().endpoint().settled_by {
            Some(by) => write!(f, "; {} asked {} times without a final response", by.inquiry, self.asked),
            None => f.write_str("; no endpoint is known that could be asked"),
        }
    }
}

impl<R: SettledBy> Sealed for Unsettled<R> {}
impl<R: SettledBy> Settleable for Unsettled<R> {
    type Response = R;
    fn into_pending(self) -> Pending<R> {
        self.pending
    }
}

/// Disarms the notice of an unknown outcome: the caller reports the open call.
pub(super) fn silent<B: Response>(outcome: &mut Outcome<B>) {
    if let Outcome::Unknown(unknown) = outcome {
        unknown.disarm();
    }
}
