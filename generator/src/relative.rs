//! Paths from one folder to another.

use std::path::{Component, Path, PathBuf};

/// Returns the path that leads from a folder to a file or folder: empty if they are the same. Symbolic links are not looked at,
/// as cargo does not look at them in the `path` of a dependency. Between two drives there is none, and the path is absolute.
#[must_use]
pub fn relative(from: &Path, to: &Path) -> PathBuf {
    let (from, to) = (absolute(from), absolute(to));
    let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return to;
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

/// Returns the same path from the root, without `.` and `..`.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

/// Returns the same path with all symbolic links followed, as far as there is something.
pub(crate) fn real(path: &Path) -> PathBuf {
    let path = absolute(path);
    let real = |ancestor: &Path| Some(ancestor.canonicalize().ok()?.join(path.strip_prefix(ancestor).ok()?));
    path.ancestors().find_map(real).unwrap_or_else(|| path.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_from_one_to_the_other() {
        for (from, to, expected) in [
            ("/shop/generated/claro", "/shop/runtime", "../../runtime"),
            ("/shop/tests/generated/x", "/shop/tests/../runtime", "../../../runtime"),
            ("/shop", "/shop/specs", "specs"),
            ("/shop", "/shop/./", ""),
            ("/shop/a", "/shop", ".."),
            ("", "x/../y", "y"),
            (".", "..", ".."),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)), Path::new(expected), "{from} {to}");
        }
    }
}
