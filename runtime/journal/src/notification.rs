//! Verdicts of notifications.

use countersign_runtime::{
    ApiClient, Endpoint, Handle, Receiver,
    receiver::{Concerns, SignedVerdict, StoreError, VerdictSink, VerdictStatus},
};

use crate::{
    BoxFuture, Ended, EndedBy, Journal, JournalError,
    effect::{Concluded, Conclusion},
    store::{Guard, Store, StoredEntry},
};

/// Connects a receiver to a journal.
pub trait ReceiverExt {
    /// Lets the verdicts of notifications end the calls of the journal, by the rows of `settles` in their specs: each is
    /// answered S once it is written. Handlers get all other notifications: without a final verdict, or about a call that is not
    /// in the journal. The latter are kept, and end the call when it is recorded after all. What was handled is kept in the
    /// journal's database, for all instances.
    #[must_use]
    fn with_journal<S: Store>(self, journal: &Journal<S>, client: &dyn ApiClient) -> Self;
}

impl ReceiverExt for Receiver {
    fn with_journal<S: Store>(self, journal: &Journal<S>, client: &dyn ApiClient) -> Self {
        let api = client.client().api().to_owned();
        let sink = Sink { journal: journal.clone(), api, endpoints: client.endpoints().to_vec() };
        self.seen(journal.seen()).verdicts(sink)
    }
}

struct Sink<S: Store> {
    journal: Journal<S>,
    api: String,
    endpoints: Vec<Handle<Endpoint>>,
}

impl<S: Store> VerdictSink for Sink<S> {
    fn take<'a>(&'a self, said: &'a SignedVerdict<'_>) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move { self.taken(said).await.map_err(StoreError::new) })
    }
}

impl<S: Store> Sink<S> {
    async fn taken(&self, said: &SignedVerdict<'_>) -> Result<bool, JournalError> {
        let Some(ended) = ended(said.verdict.status()) else { return Ok(false) };
        let digests = said.verdict.id_digests();
        for entry in self.journal.store.named(&self.api, said.client_id, &digests).await? {
            if self.concerns(&entry, said, ended).await? {
                return Ok(true);
            }
        }
        self.journal.keep_unmatched(&self.api, said, ended).await?;
        Ok(false)
    }

    /// Whether the notification is about this entry, which it then ends.
    async fn concerns(
        &self,
        entry: &StoredEntry,
        said: &SignedVerdict<'_>,
        ended: Ended,
    ) -> Result<bool, JournalError> {
        let find = self.endpoints.iter().find(|endpoint| endpoint.to_string() == entry.info.endpoint);
        let Some(endpoint) = find else { return Ok(false) };
        // Of a purged entry only the verdict is left, which a notification with its id can't change.
        let concerns = match entry.info.purged {
            true => Concerns::Yes,
            false => said.verdict.concerns(endpoint, &self.journal.opened(entry, &entry.body)?),
        };
        let notified = self.journal.notified(entry, ended, said.body, concerns).await?;
        Ok(notified != Notified::NotConcerned)
    }
}

/// The end that a notification tells of; `None` where it is not final.
pub(crate) fn ended(status: VerdictStatus) -> Option<Ended> {
    match status {
        VerdictStatus::Success => Some(Ended::Success),
        VerdictStatus::Failed => Some(Ended::Failed),
        _ => None,
    }
}

/// What became of a notification for an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notified {
    /// It is about another call.
    NotConcerned,
    /// The entry has a verdict.
    Ended,
    /// The entry is open: the notification contradicts its request, or its success is kept until the entry is not closing.
    Open,
}

impl<S: Store> Journal<S> {
    /// Ends an entry by the verdict of a notification, where it concerns the entry.
    pub(crate) async fn notified(
        &self,
        entry: &StoredEntry,
        ended: Ended,
        body: &[u8],
        concerns: Concerns,
    ) -> Result<Notified, JournalError> {
        match concerns {
            Concerns::Yes => {}
            Concerns::No => return Ok(Notified::NotConcerned),
            Concerns::Conflict(mismatch) => {
                self.contradicted(entry, &mismatch.to_string()).await?;
                return Ok(Notified::Open);
            }
        }
        let conclusion = Conclusion {
            ended,
            by: EndedBy::Notification,
            guard: Guard::of(ended),
            evidence: Some(body),
            reason: None,
        };
        let concluded = self.conclude_or_keep(entry, &conclusion).await?;
        Ok(if concluded == Concluded::NotNow { Notified::Open } else { Notified::Ended })
    }
}
