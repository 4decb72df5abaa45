//! Requests that come at the same time share one commit, which is what takes the time: the last of them commits for all.

use super::super::LedgerError;
use super::{Store, Writer};
use redb::WriteTransaction;
use std::cell::Cell;
use std::sync::atomic::Ordering;
use std::sync::{Arc, MutexGuard, OnceLock, PoisonError};

/// So many requests share a commit at most, so that the first of them does not wait for ever.
const MOST: usize = 256;

/// The transaction that is open, if one is.
pub(super) type Batch = Option<Open>;

/// A transaction that several requests write to.
pub(super) struct Open {
    transaction: WriteTransaction,
    size: usize,
    end: End,
}

/// How the transaction ended, for all who wrote to it.
type End = Arc<OnceLock<Result<(), LedgerError>>>;

impl Store {
    /// Does some work that is on disk when this returns. One that fails leaves nothing behind; those that share its
    /// transaction fail with it. It blocks for as long as the disk takes.
    pub(in crate::ledger) fn write<T>(
        &self,
        work: impl FnOnce(&Writer<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.arriving.fetch_add(1, Ordering::SeqCst);
        let mut batch = self.batch.lock().unwrap_or_else(PoisonError::into_inner);
        self.arriving.fetch_sub(1, Ordering::SeqCst);

        let mut open = match batch.take() {
            Some(open) => open,
            None => {
                self.restored(Some(&batch))?;
                self.begin()?
            }
        };
        open.size += 1;
        let end = Arc::clone(&open.end);
        let writer =
            Writer { transaction: &open.transaction, limit: self.limit, has_queued: Cell::new(false) };
        let result = self.guarded(|| work(&writer));
        let has_queued = writer.has_queued.get();
        match result {
            Err(error) => {
                self.end(open, |_| Err(error.clone()));
                Err(error)
            }
            Ok(value) => {
                let others_follow = self.arriving.load(Ordering::SeqCst) > 0 && open.size < MOST;
                if others_follow {
                    *batch = Some(open);
                    self.wait(batch, &end);
                } else {
                    self.end(open, |transaction| Ok(transaction.commit()?));
                }
                end.get().cloned().unwrap_or(Ok(()))?;
                if has_queued {
                    self.queued.notify_one();
                }
                Ok(value)
            }
        }
    }

    fn begin(&self) -> Result<Open, LedgerError> {
        let transaction = self.guarded(|| self.database.with(|database| Ok(database.begin_write()?)))?;
        Ok(Open { transaction, size: 0, end: End::default() })
    }

    /// Ends a transaction, and tells all who wrote to it. To drop it is to give it up.
    fn end(&self, open: Open, how: impl FnOnce(WriteTransaction) -> Result<(), LedgerError>) {
        let Open { transaction, end, .. } = open;
        // The first to end it is the only one: it was taken out of the batch.
        let _ = end.set(self.guarded(|| how(transaction)));
        self.committed.notify_all();
    }

    /// Waits until the last one has ended the transaction.
    fn wait(&self, mut batch: MutexGuard<'_, Batch>, end: &End) {
        while end.get().is_none() {
            batch = self.committed.wait(batch).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
