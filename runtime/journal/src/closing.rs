//! Ending a call for good, by the cancel that its spec names.

use std::time::Duration;

use countersign_runtime::{ApiClient, Endpoint, FailedBy, Handle, Settled};

use crate::{
    Ended, EndedBy, EntryId, Journal, JournalError, State,
    effect::Conclusion,
    journal::endpoint,
    sending::new_token,
    store::{Guard, Store, StoredEntry},
};

impl<S: Store> Journal<S> {
    /// Begins to close an open call: sends the cancel that its spec names by `closed_by`, where the wallet documents that it also
    /// blocks an id that it does not know yet. A worker goes on until a cancel was carried out, which ends the call as
    /// *failed*, or was refused for good.
    ///
    /// A success that is seen meanwhile is kept, and applied only when no cancel can take effect any more.
    ///
    /// # Errors
    /// When the spec names no such call, the entry was not sent or has ended, or the database fails.
    pub async fn close(&self, client: &dyn ApiClient, id: EntryId) -> Result<(), JournalError> {
        let entry = self.store.entry(id).await?.ok_or(JournalError::NotFound)?;
        let called = endpoint(client, &entry.info.endpoint)?;
        if called.settled_by.as_ref().is_none_or(|by| by.closed_by.is_none()) {
            return Err(JournalError::NotClosable);
        }
        if matches!(entry.info.state, State::Recorded | State::Ended) {
            return Err(JournalError::State(Box::new(entry.info)));
        }
        self.cancel_once(client, &entry, &called).await
    }

    /// Sends one more cancel, where one has been sent whose outcome is not known.
    pub(crate) async fn go_on_closing(
        &self,
        client: &dyn ApiClient,
        entry: &StoredEntry,
    ) -> Result<(), JournalError> {
        let called = endpoint(client, &entry.info.endpoint)?;
        self.store.schedule(entry.info.id, self.later(entry)).await?;
        self.cancel_once(client, entry, &called).await
    }

    async fn cancel_once(
        &self,
        client: &dyn ApiClient,
        entry: &StoredEntry,
        called: &Handle<Endpoint>,
    ) -> Result<(), JournalError> {
        let (id, token) = (entry.info.id, new_token());
        if !self.store.start_closing(id, token).await? {
            let entry = self.store.entry(id).await?.ok_or(JournalError::NotFound)?;
            return Err(JournalError::State(Box::new(entry.info)));
        }
        // As one that the wallet may know: "not found" is final for the questions only, and a cancel blocks the id.
        let mut request = self.to_settle(entry, called)?;
        if entry.info.cancels > 0 {
            request = request.closing();
        }
        match client.client().settle(request).give_up().during(Duration::ZERO).await {
            // No cancel has left yet.
            Settled::Success(found) => {
                self.stop_closing(entry, token, Some(found.response.plain_body())).await
            }
            Settled::Failed(FailedBy::Closed(response)) => {
                let conclusion = Conclusion {
                    ended: Ended::Failed,
                    by: EndedBy::Cancel,
                    guard: Guard::Always,
                    evidence: Some(response.plain_body()),
                    reason: None,
                };
                self.conclude(entry, &conclusion).await.map(|_| ())
            }
            Settled::Failed(failed) => {
                let conclusion = Conclusion {
                    ended: Ended::Failed,
                    by: EndedBy::Inquiry,
                    guard: Guard::Always,
                    evidence: match &failed {
                        FailedBy::Status(found) => Some(found.response.plain_body()),
                        _ => None,
                    },
                    reason: None,
                };
                self.conclude(entry, &conclusion).await.map(|_| ())
            }
            Settled::Conflict(conflict) => {
                let what = conflict.to_string();
                conflict.recorded();
                self.contradicted(entry, &what).await
            }
            Settled::Unknown(unsettled) => {
                let is_closing = unsettled.is_closing();
                unsettled.recorded();
                if is_closing { Ok(()) } else { self.stop_closing(entry, token, None).await }
            }
        }
    }

    /// Goes back to asking, where no cancel can take effect any more, and applies a success that was seen.
    async fn stop_closing(
        &self,
        entry: &StoredEntry,
        token: [u8; 16],
        success: Option<&[u8]>,
    ) -> Result<(), JournalError> {
        let id = entry.info.id;
        if let Some(success) = success {
            self.store.keep_success(id, &self.kept(entry, success)?).await?;
        }
        if !self.store.drop_cancel(id, token).await? {
            return Ok(());
        }
        let entry = self.store.entry(id).await?.ok_or(JournalError::NotFound)?;
        self.apply_kept_success(&entry).await.map(|_| ())
    }

    /// Ends a call by a success that was seen while it was closing, once no cancel can take effect any more. Says whether there
    /// is one.
    pub(crate) async fn apply_kept_success(&self, entry: &StoredEntry) -> Result<bool, JournalError> {
        let Some(kept) = &entry.kept_success else { return Ok(false) };
        let evidence = self.opened(entry, kept)?;
        let conclusion = Conclusion {
            ended: Ended::Success,
            by: EndedBy::Inquiry,
            guard: Guard::NotClosing,
            evidence: Some(&evidence),
            reason: None,
        };
        self.conclude(entry, &conclusion).await?;
        Ok(true)
    }
}
