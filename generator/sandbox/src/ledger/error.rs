//! Errors of the ledger.

use std::fmt;
use std::path::PathBuf;

/// An error of the ledger. Nothing of the request that met it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LedgerError {
    /// The file cannot be opened or made.
    CannotOpen {
        /// Which.
        path: PathBuf,
        /// The system's own words.
        why: String,
    },
    /// Another process has the file open.
    InUse(PathBuf),
    /// The file is something else than a wallet's ledger.
    NotOurs(PathBuf),
    /// The file was written by another version of the sandbox.
    OtherFormat {
        /// Which.
        path: PathBuf,
        /// The format that it is in.
        found: u64,
        /// The format that this version of the sandbox reads and writes.
        known: u64,
    },
    /// What the file holds contradicts itself.
    Damaged {
        /// Which; none for a ledger without a file.
        path: Option<PathBuf>,
        /// What was noticed.
        why: String,
    },
    /// The database could not read or write: the disk is full, say.
    Failed(String),
    /// The disk failed while it was read or written: it may be full.
    Disk(String),
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const ANEW: &str = "remove the file to begin with an empty ledger, or name another one";
        match self {
            Self::CannotOpen { path, why } => {
                write!(f, "cannot open the sandbox's ledger `{}`: {why}; ", path.display())?;
                f.write_str("name a file in a folder that can be written to, or keep it in memory only")
            }
            Self::InUse(path) => {
                write!(
                    f,
                    "the sandbox's ledger `{}` is in use by another process, most likely a sandbox; ",
                    path.display()
                )?;
                f.write_str("stop that one, or name another file")
            }
            Self::NotOurs(path) => {
                let path = path.display();
                write!(f, "`{path}` is not a ledger of the sandbox, and was left as it is; name another file")
            }
            Self::OtherFormat { path, found, known } => {
                let path = path.display();
                write!(
                    f,
                    "the sandbox's ledger `{path}` is in format {found}, and this version knows {known}; "
                )?;
                f.write_str(ANEW)
            }
            Self::Damaged { path: Some(path), why } => {
                write!(f, "the sandbox's ledger `{}` is damaged ({why}); {ANEW}", path.display())
            }
            Self::Damaged { path: None, why } => {
                write!(f, "the sandbox's ledger is damaged ({why}); start the sandbox again")
            }
            Self::Failed(why) => write!(f, "the sandbox's ledger cannot be read or written: {why}"),
            Self::Disk(why) => {
                write!(
                    f,
                    "the sandbox's ledger cannot be read or written: {why}; is there room on the disk? "
                )?;
                f.write_str("Once there is, the sandbox goes on")
            }
        }
    }
}

impl std::error::Error for LedgerError {}
