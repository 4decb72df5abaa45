//! Notifications that came before their calls were recorded.

use countersign_runtime::{ApiClient, Endpoint, receiver::SignedVerdict};

use crate::{
    Ended, Event, Journal, JournalError,
    journal::{context, endpoint},
    notification::{Notified, ended},
    record::ids,
    store::{KeptNotification, Store, StoredEntry, Unmatched},
};

impl<S: Store> Journal<S> {
    /// Keeps a notification that names no entry, for an entry that is recorded later, or by a program whose specs did not know
    /// its id. One with sensitive values is kept only where it can be sealed.
    pub(crate) async fn keep_unmatched(
        &self,
        api: &str,
        said: &SignedVerdict<'_>,
        status: Ended,
    ) -> Result<(), JournalError> {
        let (endpoint, sealed) = (said.notification.to_string(), said.is_sensitive);
        if !sealed || !self.settings.keys.0.is_empty() {
            for digest in said.verdict.id_digests() {
                let body = match sealed {
                    false => said.body.to_vec(),
                    true => self
                        .settings
                        .keys
                        .seal(&context(api, said.client_id, &endpoint, &digest), said.body)?,
                };
                let (api, client_id) = (api.to_owned(), said.client_id.to_owned());
                let unmatched =
                    Unmatched { api, client_id, endpoint: endpoint.clone(), digest, status, body, sealed };
                self.store.keep_unmatched(&unmatched).await?;
            }
        }
        self.tell(Event::Unmatched(&endpoint));
        Ok(())
    }

    /// Gives an entry the notifications that named it before it was known. Says whether one has ended it.
    pub(crate) async fn take_unmatched(
        &self,
        client: &dyn ApiClient,
        entry: &StoredEntry,
    ) -> Result<bool, JournalError> {
        // Whoever does not know the endpoint does not know what a notification says of its calls.
        let Ok(called) = endpoint(client, &entry.info.endpoint) else { return Ok(false) };
        let request = self.opened(entry, &entry.body)?;
        let digests = ids(client, &called, &request);
        for kept in self.store.unmatched(&entry.info.api, &entry.info.client_id, &digests).await? {
            match self.take_kept(client, entry, (&called, &request), &kept).await {
                Ok(Notified::NotConcerned) => {}
                Ok(notified) => {
                    self.store.forget_unmatched(kept.id).await?;
                    if notified == Notified::Ended {
                        return Ok(true);
                    }
                }
                // One that can't be opened is in nobody's way.
                Err(error @ JournalError::Seal(_)) => self.tell(Event::Failed(entry.info.id, &error)),
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }

    async fn take_kept(
        &self,
        client: &dyn ApiClient,
        entry: &StoredEntry,
        (called, request): (&Endpoint, &[u8]),
        kept: &KeptNotification,
    ) -> Result<Notified, JournalError> {
        let Unmatched { api, client_id, endpoint: name, digest, body, sealed, .. } = &kept.unmatched;
        let Ok(notification) = endpoint(client, name) else { return Ok(Notified::NotConcerned) };
        let body = match sealed {
            true => self.settings.keys.open(&context(api, client_id, name, digest), body)?,
            false => body.clone(),
        };
        let said = notification.verdict_on(called, request, &body);
        let Some((Some(ended), concerns)) = said.map(|(status, concerns)| (ended(status), concerns)) else {
            return Ok(Notified::NotConcerned);
        };
        self.notified(entry, ended, &body, concerns).await
    }
}
