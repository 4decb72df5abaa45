//! A recorded call, to be sent.

use std::fmt;

use countersign_runtime::{Client, Outcome, Response, StoredRequest};

use crate::{
    EntryId, EntryInfo, Journal, JournalError, SendError,
    store::{Mark, Store},
};

/// A recorded call. Send it when your transaction is committed.
///
/// Dropping it loses nothing: a worker ends a call that was never sent when its deadline is over, and looks after any other.
#[must_use = "the call is sent by `send`, once your transaction is committed"]
pub struct Entry<S: Store, R> {
    journal: Journal<S>,
    client: Client,
    id: EntryId,
    /// Of the idempotency key. With the number it names the entry: that of a transaction that was rolled back may be given again.
    key: [u8; 32],
    request: StoredRequest<R>,
}

impl<S: Store, R: Response> Entry<S, R> {
    pub(crate) fn new(
        journal: Journal<S>,
        client: Client,
        (id, key): (EntryId, [u8; 32]),
        request: StoredRequest<R>,
    ) -> Self {
        Self { journal, client, id, key, request }
    }

    /// Its number.
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// Sends the call: marks it durably, then makes one attempt. The outcome is for the page that waits, and not for the books:
    /// those are kept by the callback of [`Journal::on_verdict`], which has run for a *success* or *failed* that was written.
    ///
    /// An `Unknown` is looked after by a [`Worker`](crate::Worker). A future that is dropped halfway loses nothing.
    ///
    /// # Errors
    /// When nothing was sent: see [`SendError`]. After [`SendError::NotSent`] it can be sent again until its deadline. Offer
    /// another payment only after [`withdraw`](Self::withdraw).
    pub async fn send(&self) -> Result<Outcome<R>, SendError> {
        self.journal.attempt(&self.client, self.id, &self.key, &self.request, Mark::First).await
    }

    /// Ends the call before it is sent: it never will be.
    ///
    /// # Errors
    /// When it may have been sent, or the database fails.
    pub async fn withdraw(&self) -> Result<(), JournalError> {
        self.info().await?;
        self.journal.withdraw(self.id).await
    }

    /// What is known of it.
    ///
    /// # Errors
    /// When its transaction was not committed, or the database fails.
    pub async fn info(&self) -> Result<EntryInfo, JournalError> {
        let entry = self.journal.store.entry(self.id).await?.filter(|entry| entry.key == self.key);
        entry.map(|entry| entry.info).ok_or(JournalError::NotFound)
    }
}

/// Without the request, which may hold sensitive values.
impl<S: Store, R> fmt::Debug for Entry<S, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({})", self.id)
    }
}
