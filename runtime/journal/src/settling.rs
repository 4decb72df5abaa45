//! Looking after one open entry.

use std::time::Duration;

use countersign_runtime::{
    ApiClient, Endpoint, FailedBy, Handle, Outcome, Settled, StoredRequest, Unsettled, UntypedResponse,
};

use crate::{
    Ended, EndedBy, EntryId, Event, Journal, JournalError, SendError, State,
    effect::Conclusion,
    journal::endpoint,
    store::{Guard, Mark, Next, Store, StoredEntry},
};

/// The pauses after which an effect that could not be applied is tried again. Those of questions are for the wallet's sake.
const FIRST_EFFECT_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_EFFECT_PAUSE: Duration = Duration::from_secs(10 * 60);

/// The longest pause while a callback runs: its process may have died in it, which is not the callback's fault.
const LONGEST_EFFECT: Duration = Duration::from_secs(15);

impl<S: Store> Journal<S> {
    /// Looks after one open call now, as a [`Worker`](crate::Worker) would when it is due: asks the wallet once how it ended.
    ///
    /// # Errors
    /// When the call has ended, the client does not know its endpoint, or the database fails.
    pub async fn settle(&self, client: &dyn ApiClient, id: EntryId) -> Result<(), JournalError> {
        let entry = self.store.entry(id).await?.ok_or(JournalError::NotFound)?;
        if entry.info.applied {
            return Err(JournalError::State(Box::new(entry.info)));
        }
        self.look_after(client, &entry).await
    }

    /// Does what is next for an entry, and sets when it is due again.
    pub(crate) async fn look_after(
        &self,
        client: &dyn ApiClient,
        entry: &StoredEntry,
    ) -> Result<(), JournalError> {
        if entry.info.age > self.settings.overdue {
            self.tell(Event::Overdue(&entry.info));
        }
        if entry.info.ended.is_none() && self.take_unmatched(client, entry).await? {
            return Ok(());
        }
        match entry.info.state {
            State::Recorded => self.end_if_late(entry).await,
            State::Sending => self.ask(client, entry).await,
            State::Closing => self.go_on_closing(client, entry).await,
            State::Ended => {
                let next = self.later(entry);
                let meanwhile = Next { after: next.after.min(LONGEST_EFFECT), ..next };
                self.store.schedule(entry.info.id, meanwhile).await?;
                if !self.apply(entry).await? {
                    self.store.schedule(entry.info.id, next).await?;
                }
                Ok(())
            }
        }
    }

    async fn end_if_late(&self, entry: &StoredEntry) -> Result<(), JournalError> {
        if !entry.deadline_left.is_zero() {
            let next = Next { after: entry.deadline_left, asked: false, not_found: None };
            return Ok(self.store.schedule(entry.info.id, next).await?);
        }
        let conclusion = Conclusion {
            ended: Ended::NotSent,
            by: EndedBy::Deadline,
            guard: Guard::Late,
            evidence: None,
            reason: None,
        };
        self.conclude(entry, &conclusion).await.map(|_| ())
    }

