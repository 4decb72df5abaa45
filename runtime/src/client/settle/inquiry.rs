//! Asks about a call, and judges the response.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName};

use super::{
    inquiry_request::InquiryRequest,
    settled::{Found, silent},
};
use crate::{
    client::{
        CallOptions, Client, Outgoing, RetryPolicy,
        end::{End, Read},
        trace,
    },
    descriptor::Handle,
    endpoint::Endpoint,
    error::Error,
    message::{Action, Response},
    mismatch::Mismatch,
    outcome::{Failure, Outcome},
    result::Status,
    settling::{FinalAfter, inquiry::Judged},
    tree::Tree,
};

/// Sends questions about a call. Each is one attempt, whatever the retry policy says.
pub(super) struct Inquirer<'a> {
    pub(super) client: &'a Client,
    pub(super) question: InquiryRequest,
    /// The headers of the call that it is about.
    pub(super) given: HeaderMap,
    pub(super) blocking: bool,
    /// Whether the wallet has said that it knows the call.
    pub(super) acknowledged: bool,
    pub(super) not_found: Streak,
}

/// The result of one question.
pub(super) enum Said<B: Response> {
    Success(Found<B>),
    Failed(Found<B>),
    /// "Not found", often enough to be final.
    NotFound(Failure<B>),
    Conflict(Mismatch, Outcome<B>),
    /// Not final: ask again.
    Open(Result<Outcome<B>, Error>),
    /// It decides nothing, and asking again would not help.
    Useless(Result<Outcome<B>, Error>),
}

impl Inquirer<'_> {
    /// Asks once. `now` is the time since the first question.
    pub(super) async fn ask<B: Response>(&mut self, now: Duration) -> Said<B> {
        let end = self.send(self.question.settling.inquiry.clone(), self.question.body.clone()).await;
        let judged = self.judge(&end);
        let mut outcome = end.map(Outcome::<B>::new);
        if let Ok(outcome) = &mut outcome {
            silent(outcome);
        }
        match (judged, outcome) {
            (Judged::Success { unnamed }, Ok(Outcome::Success(response))) => {
                Said::Success(Found { response, unnamed })
            }
            (Judged::Failed { unnamed }, Ok(Outcome::Success(response))) => {
                Said::Failed(Found { response, unnamed })
            }
            (Judged::Failed { unnamed: false }, Ok(Outcome::Failed(failure))) if self.is_final(&failure) => {
                Said::Failed(Found { response: failure.response, unnamed: false })
            }
            (Judged::Conflict(mismatch), Ok(outcome)) => {
                trace::conflict(&self.question.endpoint, &mismatch);
                Said::Conflict(mismatch, outcome)
            }
            (_, Ok(Outcome::Failed(failure))) => self.failed(failure, now),
            (judged, outcome) => {
                self.not_found.end();
                self.acknowledged |= matches!(judged, Judged::Open { known: true });
                if is_hopeless(&outcome) { Said::Useless(outcome) } else { Said::Open(outcome) }
            }
        }
    }

    /// Sends one attempt of a call.
    pub(super) async fn send(&self, endpoint: Handle<Endpoint>, body: Bytes) -> Result<End, Error> {
        let options = CallOptions {
            headers: self.carried(&endpoint),
            blocking: self.blocking,
            retry: Some(RetryPolicy::never()),
            ..CallOptions::default()
        };
        self.client.exchange(Outgoing { endpoint, body: Ok(body), options }).await
    }

    /// The headers of the call that this endpoint has as well, as they were given.
    fn carried(&self, endpoint: &Endpoint) -> HeaderMap {
        let names = endpoint.headers.iter().filter_map(|name| name.parse::<HeaderName>().ok());
        names.filter_map(|name| Some((name.clone(), self.given.get(&name)?.clone()))).collect()
    }

    /// Judges the response. Only a verified one can decide: with status S, or with F where the word of its result is how the
    /// call ended, and then only that this call failed.
    fn judge(&self, end: &Result<End, Error>) -> Judged {
        let InquiryRequest { endpoint, settling, request, .. } = &self.question;
        let open = Judged::Open { known: false };
        let Ok(End::Responded(_, Read { content: Ok((body, result)), .. })) = end else { return open };
        let judged = || settling.judge(endpoint, &Tree::read(body), request);
        match result.status {
            Status::Success => judged(),
            Status::Failed if settling.is_told_by_result() => match judged() {
                failed @ Judged::Failed { unnamed: false } => failed,
                _ => open,
            },
            _ => open,
        }
    }

    /// Whether an F is about the call: its code is none by which the wallet does not know it, and asking again would not help.
    fn is_final<B: Response>(&self, failure: &Failure<B>) -> bool {
        let code = failure.response.result().code.as_str();
        !self.question.settling.not_found.codes.contains(code) && failure.action() == Action::Final
    }

    fn failed<B: Response>(&mut self, failure: Failure<B>, now: Duration) -> Said<B> {
        let not_found = &self.question.settling.not_found;
        if !not_found.codes.contains(failure.response.result().code.as_str()) {
            self.not_found.end();
            let again = failure.action() == Action::RetryLater;
            let outcome = Ok(Outcome::Failed(failure));
            return if again { Said::Open(outcome) } else { Said::Useless(outcome) };
        }
        match not_found.final_after {
            Some(wanted) if self.not_found.is_final(wanted, now) && !self.acknowledged => {
                Said::NotFound(failure)
            }
            _ => Said::Open(Ok(Outcome::Failed(failure))),
        }
    }
}

/// Whether asking again is pointless, for example because the signing key is wrong.
fn is_hopeless<B: Response>(outcome: &Result<Outcome<B>, Error>) -> bool {
    matches!(
        outcome,
        Err(Error::Invalid(_) | Error::Header(_) | Error::Encryption(_) | Error::Unauthenticated(_))
    )
}

/// Counts consecutive "not found" responses.
#[derive(Debug, Default)]
pub(super) struct Streak {
    counted: u32,
    last: Option<Duration>,
}

impl Streak {
    /// Counts a response, unless it came too soon after the last one. Returns whether there are enough.
    fn is_final(&mut self, wanted: FinalAfter, now: Duration) -> bool {
        if self.last.is_none_or(|last| now.saturating_sub(last) >= wanted.every) {
            self.counted += 1;
            self.last = Some(now);
        }
        self.counted >= wanted.times
    }

    fn end(&mut self) {
        *self = Self::default();
    }
}
