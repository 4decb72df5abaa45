//! The pieces of code, by case.

use std::path::{Path, PathBuf};

/// What a user of an old crate may have written.
pub(crate) struct Use {
    /// The folder of specs.
    pub(crate) case: String,
    /// The id of the kind of change.
    pub(crate) kind: String,
    /// `sent`, `received` or `any`.
    pub(crate) on: String,
    /// What has changed: `v1/payments/pay`.
    pub(crate) owner: String,
    /// The code.
    pub(crate) code: String,
    /// A name for its module.
    pub(crate) name: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff/uses")
}

/// The cases that have code.
pub(crate) fn cases() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("a folder");
    let mut cases: Vec<String> = entries
        .map(|entry| {
            entry.expect("an entry").path().file_stem().expect("a name").to_string_lossy().into_owned()
        })
        .collect();
    cases.sort();
    cases
}

/// All pieces.
pub(crate) fn all() -> Vec<Use> {
    cases().iter().flat_map(|case| of(case)).collect()
}

fn of(case: &str) -> Vec<Use> {
    let text = std::fs::read_to_string(folder().join(format!("{case}.rs"))).expect("code");
    let piece = |(at, piece): (usize, &str)| {
        let (head, code) = piece.split_once('\n').expect("code after its head");
        let [kind, on, owner] = head.split(" | ").collect::<Vec<_>>().try_into().expect("three parts");
        Use {
            case: case.to_owned(),
            kind: kind.to_owned(),
            on: on.to_owned(),
            owner: owner.to_owned(),
            code: code.to_owned(),
            name: format!("{}_{at}", case.replace('-', "_")),
        }
    };
    text.split("\n//# ").skip(1).enumerate().map(piece).collect()
}
