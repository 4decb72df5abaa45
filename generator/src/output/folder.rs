//! What is in the output folder.

use super::{OutputError, TEMPORARY_PREFIX, is_ours};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Folders below the root that were emitted, for APIs that may be gone. Each has an emitted file of the name `file`.
///
/// # Errors
/// The root exists and cannot be read.
pub fn emitted_folders(root: &Path, file: &str) -> Result<BTreeSet<String>, OutputError> {
    let mut folders = BTreeSet::new();
    for (name, path) in entries(root)? {
        let emitted = fs::read(path.join(file));
        if !path.is_symlink() && emitted.is_ok_and(|bytes| is_ours(&bytes)) {
            folders.insert(name);
        }
    }
    Ok(folders)
}

/// A file below the output folder.
pub(super) struct Found {
    /// Relative to the output folder, with `/`.
    pub(super) path: String,
    pub(super) place: PathBuf,
}

impl Found {
    /// What it holds, if it was emitted or left behind by a run that was interrupted.
    pub(super) fn emitted(&self) -> Result<Option<Vec<u8>>, OutputError> {
        let bytes =
            fs::read(&self.place).map_err(|error| OutputError::new("cannot read", &self.place, error))?;
        let name = self.path.rsplit('/').next().unwrap_or_default();
        Ok((is_ours(&bytes) || name.starts_with(TEMPORARY_PREFIX)).then_some(bytes))
    }
}

/// All files below a folder, whose path relative to the output folder is `path`.
///
/// Links are not followed, and what cargo builds inside the crate is not looked at.
pub(super) fn walk(folder: &Path, path: &str, found: &mut Vec<Found>) -> Result<(), OutputError> {
    let is_crate = !path.contains('/');
    for (name, place) in entries(folder)? {
        let path = format!("{path}/{name}");
        let metadata =
            fs::symlink_metadata(&place).map_err(|error| OutputError::new("cannot read", &place, error))?;
        if metadata.is_file() {
            found.push(Found { path, place });
        } else if metadata.is_dir() && !(is_crate && name == "target") && !name.starts_with('.') {
            walk(&place, &path, found)?;
        }
    }
    Ok(())
}

/// What is in a folder, if there is one. Names that are not UTF-8 are nobody's that is looked for here.
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, OutputError> {
    let unreadable = |error| OutputError::new("cannot read", folder, error);
    let listing = match fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(unreadable(error)),
    };
    let mut entries = Vec::new();
    for entry in listing {
        let entry = entry.map_err(unreadable)?;
        if let Ok(name) = entry.file_name().into_string() {
            entries.push((name, entry.path()));
        }
    }
    entries.sort();
    Ok(entries)
}