    /// Asks once, and sends again where that is allowed and the call is still open.
    async fn ask(&self, client: &dyn ApiClient, entry: &StoredEntry) -> Result<(), JournalError> {
        // Left by a process that died on the way back from closing.
        if self.apply_kept_success(entry).await? {
            return Ok(());
        }
        let called = endpoint(client, &entry.info.endpoint)?;
        let request = self.stored_request(entry, &called)?;
        let mut not_found = None;
        if called.settled_by.is_some() {
            let mut request = self.to_settle(entry, &called)?;
            if !entry.info.acknowledged {
                request = request.never_acknowledged();
            }
            let settled = client.client().settle(request).during(Duration::ZERO).await;
            match self.judged(client, entry, &called, settled).await? {
                Asked::Ended => return Ok(()),
                Asked::Open { not_found: found } => not_found = found,
            }
        }
        self.store.schedule(entry.info.id, self.next_question(entry, &called, not_found)).await?;
        if entry.resend_left.is_some_and(|left| !left.is_zero()) && !entry.deadline_left.is_zero() {
            match self.attempt(client.client(), entry.info.id, &entry.key, &request, Mark::Repeat).await {
                Ok(outcome) => drop(outcome),
                Err(SendError::Store(error)) => return Err(error.into()),
                // It was not sent, or need not be any more.
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// The request of an entry.
    fn stored_request(
        &self,
        entry: &StoredEntry,
        called: &Handle<Endpoint>,
    ) -> Result<StoredRequest<UntypedResponse>, JournalError> {
        let body = self.opened(entry, &entry.body)?;
        Ok(StoredRequest::untyped(called.clone(), body).recorded())
    }

    /// The request of an entry with the headers of its inquiry.
    pub(crate) fn to_settle(
        &self,
        entry: &StoredEntry,
        called: &Handle<Endpoint>,
    ) -> Result<StoredRequest<UntypedResponse>, JournalError> {
        let mut request = self.stored_request(entry, called)?;
        let headers = self.settings.headers.as_ref().map(|headers| headers(&entry.info)).unwrap_or_default();
        for (name, value) in &headers {
            request = request.header(name, value);
        }
        Ok(request)
    }

    /// Writes down what an inquiry has said.
    async fn judged(
        &self,
        client: &dyn ApiClient,
        entry: &StoredEntry,
        called: &Endpoint,
        settled: Settled<UntypedResponse>,
    ) -> Result<Asked, JournalError> {
        let (ended, found) = match settled {
            Settled::Success(found) => (Ended::Success, found),
            Settled::Failed(FailedBy::Status(found)) => (Ended::Failed, found),
            Settled::Failed(FailedBy::NotFound(failure)) => {
                let body = failure.response.plain_body().clone();
                return self.not_found(client, entry, called, &body).await;
            }
            // Nothing was closed.
            Settled::Failed(_) => return Ok(Asked::Open { not_found: Some(false) }),
            Settled::Conflict(conflict) => {
                let what = conflict.to_string();
                conflict.recorded();
                self.contradicted(entry, &what).await?;
                return Ok(Asked::Open { not_found: Some(false) });
            }
            Settled::Unknown(unsettled) => return self.still_open(client, entry, called, unsettled).await,
        };
        let evidence = Some(&**found.response.plain_body());
        let guard = Guard::of(ended);
        let conclusion = Conclusion { ended, by: EndedBy::Inquiry, guard, evidence, reason: None };
        self.conclude_or_keep(entry, &conclusion).await?;
        Ok(Asked::Ended)
    }

    async fn still_open(
        &self,
        client: &dyn ApiClient,
        entry: &StoredEntry,
        called: &Endpoint,
        mut unsettled: Unsettled<UntypedResponse>,
    ) -> Result<Asked, JournalError> {
        match unsettled.last.take_if(|last| last.is_err()) {
            Some(Err(error)) => self.tell(Event::Failed(entry.info.id, &JournalError::NotAsked(Some(error)))),
            _ if unsettled.asked == 0 => {
                self.tell(Event::Failed(entry.info.id, &JournalError::NotAsked(None)))
            }
            _ => {}
        }
        if unsettled.is_acknowledged() && !entry.info.acknowledged {
            self.store.acknowledge(entry.info.id, None).await?;
        }
        let not_found = match &unsettled.last {
            Some(Ok(Outcome::Failed(failure))) => {
                let code = failure.response.result().code.as_str();
                let is_it = called.settled_by.as_ref().is_some_and(|by| by.not_found.codes.contains(code));
                is_it.then(|| failure.response.plain_body().clone())
            }
            _ => None,
        };
        let acknowledged = unsettled.is_acknowledged();
        unsettled.recorded();
        match not_found {
            Some(body) if !acknowledged => self.not_found(client, entry, called, &body).await,
            _ => Ok(Asked::Open { not_found: Some(false) }),
        }
    }

    /// "Not found" counts where the spec says when it is final, and from after the last possible sending.
    async fn not_found(
        &self,
        client: &dyn ApiClient,
        entry: &StoredEntry,
        called: &Endpoint,
        evidence: &[u8],
    ) -> Result<Asked, JournalError> {
        let final_after = called.settled_by.as_ref().and_then(|by| by.not_found.is_final_after());
        let Some((times, every)) = final_after else { return Ok(Asked::Open { not_found: Some(false) }) };
        if entry.since_deadline < client.client().timeout() {
            return Ok(Asked::Open { not_found: Some(false) });
        }
        // Those that come too close together count as one.
        let counts = entry.since_not_found.is_none_or(|since| since >= every);
        if entry.not_found + u32::from(counts) < times || !counts {
            return Ok(Asked::Open { not_found: counts.then_some(true) });
        }
        let conclusion = Conclusion {
            ended: Ended::Failed,
            by: EndedBy::NotFound,
            guard: Guard::NotAcknowledged,
            evidence: Some(evidence),
            reason: None,
        };
        self.conclude(entry, &conclusion).await?;
        Ok(Asked::Ended)
    }

    pub(crate) async fn contradicted(&self, entry: &StoredEntry, what: &str) -> Result<(), JournalError> {
        self.store.keep_conflict(entry.info.id, what).await?;
        self.tell(Event::Conflict(entry.info.id, what));
        Ok(())
    }

    fn next_question(&self, entry: &StoredEntry, called: &Endpoint, not_found: Option<bool>) -> Next {
        let mut next = self.later(entry);
        next.not_found = not_found;
        if let Some(by) = called.settled_by.as_ref().filter(|_| not_found != Some(false)) {
            next.after = by.not_found.is_final_after().map_or(next.after, |(_, every)| every);
        }
        next
    }

    /// A pause that doubles with each question, for ever when the time for asking is over; or that of an effect.
    pub(crate) fn later(&self, entry: &StoredEntry) -> Next {
        let settings = &*self.settings;
        let pause = match entry.since_end {
            // As long as it has been due: that doubles, too.
            Some(due) => due.clamp(FIRST_EFFECT_PAUSE, LONGEST_EFFECT_PAUSE),
            None if entry.info.age > settings.budget => Duration::MAX,
            None => {
                let doubled =
                    settings.first_poll.saturating_mul(2_u32.saturating_pow(entry.info.polls.min(30)));
                // Not all at once after an outage.
                doubled.min(settings.longest_poll).mul_f64(1.0 - 0.2 * fastrand::f64())
            }
        };
        Next { after: pause, asked: entry.since_end.is_none(), not_found: None }
    }
}

/// The result of a question.
enum Asked {
    /// The entry needs no more questions now.
    Ended,
    /// It is open, and what that means for "not found": see [`Next::not_found`].
    Open { not_found: Option<bool> },
}
