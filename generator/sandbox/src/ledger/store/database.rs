//! What the database's errors mean. redb panics over some damages: those become errors, too.

use super::super::error::LedgerError;
use super::quiet::quietly;
use redb::Database;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

/// Opens the database, the first time and again.
pub(super) type Opener = Box<dyn Fn() -> Result<Database, LedgerError> + Send + Sync>;

/// An open database. Closing it writes to it, which can panic if the file is damaged.
///
/// After a disk error, redb refuses everything until the database is opened again, because its view of the file may be
/// wrong. The next use opens it again.
pub(super) struct OpenDatabase {
    /// `None` while it cannot be opened again.
    database: RwLock<Option<Database>>,
    pub(super) is_broken: AtomicBool,
    open: Opener,
}

impl OpenDatabase {
    /// Opens it.
    pub(super) fn new(open: Opener) -> Result<Self, LedgerError> {
        let database = RwLock::new(Some(open()?));
        Ok(Self { database, is_broken: AtomicBool::new(false), open })
    }

    /// Whether it has to be opened again.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken.load(Ordering::SeqCst)
    }

    /// Opens it again. There must be no transaction that writes; one that reads is waited for.
    pub(super) fn reopen(&self) -> Result<(), LedgerError> {
        let mut database = self.database.write().unwrap_or_else(PoisonError::into_inner);
        // Two are never open at the same time: the file is locked.
        close(database.take());
        *database = Some((self.open)()?);
        self.is_broken.store(false, Ordering::SeqCst);
        Ok(())
    }

    /// Works with it. It is not opened again meanwhile.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&Database) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let database = self.database.read().unwrap_or_else(PoisonError::into_inner);
        work(database.as_ref().ok_or_else(|| LedgerError::Disk("it is closed".to_owned()))?)
    }
}

impl Drop for OpenDatabase {
    fn drop(&mut self) {
        close(self.database.get_mut().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// Closes the database and ignores errors: everything that was answered is on disk already.
fn close(database: Option<Database>) {
    let _ = guarded(None, || {
        drop(database);
        Ok(())
    });
}

/// Does some work on the database of a file.
///
/// What is left of the work after a panic is not used: a transaction is given up, and reading leaves nothing behind.
pub(super) fn guarded<T>(
    path: Option<&Path>,
    work: impl FnOnce() -> Result<T, LedgerError>,
) -> Result<T, LedgerError> {
    let damaged = |why: &str| LedgerError::Damaged { path: path.map(Path::to_owned), why: why.to_owned() };
    match catch_unwind(AssertUnwindSafe(|| quietly(work))) {
        Ok(Err(LedgerError::Damaged { path: None, why })) => Err(damaged(&why)),
        Ok(result) => result,
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it says no more");
            Err(damaged(&format!("the database stopped: {said}")))
        }
    }
}

/// All that redb can report while it reads and writes.
impl From<redb::Error> for LedgerError {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::Corrupted(why) => Self::damaged(why),
            error @ (redb::Error::TableTypeMismatch { .. } | redb::Error::TypeDefinitionChanged { .. }) => {
                Self::damaged(error.to_string())
            }
            error @ (redb::Error::Io(_) | redb::Error::PreviousIo | redb::Error::DatabaseClosed) => {
                Self::Disk(error.to_string())
            }
            error => Self::Failed(error.to_string()),
        }
    }
}

impl LedgerError {
    /// In a place that [`guarded`] fills in.
    pub(super) fn damaged(why: impl Into<String>) -> Self {
        Self::Damaged { path: None, why: why.into() }
    }
}

macro_rules! through_redb {
    ($($error:ident)*) => {$(
        impl From<redb::$error> for LedgerError {
            fn from(error: redb::$error) -> Self {
                redb::Error::from(error).into()
            }
        }
    )*};
}

through_redb!(StorageError TableError TransactionError CommitError);

impl From<serde_json::Error> for LedgerError {
    fn from(error: serde_json::Error) -> Self {
        Self::damaged(format!("a record cannot be read: {error}"))
    }
}
