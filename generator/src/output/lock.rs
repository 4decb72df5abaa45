//! One run at a time in an output folder.

use super::OutputError;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

/// Keeps other runs waiting until it is dropped.
///
/// It is on the folder itself, so that no file is left behind, and goes with the process that holds it. Where folders
/// cannot be locked (Windows, some network drives) runs don't wait: each file is still one that one of them wrote, whole.
#[derive(Debug)]
pub struct Lock {
    _folder: Option<File>,
}

impl Lock {
    /// For a run that writes. Waits for all others; makes the folder if it is missing.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn to_write(folder: &Path) -> Result<Self, OutputError> {
        fs::create_dir_all(folder)
            .map_err(|error| OutputError::new("cannot make the folder", folder, error))?;
        Ok(Self { _folder: locked(folder, File::lock) })
    }

    /// For a run that only reads. Waits for those that write.
    pub fn to_read(folder: &Path) -> Self {
        Self { _folder: locked(folder, File::lock_shared) }
    }
}

fn locked(folder: &Path, lock: fn(&File) -> std::io::Result<()>) -> Option<File> {
    // Opening a pipe would wait for somebody to write to it.
    let folder = folder.is_dir().then(|| File::open(folder).ok())??;
    loop {
        match lock(&folder) {
            Ok(()) => return Some(folder),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}
