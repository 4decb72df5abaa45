//! How an open outcome is settled: by inquiries, and by closing the call.

mod closing;
mod inquiry;
mod inquiry_request;
mod pending;
mod settled;

use std::{future::IntoFuture, time::Duration};

use self::{
    closing::Closer,
    inquiry::{Inquirer, Said, Streak},
    inquiry_request::InquiryRequest,
    pending::Pending,
};
pub use self::{
    pending::{OpenCall, Settleable},
    settled::{Conflict, FailedBy, Found, Settled, Unsettled},
};
use super::Client;
use crate::{
    clock::Stopwatch,
    error::Error,
    message::{Closable, SettledBy},
    outcome::Outcome,
    signature::BoxFuture,
};

/// Finds out how a call ended, when awaited.
///
/// Asks at once, then every 5 seconds for up to a minute, as wallets document it. Each question is one attempt, whatever the
/// client's [`RetryPolicy`](crate::RetryPolicy) says. It ends with a verified response that names this call and has a final
/// status.
///
/// | the response | |
/// |---|---|
/// | names this call, with a final status | [`Settled::Success`] or [`Settled::Failed`] |
/// | names this call, with another amount or another id of it | [`Settled::Conflict`], at once |
/// | names another call, none, or an id twice; has no final status, or two | asked again |
/// | "not found" | asked again: the request may still be on its way; final only where the spec says when, and never for a call that the wallet has acknowledged |
/// | an F whose own status, flat in the response, is a listed failure, and which names this call | [`Settled::Failed`] |
/// | any other F, without `retry_later` | [`Settled::Unknown`], early: asking now does not help |
/// | a time-out, U, not verified | asked again |
///
/// Dropping this before it has ended, awaited or not, is reported like dropping an [`Unknown`](crate::Unknown).
#[must_use = "nothing is asked until this is awaited"]
pub struct Settle<'a, R: SettledBy> {
    client: &'a Client,
    pending: Pending<R>,
    every: Duration,
    during: Duration,
    give_up: bool,
    /// Whether the thread may be blocked.
    blocking: bool,
}

impl Client {
    /// Finds out how a call ended, by asking the endpoint that the spec names.
    ///
    /// Takes an [`Unknown`](crate::Unknown), the response of an [`Outcome::Accepted`](crate::Outcome::Accepted), or a request
    /// stored before a crash (see [`StoredRequest`](crate::StoredRequest)). Asks at once, then every 5 seconds for a minute, as wallets document it;
    /// see [`Settle`] for other times.
    pub fn settle<S: Settleable>(&self, call: S) -> Settle<'_, S::Response> {
        Settle::new(self, call.into_pending())
    }
}

impl<'a, R: SettledBy> Settle<'a, R> {
    fn new(client: &'a Client, mut pending: Pending<R>) -> Self {
        pending.watch(client, "settle");
        Self {
            client,
            pending,
            every: Duration::from_secs(5),
            during: Duration::from_secs(60),
            give_up: false,
            blocking: false,
        }
    }

    /// The pause between two questions. 5 seconds unless it is set.
    pub fn every(mut self, pause: Duration) -> Self {
        self.every = pause;
        self
    }

    /// How long to ask, measured by monotonic time; zero asks once. A minute unless it is set.
    pub fn during(mut self, time: Duration) -> Self {
        self.during = time;
        self
    }

    /// Ends the call for good where asking does not: sends the cancel that the spec names by `closed_by`, after each question
    /// that leaves the call open, until the wallet has carried it out (status S). Then the call is
    /// [`FailedBy::Closed`].
    ///
    /// A success that is seen before the first cancel may have left is a [`Settled::Success`]. After that it is not: the
    /// cancel may still take effect. Then this goes on until a cancel has S or the inquiry says that the call failed, and is
    /// [`Settled::Unknown`] when the time is over. A refused cancel (F) closes nothing.
    ///
    /// Where the descriptor of an untyped call names no cancel, or the request lacks what it needs, this only asks.
    pub fn give_up(mut self) -> Self
    where
        R: Closable,
    {
        self.give_up = true;
        self
    }

    async fn run(self) -> Settled<R> {
        let Self { client, mut pending, every, during, give_up, blocking } = self;
        let question = InquiryRequest::new(pending.call.handle().clone(), pending.call.body());
        let (None, Some(question)) = (&pending.refused, question) else {
            let last = pending.refused.take().map(Err);
            return unsettled(client, pending, last, 0);
        };
        let (acknowledged, given) = (pending.acknowledged, pending.call.headers().clone());
        let mut inquirer =
            Inquirer { client, question, given, blocking, acknowledged, not_found: Streak::default() };
        let closer = if give_up { Closer::new(&inquirer) } else { None };
        let clock = &*client.settings().config.clock;
        let (watch, mut asked) = (Stopwatch::start(clock), 0);
        loop {
            let said = inquirer.ask::<R::Inquiry>(watch.elapsed()).await;
            asked += 1;
            pending.acknowledged = inquirer.acknowledged;
            let (last, is_useless) = match said {
                Said::Success(found) if !pending.closing => return pending.end(Settled::Success(found)),
                Said::Failed(found) => return pending.end(Settled::Failed(FailedBy::Status(found))),
                Said::NotFound(failure) => return pending.end(Settled::Failed(FailedBy::NotFound(failure))),
                Said::Conflict(mismatch, last) => {
                    pending.watch(client, "conflict");
                    return Settled::Conflict(Conflict { mismatch, last, pending });
                }
                // The cancel may still take effect.
                Said::Success(found) => (Ok(Outcome::Success(found.response)), false),
                Said::Open(last) => (last, false),
                Said::Useless(last) => (last, closer.is_none()),
            };
            if let Some(closer) = &closer {
                if let Some(answer) = closer.attempt(&inquirer, &mut pending.closing).await {
                    return pending.end(Settled::Failed(FailedBy::Closed(answer)));
                }
            }
            if is_useless || watch.elapsed().saturating_add(every) > during {
                return unsettled(client, pending, Some(last), asked);
            }
            clock.sleep(every).await;
        }
    }
}

impl<R: SettledBy> Pending<R> {
    /// Marks the call as ended, so that dropping this reports nothing.
    fn end(mut self, settled: Settled<R>) -> Settled<R> {
        self.notice.disarm();
        settled
    }
}

fn unsettled<R: SettledBy>(
    client: &Client,
    mut pending: Pending<R>,
    last: Option<Result<Outcome<R::Inquiry>, Error>>,
    asked: u32,
) -> Settled<R> {
    pending.watch(client, "unsettled");
    Settled::Unknown(Unsettled { last, asked, pending })
}

impl<'a, R: SettledBy> IntoFuture for Settle<'a, R> {
    type Output = Settled<R>;
    type IntoFuture = BoxFuture<'a, Settled<R>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

#[cfg(feature = "blocking")]
impl<R: SettledBy> Settle<'_, R> {
    /// Blocks this thread until the call is settled, for programs without an async runtime.
    pub fn wait(mut self) -> Settled<R> {
        self.blocking = true;
        crate::blocking::wait(self.run())
    }
}
