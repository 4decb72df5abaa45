//! Where the sandbox keeps its keys and payments.

use std::path::{Path, PathBuf};

/// The folder, below the one that has the specs.
const SANDBOX: &str = ".countersign/sandbox";

/// The folder beside these specs: it is the same wherever a command is run, and whatever cargo builds.
pub(super) fn beside(specs: &Path) -> PathBuf {
    match specs.file_name() {
        Some(_) => specs.parent().unwrap_or(Path::new("")).join(SANDBOX),
        // `.` or `..`, which have no name of their own.
        None => specs.join("..").join(SANDBOX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_beside_the_specs() {
        for (specs, folder) in [
            ("specs", ".countersign/sandbox"),
            ("../shop/specs", "../shop/.countersign/sandbox"),
            ("/shop/specs/", "/shop/.countersign/sandbox"),
            ("..", "../../.countersign/sandbox"),
            (".", "./../.countersign/sandbox"),
        ] {
            assert_eq!(beside(Path::new(specs)), Path::new(folder), "{specs}");
        }
    }
}
