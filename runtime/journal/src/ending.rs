//! Ending a call by decision: a person's, or its sender's.

use crate::{
    Ended, EndedBy, EntryId, Journal, JournalError,
    effect::{Concluded, Conclusion},
    store::{Guard, Store},
};

impl<S: Store> Journal<S> {
    /// Ends an open call by a person's decision, which is kept with its reason and told to the callback as
    /// [`EndedBy::Person`]. Only for a call of which nothing else can be found out: who says *failed* of a payment that
    /// happened gives the money away.
    ///
    /// *Failed* is refused until a minute after the deadline, and *success* until 10 minutes after the last cancel: before, a
    /// request or a cancel may still be on its way.
    ///
    /// # Errors
    /// When it is too early, the entry has a verdict already, there is none, or the database fails.
    pub async fn end(&self, id: EntryId, ended: Ended, reason: &str) -> Result<(), JournalError> {
        let entry = self.store.entry(id).await?.ok_or(JournalError::NotFound)?;
        let conclusion = Conclusion {
            ended,
            by: EndedBy::Person,
            guard: match ended {
                Ended::Success => Guard::PersonSuccess,
                Ended::Failed => Guard::PersonFailed,
                Ended::NotSent => Guard::Recorded,
            },
            evidence: None,
            reason: Some(reason),
        };
        let concluded = self.conclude(&entry, &conclusion).await?;
        if concluded == Concluded::NotNow && ended != Ended::NotSent {
            return Err(JournalError::TooEarly(Box::new(entry.info)));
        }
        self.changed(id, concluded).await
    }

    /// Ends a recorded call that was not sent: it never will be.
    ///
    /// # Errors
    /// When it may have been sent, there is no such entry, or the database fails.
    pub async fn withdraw(&self, id: EntryId) -> Result<(), JournalError> {
        let entry = self.store.entry(id).await?.ok_or(JournalError::NotFound)?;
        let conclusion = Conclusion {
            ended: Ended::NotSent,
            by: EndedBy::Withdrawn,
            guard: Guard::Recorded,
            evidence: None,
            reason: None,
        };
        self.changed(id, self.conclude(&entry, &conclusion).await?).await
    }

    async fn changed(&self, id: EntryId, concluded: Concluded) -> Result<(), JournalError> {
        if concluded == Concluded::Ended {
            return Ok(());
        }
        let entry = self.store.entry(id).await?.ok_or(JournalError::NotFound)?;
        Err(JournalError::State(Box::new(entry.info)))
    }
}
