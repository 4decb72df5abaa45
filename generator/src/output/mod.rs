//! A set of files in memory, compared with the disk and written to it. Nothing else in this crate writes.
//!
//! Every emitted file says in its first line that it is one. A file without that line belongs to somebody else: it is
//! never removed, and overwritten only when asked for.

mod apply;
mod destination;
mod diff;
mod folder;
mod lock;
mod manifest;
mod plan;

pub use crate::emit::MARKER;
pub use diff::unified;
pub use folder::emitted_folders;
pub use lock::Lock;
pub(crate) use manifest::OutputManifest;
pub use plan::{Change, Plan, PlannedFile};

use std::io;
use std::path::{Path, PathBuf};

/// Files are written under such a name before they take the place of another one.
const TEMPORARY_PREFIX: &str = ".countersign-";

/// Something on disk that could not be read or written.
#[derive(Debug)]
pub struct OutputError {
    /// Which file or folder.
    pub path: PathBuf,
    /// What was tried: `cannot write`.
    pub action: &'static str,
    /// What the operating system says, or why it was not tried.
    pub source: io::Error,
}

impl OutputError {
    fn new(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self { path: path.to_owned(), action, source }
    }

    /// A path that would lead out of the output folder.
    fn outside(path: &Path, why: &str) -> Self {
        Self::new("will not write", path, io::Error::new(io::ErrorKind::InvalidInput, why))
    }
}

/// Whether a file's text says that it was emitted.
fn is_ours(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    first.windows(MARKER.len()).any(|window| window == MARKER.as_bytes())
}
