//! Carries a plan out.

use super::{Change, OutputError, Plan, PlannedFile, TEMPORARY_PREFIX};
use std::io::Write;
use std::path::Path;
use std::{fs, io};

impl Plan {
    /// Writes what is new or changed and removes what is orphaned. A file takes its place complete, by renaming, so
    /// that a run that is interrupted leaves each file either old or new.
    ///
    /// # Errors
    /// Something cannot be written or removed. Files that are in the way are not touched: look for them first.
    pub fn apply(&self) -> Result<(), OutputError> {
        for file in &self.files {
            if let (Change::New | Change::Changed, Some(text)) = (file.change, &file.text) {
                write(&file.place, text)?;
            }
        }
        for orphan in self.with(Change::Orphaned) {
            remove(orphan)?;
            remove_empty_folders(orphan, &self.root);
        }
        Ok(())
    }
}

fn write(place: &Path, text: &str) -> Result<(), OutputError> {
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| OutputError::new("cannot make the folder", folder, error))?;
    let failed = |error| OutputError::new("cannot write", place, error);
    let mut temporary = temporary_file(folder).map_err(failed)?;
    temporary.write_all(text.as_bytes()).map_err(failed)?;
    temporary.persist(place).map_err(|error| failed(error.error))?;
    Ok(())
}

fn temporary_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX);
    #[cfg(unix)]
    {
        // As any new file; the user's umask applies. Temporary files are for their owner only otherwise.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn remove(orphan: &PlannedFile) -> Result<(), OutputError> {
    match fs::remove_file(&orphan.place) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(OutputError::new("cannot remove", &orphan.place, error))
        }
        _ => Ok(()),
    }
}

/// Folders that were made for the file and now hold nothing. One that is not empty cannot be removed.
fn remove_empty_folders(orphan: &PlannedFile, root: &Path) {
    let folders = orphan.place.ancestors().skip(1).take_while(|folder| *folder != root);
    for folder in folders {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
