//! Opening a database, and finding out whether it is one of ours.

use super::super::error::LedgerError;
use super::database::{OpenDatabase, Opener, guarded};
use super::tables::{FORMAT, FORMAT_NAME, NUMBERS};
use super::transactions::{Batch, Store};
use redb::backends::InMemoryBackend;
use redb::{Builder, Database, DatabaseError, ReadableDatabase, StorageError, TableError};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::AtomicUsize;
use std::sync::{Condvar, Mutex};
use tokio::sync::Notify;

/// Pages that are kept at hand, in bytes. redb's own default is a gigabyte.
const CACHE: usize = 32 << 20;
/// Files up to this size, in bytes, are checked as a whole when they are opened.
const CHECKED: u64 = 64 << 20;
/// How many records a ledger without a file keeps; a payment is two. The oldest are forgotten, so that a sandbox that
/// runs for days does not fill the machine's memory. What is to be sent has room for as many.
const KEPT_IN_MEMORY: u64 = 100_000;

impl Store {
    /// Opens or makes a file. Only this process can have it open then.
    pub(in crate::ledger) fn open(path: &Path) -> Result<Self, LedgerError> {
        let owned = path.to_owned();
        let store = Self::new(Box::new(move || open(&owned)), None)?;
        Ok(Self { path: Some(path.to_owned()), ..store })
    }

    /// One that lasts as long as the process.
    pub(in crate::ledger) fn in_memory() -> Result<Self, LedgerError> {
        Self::in_memory_of(KEPT_IN_MEMORY)
    }

    /// One that keeps what it has somewhere else, which may fail.
    #[cfg(test)]
    pub(in crate::ledger) fn on<B: redb::StorageBackend>(
        backend: impl Fn() -> B + Send + Sync + 'static,
    ) -> Result<Self, LedgerError> {
        Self::new(Box::new(move || made(builder().create_with_backend(backend()))), None)
    }

    /// One that keeps so many records.
    pub(in crate::ledger) fn in_memory_of(limit: u64) -> Result<Self, LedgerError> {
        let open = || made(builder().create_with_backend(InMemoryBackend::new()));
        Self::new(Box::new(open), Some(limit))
    }

    fn new(open: Opener, limit: Option<u64>) -> Result<Self, LedgerError> {
        Ok(Self {
            database: OpenDatabase::new(open)?,
            path: None,
            limit,
            batch: Mutex::new(Batch::None),
            committed: Condvar::new(),
            arriving: AtomicUsize::new(0),
            queued: Notify::new(),
        })
    }
}

fn made(database: Result<Database, DatabaseError>) -> Result<Database, LedgerError> {
    database.map_err(|error| match error {
        DatabaseError::Storage(error) => error.into(),
        error => LedgerError::Failed(error.to_string()),
    })
}

/// Opens or makes a file, and looks through it.
fn open(path: &Path) -> Result<Database, LedgerError> {
    let length = match fs::metadata(path) {
        // To begin anew without a word would hide that payments are gone.
        Ok(metadata) if metadata.len() == 0 && metadata.is_file() => {
            return Err(LedgerError::Damaged { path: Some(path.to_owned()), why: "it is empty".to_owned() });
        }
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    };
    guarded(Some(path), || {
        let file = file(path).map_err(|error| opening(path, error.into()))?;
        let mut database = builder().create_file(file).map_err(|error| opening(path, error))?;
        if (1..=CHECKED).contains(&length) {
            database.check_integrity().map_err(|error| opening(path, error))?;
        }
        check_format(&database, path)?;
        keep_private(path);
        Ok(database)
    })
}

/// Opens or creates the file. A new one is readable by its owner only from the start: it holds personal data.
pub(super) fn file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Restricts a file of an earlier version to its owner. Errors are ignored: the file may belong to another user.
fn keep_private(path: &Path) {
    #[cfg(unix)]
    let _ = fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600));
    #[cfg(not(unix))]
    let _ = path;
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE);
    builder
}

/// Only a database without any table is made ours.
fn check_format(database: &Database, path: &Path) -> Result<(), LedgerError> {
    let reading = database.begin_read()?;
    if reading.list_tables()?.next().is_none() {
        let transaction = database.begin_write()?;
        transaction.open_table(NUMBERS)?.insert(FORMAT_NAME, FORMAT)?;
        return Ok(transaction.commit()?);
    }
    let not_ours = || LedgerError::NotOurs(path.to_owned());
    let numbers = reading.open_table(NUMBERS).map_err(|error| match error {
        TableError::Storage(error) => error.into(),
        _ => not_ours(),
    })?;
    match numbers.get(FORMAT_NAME)?.map(|format| format.value()) {
        Some(FORMAT) => Ok(()),
        Some(found) => Err(LedgerError::OtherFormat { path: path.to_owned(), found, known: FORMAT }),
        None => Err(not_ours()),
    }
}

fn opening(path: &Path, error: DatabaseError) -> LedgerError {
    let path = path.to_owned();
    match error {
        DatabaseError::DatabaseAlreadyOpen => LedgerError::InUse(path),
        DatabaseError::UpgradeRequired(_) => LedgerError::NotOurs(path),
        DatabaseError::Storage(StorageError::Io(error)) if error.kind() == ErrorKind::InvalidData => {
            LedgerError::NotOurs(path)
        }
        DatabaseError::Storage(StorageError::Corrupted(why)) => {
            LedgerError::Damaged { path: Some(path), why }
        }
        DatabaseError::Storage(StorageError::Io(error)) if error.kind() == ErrorKind::UnexpectedEof => {
            LedgerError::Damaged { path: Some(path), why: "its end is missing".to_owned() }
        }
        DatabaseError::RepairAborted => {
            LedgerError::Damaged { path: Some(path), why: "it could not be repaired".to_owned() }
        }
        error => LedgerError::CannotOpen { path, why: error.to_string() },
    }
}
