//! One attempt: marked before, concluded after.

use std::time::{Duration, SystemTime};

use countersign_runtime::{Call, Cause, Client, Clock, Outcome, Response, StoredRequest, Unknown};

use crate::{
    Ended, EndedBy, EntryId, EntryInfo, Event, Journal, JournalError, SendError, State,
    effect::{Concluded, Conclusion},
    store::{Guard, Mark, Store, StoredEntry, Token},
};

impl<S: Store> Journal<S> {
    /// Marks an attempt, makes it, and writes down what came of it.
    pub(crate) async fn attempt<R: Response>(
        &self,
        client: &Client,
        id: EntryId,
        key: &[u8; 32],
        request: &StoredRequest<R>,
        mark: Mark,
    ) -> Result<Outcome<R>, SendError> {
        let (token, watch) = (new_token(), Watch::start(&*self.settings.clock));
        let entry = match self.store.mark(id, key, token, mark).await {
            Ok(Some(entry)) => entry,
            Ok(None) => return Err(self.not_marked(id, key).await?),
            Err(error) => {
                // The mark may have been committed all the same. Nothing is sent, so take it back if that can be done.
                drop(self.store.unmark(id, token).await);
                return Err(error.into());
            }
        };
        let left = entry.resend_left.map_or(entry.deadline_left, |window| window.min(entry.deadline_left));
        let clock = self.settings.clock.clone();
        // A pause after the mark may outlast the deadline: look again right before the first byte.
        let may_still = move || watch.elapsed(&*clock) < left;
        let mut call = client.call_stored(request).no_retry().recorded().send_only_if(may_still);
        if entry.info.attempts > 1 {
            call = call.repeat();
        }
        let result = self.with_headers(call, &entry.info).await;
        match result {
            Ok(outcome) => Ok(self.written(&entry, token, outcome).await),
            Err(error) => {
                // Whether this is written or not, nothing was sent: at worst a worker asks in vain.
                if let Err(error) = self.store.unmark(id, token).await {
                    self.tell(Event::Failed(id, &error.into()));
                }
                Err(SendError::NotSent(error))
            }
        }
    }

    /// Gives a call its headers.
    fn with_headers<'a, R: Response>(
        &self,
        call: Call<'a, StoredRequest<R>>,
        entry: &EntryInfo,
    ) -> Call<'a, StoredRequest<R>> {
        let headers = self.settings.headers.as_ref().map(|headers| headers(entry)).unwrap_or_default();
        headers.iter().fold(call, |call, (name, value)| call.header(name, value))
    }

    /// Writes an outcome down. The one that is returned says no more than what was written.
    async fn written<R: Response>(
        &self,
        entry: &StoredEntry,
        token: Token,
        outcome: Outcome<R>,
    ) -> Outcome<R> {
        let written = self.write(entry, token, &outcome).await;
        if let Err(error) = &written {
            self.tell(Event::Failed(entry.info.id, error));
        }
        // A page that shows more than the books have makes its user act on it.
        if matches!(written, Ok(Written::Yes)) { outcome } else { outcome.not_written() }
    }

    async fn write<R: Response>(
        &self,
        entry: &StoredEntry,
        token: Token,
        outcome: &Outcome<R>,
    ) -> Result<Written, JournalError> {
        let (ended, guard, response) = match outcome {
            Outcome::Success(response) => (Ended::Success, Guard::NotClosing, response),
            // Of two attempts, what failed may be one only.
            Outcome::Failed(failure) => (Ended::Failed, Guard::OnlyAttempt(token), &failure.response),
            Outcome::Accepted(response) => {
                let body = self.kept(entry, response.plain_body())?;
                return Ok(Written::when(self.store.acknowledge(entry.info.id, Some(&body)).await?));
            }
            Outcome::Unknown(unknown) => {
                if acknowledges(unknown) {
                    let body = unknown.response().map(|response| self.kept(entry, response.plain_body()));
                    self.store.acknowledge(entry.info.id, body.transpose()?.as_deref()).await?;
                }
                return Ok(Written::Yes);
            }
        };
        let evidence = Some(&**response.plain_body());
        let conclusion = Conclusion { ended, by: EndedBy::Response, guard, evidence, reason: None };
        let concluded = self.conclude_or_keep(entry, &conclusion).await?;
        Ok(Written::when(matches!(concluded, Concluded::Ended | Concluded::Same)))
    }

    /// Ends a call. A success of one that is closing is kept instead; of a success the guard is [`Guard::NotClosing`].
    pub(crate) async fn conclude_or_keep(
        &self,
        entry: &StoredEntry,
        conclusion: &Conclusion<'_>,
    ) -> Result<Concluded, JournalError> {
        loop {
            let concluded = self.conclude(entry, conclusion).await?;
            let (Concluded::NotNow, Ended::Success, Some(evidence)) =
                (concluded, conclusion.ended, conclusion.evidence)
            else {
                return Ok(concluded);
            };
            if self.store.keep_success(entry.info.id, &self.kept(entry, evidence)?).await? {
                return Ok(concluded);
            }
            // Between the two it has left *closing*, and now it can be ended.
        }
    }

    /// Why an entry could not be marked.
    async fn not_marked(&self, id: EntryId, key: &[u8; 32]) -> Result<SendError, SendError> {
        let entry = self.store.entry(id).await?.filter(|entry| entry.key == *key);
        let Some(entry) = entry else { return Ok(SendError::NotRecorded) };
        let info = Box::new(entry.info);
        Ok(match info.state {
            State::Recorded => SendError::TooLate(info),
            _ => SendError::AlreadySent(info),
        })
    }
}

/// Whether this very response says that the wallet knows the call. [`Unknown::is_acknowledged`] also counts what may have been
/// said to an earlier attempt; that is in the journal.
fn acknowledges<R: Response>(unknown: &Unknown<R>) -> bool {
    match unknown.cause {
        Cause::Status => unknown.is_acknowledged(),
        Cause::FailedAsk | Cause::UnrecognizedStatus | Cause::Unreadable(_) => true,
        _ => false,
    }
}

/// Whether an outcome was written down.
enum Written {
    Yes,
    /// The entry has another verdict, or is closing.
    No,
}

impl Written {
    fn when(is_written: bool) -> Self {
        if is_written { Self::Yes } else { Self::No }
    }
}

/// A token that nobody else has.
pub(crate) fn new_token() -> Token {
    fastrand::u128(..).to_be_bytes()
}

/// Measures by the larger of monotonic and wall time: a machine that slept has only one of them right.
struct Watch {
    monotonic: Duration,
    wall: SystemTime,
}

impl Watch {
    fn start(clock: &dyn Clock) -> Self {
        Self { monotonic: clock.monotonic(), wall: clock.now() }
    }

    fn elapsed(&self, clock: &dyn Clock) -> Duration {
        let wall = clock.now().duration_since(self.wall).unwrap_or_default();
        clock.monotonic().saturating_sub(self.monotonic).max(wall)
    }
}
