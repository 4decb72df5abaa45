//! Verdicts of notifications.

use countersign_runtime::{
    ApiClient, Endpoint, Handle, Receiver,
    receiver::{Concerns, SignedVerdict, StoreError, VerdictSink, VerdictStatus},
};

use crate::{
    BoxFuture, Ended, EndedBy, Event, Journal, JournalError,
    effect::Conclusion,
    hexadecimal::hexadecimal,
    store::{Guard, Store, StoredEntry, Unmatched},
};

/// Connects a receiver to a journal.
pub trait ReceiverExt {
    /// Lets the verdicts of notifications end the calls of the journal, by the rows of `settles` in their specs: each is
    /// answered S once it is written. Handlers get all other notifications: without a final verdict, or about a call that is not
    /// in the journal. What was handled is kept in the journal's database, for all instances.
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
        let ended = match said.verdict.status() {
            VerdictStatus::Success => Ended::Success,
            VerdictStatus::Failed => Ended::Failed,
            _ => return Ok(false),
        };
        let digests = said.verdict.id_digests();
        for entry in self.journal.store.named(&self.api, said.client_id, &digests).await? {
            if self.concerns(&entry, said, ended).await? {
                return Ok(true);
            }
        }
        let ids: Vec<String> = digests.iter().map(|digest| hexadecimal(digest)).collect();
        let unmatched = Unmatched {
            api: self.api.clone(),
            client_id: said.client_id.to_owned(),
            endpoint: said.notification.to_string(),
            ids: ids.join(" "),
            status: ended,
        };
        self.journal.store.keep_unmatched(&unmatched).await?;
        self.journal.tell(Event::Unmatched(&unmatched.endpoint));
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
        if !entry.info.purged {
            let request = self.journal.opened(entry, &entry.body)?;
            match said.verdict.concerns(endpoint, &request) {
                Concerns::Yes => {}
                Concerns::No => return Ok(false),
                Concerns::Conflict(mismatch) => {
                    self.journal.contradicted(entry, &mismatch.to_string()).await?;
                    return Ok(true);
                }
            }
        }
        let conclusion = Conclusion {
            ended,
            by: EndedBy::Notification,
            guard: Guard::of(ended),
            evidence: Some(said.body),
            reason: None,
        };
        self.journal.conclude_or_keep(entry, &conclusion).await?;
        Ok(true)
    }
}
