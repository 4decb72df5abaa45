//! Which places may be written to.

use super::OutputError;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

/// The place of an emitted file: below the root, and not led out of it by a symbolic link.
///
/// `path` has `/` between its parts.
pub(super) fn resolve(root: &Path, path: &str) -> Result<PathBuf, OutputError> {
    let relative: PathBuf = path.split('/').collect();
    if !path.split('/').all(is_plain) {
        return Err(OutputError::outside(Path::new(path), "the path is not a plain relative one"));
    }
    let place = root.join(&relative);
    check_links(root, &relative)?;
    Ok(place)
}

/// A part of a path that names a file or folder on every system.
fn is_plain(part: &str) -> bool {
    let mut components = Path::new(part).components();
    let normal = matches!(components.next(), Some(Component::Normal(_))) && components.next().is_none();
    normal && !part.contains(['/', '\\', ':', '\0'])
}

/// Follows the folders of a path as far as they exist.
fn check_links(root: &Path, relative: &Path) -> Result<(), OutputError> {
    let Some(inside) = canonical(root)? else { return Ok(()) };
    let mut folder = root.to_owned();
    for part in relative.parent().map(Path::components).into_iter().flatten() {
        folder.push(part);
        match canonical(&folder)? {
            Some(real) if real.starts_with(&inside) => {}
            Some(real) => {
                let why = format!(
                    "it is a link to `{}`, outside the output folder; remove the link",
                    real.display()
                );
                return Err(OutputError::outside(&folder, &why));
            }
            None => break,
        }
    }
    Ok(())
}

/// `None` when there is nothing. A link that leads nowhere is an error.
fn canonical(path: &Path) -> Result<Option<PathBuf>, OutputError> {
    match fs::symlink_metadata(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(OutputError::new("cannot read", path, error)),
        Ok(_) => {
            fs::canonicalize(path).map(Some).map_err(|error| OutputError::new("cannot follow", path, error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_paths() {
        let root = Path::new("/nonexistent-root");
        for bad in ["", "/etc/passwd", "../x", "a/../b", "a//b", "./a", "a/.", "a\\b", "a/"] {
            assert!(resolve(root, bad).is_err(), "{bad:?}");
        }
        assert_eq!(
            resolve(root, "claro/src/lib.rs").expect("fine"),
            root.join("claro").join("src").join("lib.rs")
        );
    }
}
