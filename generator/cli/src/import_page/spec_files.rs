//! The spec files of an API, as they are on disk.

use crate::error::CommandError;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Folders in folders that are read.
const MAX_DEPTH: usize = 32;

/// Reads the files of an API's folder: paths relative to it, with `/`, and their text. Nothing where there is no such folder.
pub(super) fn read(folder: &Path) -> Result<BTreeMap<String, String>, CommandError> {
    let mut files = BTreeMap::new();
    if folder.is_dir() {
        add(folder, "", 0, &mut files)?;
    }
    Ok(files)
}

fn add(
    folder: &Path,
    prefix: &str,
    depth: usize,
    files: &mut BTreeMap<String, String>,
) -> Result<(), CommandError> {
    let cannot =
        |source| CommandError::File { action: "cannot read", path: folder.display().to_string(), source };
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() && depth < MAX_DEPTH {
            add(&path, &format!("{prefix}{name}/"), depth + 1, files)?;
        } else if name.ends_with(".yaml") {
            files.insert(format!("{prefix}{name}"), fs::read_to_string(&path).map_err(cannot)?);
        }
    }
    Ok(())
}
