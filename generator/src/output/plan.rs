//! What has to happen on disk so that it holds the emitted files.

use super::{OutputError, destination, folder, is_ours};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The emitted files, each with what has to happen to it.
#[derive(Debug)]
pub struct Plan {
    /// The output folder.
    pub root: PathBuf,
    /// Sorted by path; files that are the same on disk are here too.
    pub files: Vec<PlannedFile>,
}

/// A file below the output folder.
#[derive(Debug)]
pub struct PlannedFile {
    /// Relative to the output folder, with `/`: `claro/src/lib.rs`.
    pub path: String,
    /// Where it is.
    pub place: PathBuf,
    /// What it should hold; `None` when it should not be there.
    pub text: Option<String>,
    /// What it holds, where that can be shown.
    pub old: Option<String>,
    /// What has to happen.
    pub change: Change,
}

/// What has to happen to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is missing.
    New,
    /// It holds something else.
    Changed,
    /// Nothing.
    Unchanged,
    /// It was emitted once and is not any more.
    Orphaned,
    /// It is in the way, and was not emitted.
    Foreign,
}

impl Plan {
    /// Compares files with the disk; writes nothing.
    ///
    /// `owned` are the folders directly below the root in which files that are no longer emitted are looked for.
    ///
    /// # Errors
    /// A path leads out of the root, or something cannot be read.
    pub fn new(
        root: &Path,
        files: BTreeMap<String, String>,
        owned: &BTreeSet<String>,
    ) -> Result<Self, OutputError> {
        Self::beside(&BTreeSet::new(), root, files, owned)
    }

    /// As [`Plan::new`], beside files that are known to be right and of which only the paths are given.
    pub(crate) fn beside(
        kept: &BTreeSet<String>,
        root: &Path,
        files: BTreeMap<String, String>,
        owned: &BTreeSet<String>,
    ) -> Result<Self, OutputError> {
        let mut planned = Vec::with_capacity(files.len());
        let mut paths = kept.clone();
        for (path, text) in files {
            let place = destination::resolve(root, &path)?;
            let (old, change) = compare(&place, &text)?;
            paths.insert(path.clone());
            planned.push(PlannedFile { path, place, text: Some(text), old, change });
        }
        for folder in owned {
            let place = destination::resolve(root, folder)?;
            orphans(&place, folder, &paths, &mut planned)?;
        }
        planned.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { root: root.to_owned(), files: planned })
    }

    /// The files to which that has to happen.
    pub fn with(&self, change: Change) -> impl Iterator<Item = &PlannedFile> {
        self.files.iter().filter(move |file| file.change == change)
    }

    /// Files that differ, are missing or orphaned, or are in the way.
    pub fn drift(&self) -> impl Iterator<Item = &PlannedFile> {
        self.files.iter().filter(|file| file.change != Change::Unchanged)
    }

    /// Treats files that are in the way as if they had been emitted.
    pub fn force(&mut self) {
        for file in
            self.files.iter_mut().filter(|file| file.change == Change::Foreign && !file.place.is_dir())
        {
            file.change = Change::Changed;
        }
    }
}

fn compare(place: &Path, text: &str) -> Result<(Option<String>, Change), OutputError> {
    let metadata = match fs::symlink_metadata(place) {
        Ok(metadata) => metadata,
        // A file where a folder should be: it is reported as being in the way.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok((None, Change::Foreign)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((None, Change::New)),
        Err(error) => return Err(OutputError::new("cannot read", place, error)),
    };
    if !metadata.is_file() {
        return Ok((None, Change::Foreign));
    }
    let old = fs::read(place).map_err(|error| OutputError::new("cannot read", place, error))?;
    let change = if old == text.as_bytes() {
        return Ok((None, Change::Unchanged));
    } else if is_ours(&old) {
        Change::Changed
    } else {
        Change::Foreign
    };
    Ok((Some(String::from_utf8_lossy(&old).into_owned()), change))
}

/// Emitted files that are not among `paths`, and what an interrupted run has left behind.
fn orphans(
    folder: &Path,
    path: &str,
    paths: &BTreeSet<String>,
    planned: &mut Vec<PlannedFile>,
) -> Result<(), OutputError> {
    let mut found = Vec::new();
    folder::walk(folder, path, &mut found)?;
    for file in found.into_iter().filter(|file| !paths.contains(&file.path)) {
        if let Some(bytes) = file.emitted()? {
            let old = Some(String::from_utf8_lossy(&bytes).into_owned());
            let (path, place) = (file.path, file.place);
            planned.push(PlannedFile { path, place, text: None, old, change: Change::Orphaned });
        }
    }
    Ok(())
}
