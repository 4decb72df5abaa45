//! What the database's errors mean. redb panics over some damages: those become errors, too.

use super::super::MemoryError;
use super::Store;
use redb::Database;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

impl Store {
    /// Does some work on the database. What it reports as damaged is named by its file.
    pub(super) fn guarded<T>(&self, work: impl FnOnce() -> Result<T, MemoryError>) -> Result<T, MemoryError> {
        guarded(self.path.as_deref(), work)
    }
}

/// An open database. To close it is to write to it, which a damaged one may not survive.
pub(super) struct Held(Option<Database>);

impl Held {
    pub(super) fn new(database: Database) -> Self {
        Self(Some(database))
    }

    pub(super) fn get(&self) -> Result<&Database, MemoryError> {
        self.0.as_ref().ok_or_else(|| MemoryError::Failed("it is closed".to_owned()))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let database = self.0.take();
        // What was answered is on disk already, so there is nobody to tell.
        let _ = guarded(None, || {
            drop(database);
            Ok(())
        });
    }
}

/// Does some work on the database of a file.
///
/// What is left of the work after a panic is not used: a transaction is given up, and reading leaves nothing behind.
pub(super) fn guarded<T>(
    path: Option<&Path>,
    work: impl FnOnce() -> Result<T, MemoryError>,
) -> Result<T, MemoryError> {
    let damaged = |why: &str| MemoryError::Damaged { path: path.map(Path::to_owned), why: why.to_owned() };
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Err(MemoryError::Damaged { path: None, why })) => Err(damaged(&why)),
        Ok(result) => result,
        Err(_) => Err(damaged("the database gave up over it")),
    }
}

/// All that redb can report while it reads and writes.
impl From<redb::Error> for MemoryError {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::Corrupted(why) => Self::damaged(why),
            error @ (redb::Error::TableTypeMismatch { .. } | redb::Error::TypeDefinitionChanged { .. }) => {
                Self::damaged(error.to_string())
            }
            error => Self::Failed(error.to_string()),
        }
    }
}

impl MemoryError {
    /// In a place that [`guarded`] fills in.
    pub(super) fn damaged(why: impl Into<String>) -> Self {
        Self::Damaged { path: None, why: why.into() }
    }
}

macro_rules! through_redb {
    ($($error:ident)*) => {$(
        impl From<redb::$error> for MemoryError {
            fn from(error: redb::$error) -> Self {
                redb::Error::from(error).into()
            }
        }
    )*};
}

through_redb!(StorageError TableError TransactionError CommitError);

impl From<serde_json::Error> for MemoryError {
    fn from(error: serde_json::Error) -> Self {
        Self::damaged(format!("a record cannot be read: {error}"))
    }
}
