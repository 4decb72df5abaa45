//! Reading and writing in transactions. Requests that come at the same time share one commit, which is what takes the
//! time: the last of them commits for all.

use super::super::error::LedgerError;
use super::database::{OpenDatabase, guarded};
use super::tables::{Reader, Writer};
use redb::{ReadableDatabase, WriteTransaction};
use std::cell::Cell;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use tokio::sync::Notify;

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

/// Records and a queue, in a file or in memory.
pub(in crate::ledger) struct Store {
    pub(super) database: OpenDatabase,
    /// `None` when it is in memory only.
    pub(super) path: Option<PathBuf>,
    /// How many records are kept; `None` for all.
    pub(super) limit: Option<u64>,
    pub(super) batch: Mutex<Batch>,
    pub(super) committed: Condvar,
    /// How many are on their way to the batch.
    pub(super) arriving: AtomicUsize,
    /// Told when something new is in the queue.
    pub(super) queued: Notify,
}

impl Store {
    /// Looks at what is committed.
    pub(in crate::ledger) fn read<T>(
        &self,
        work: impl FnOnce(&Reader) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.restored(None)?;
        self.guarded(|| self.database.with(|database| work(&Reader::new(database.begin_read()?))))
    }

    /// Opens the database again if the disk has failed. A writer passes the batch that it holds;
    /// others wait for it.
    fn restored(&self, batch: Option<&Batch>) -> Result<(), LedgerError> {
        if !self.database.is_broken() {
            return Ok(());
        }
        let held = batch.is_none().then(|| self.batch.lock().unwrap_or_else(PoisonError::into_inner));
        match batch.or(held.as_deref()) {
            // Another one may have done it by now. A transaction that is open fails first.
            Some(None) if self.database.is_broken() => self.guarded(|| self.database.reopen()),
            _ => Ok(()),
        }
    }

    /// Returns when something was added to the queue since this returned last.
    pub(in crate::ledger) async fn queued(&self) {
        self.queued.notified().await;
    }

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

    /// Does some work on the database. What it reports as damaged is named by its file.
    pub(super) fn guarded<T>(&self, work: impl FnOnce() -> Result<T, LedgerError>) -> Result<T, LedgerError> {
        let result = guarded(self.path.as_deref(), work);
        if matches!(result, Err(LedgerError::Disk(_))) {
            self.database.is_broken.store(true, Ordering::SeqCst);
        }
        result
    }
}
