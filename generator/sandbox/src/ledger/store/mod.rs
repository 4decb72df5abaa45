//! The database: records by kind, API and id, and what is to be sent when.
//!
//! What is written is on disk before [`Store::write`] returns, so that no crash can take back an answer. Requests that
//! come at the same time share one commit.

mod batch;
mod database;
mod open;
mod queue;
mod tables;
#[cfg(test)]
mod tests;

use self::batch::Batch;
use self::database::OpenDatabase;
use super::LedgerError;
use redb::ReadableDatabase;
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::{Condvar, Mutex, PoisonError};
use tokio::sync::Notify;

pub(crate) use self::queue::Due;
pub(super) use self::tables::{FORMAT, Read, Reader, Writer};

/// An open database.
pub(super) struct Store {
    database: OpenDatabase,
    /// `None` when it is in memory only.
    path: Option<PathBuf>,
    /// How many records are kept; `None` for all.
    limit: Option<u64>,
    batch: Mutex<Batch>,
    committed: Condvar,
    /// How many are on their way to the batch.
    arriving: AtomicUsize,
    /// Told when something new is in the queue.
    queued: Notify,
}

impl Store {
    /// Looks at what is committed.
    pub(super) fn read<T>(
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
    pub(super) async fn queued(&self) {
        self.queued.notified().await;
    }
}
