//! Finds the specs folder that was most likely meant, when the one that was named has no API.

use std::fs;
use std::path::{Path, PathBuf};

/// How many folders above are looked at.
const MAX_ABOVE: usize = 16;
/// How many entries of a folder are looked at.
const MAX_ENTRIES: usize = 1000;

/// The nearest specs folder: beside or above the folder, or one level down. As a path that can be used from here.
#[must_use]
pub fn nearest_specs(folder: &Path) -> Option<PathBuf> {
    // From where the folder was expected, if there is such a place, and else from here.
    let start = folder.parent().filter(|parent| parent.is_dir()).unwrap_or(Path::new(""));
    let mut above = PathBuf::from(start);
    for _ in 0..MAX_ABOVE {
        let here = [above.join("specs"), above.clone()].into_iter().find(|place| has_apis(place));
        let found = here.or_else(|| one_down(&above).filter(|_| above == start));
        if let Some(found) = found {
            return Some(if found.as_os_str().is_empty() { PathBuf::from(".") } else { found });
        }
        above.push("..");
    }
    None
}

/// A specs folder in a folder of this one, or such a folder itself.
fn one_down(folder: &Path) -> Option<PathBuf> {
    let folders = folders(folder);
    let specs = folders.iter().map(|folder| folder.join("specs")).find(|place| has_apis(place));
    specs.or_else(|| folders.into_iter().find(|folder| has_apis(folder)))
}

/// Whether a folder has a folder with an `api.yaml`.
fn has_apis(folder: &Path) -> bool {
    folders(folder).iter().any(|api| api.join("api.yaml").is_file())
}

/// The folders in a folder, sorted. What cannot be read has none.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(place).into_iter().flatten().flatten().take(MAX_ENTRIES);
    // Joined anew, so that nothing begins with `./`.
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| folder.join(entry.file_name())).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes `shop/specs/claro/api.yaml` and a few other folders.
    fn tree() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for folder in ["shop/specs/claro/v1/payments", "shop/src/bin", "elsewhere"] {
            fs::create_dir_all(root.path().join(folder)).expect("a folder");
        }
        fs::write(root.path().join("shop/specs/claro/api.yaml"), "format: 1\n").expect("written");
        root
    }

    #[test]
    fn specs_are_found_upwards_and_one_level_down() {
        let root = tree();
        let expected = root.path().join("shop/specs").canonicalize().expect("a folder");
        for missing in [
            "shop/src/bin/specs",
            "shop/src/specs",
            "shop/specz",
            "shop/specs/claro/specs",
            "shop/specs/claro/v1/payments/specs",
            "specs",
            "elsewhere",
            // The folder of an API.
            "shop/specs/claro",
        ] {
            let found =
                nearest_specs(&root.path().join(missing)).map(|found| found.canonicalize().expect("there"));
            assert_eq!(found.as_ref(), Some(&expected), "{missing}");
        }
        assert_eq!(one_down(&root.path().join("elsewhere")), None);
    }
}
