//! Pairs of specs under `tests/diff/`, and beside them exactly what is to be printed about what changed.
//!
//! After a change that is meant, `SNAPSHOTS=overwrite cargo test -p countersign --test suite diff::` writes the expected texts.
//! That the verdicts about source are true is the task of `diff_source` in the package of whole-system tests, which
//! compiles code against what is generated from these same specs.

mod git;
mod printed;
#[allow(unreachable_pub, reason = "public in the library of `tests`")]
#[path = "../../../tests/src/tools.rs"]
mod tools;

use countersign_codegen::diagnostics::Style;
use countersign_codegen::diff::{Comparison, Directions, On, Side, lines, print};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = std::fs::read_dir("tests/diff").expect("the corpus");
    let mut cases: Vec<PathBuf> =
        folder.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

fn compared(old: &Path, new: &Path) -> Comparison {
    let read = |folder: &Path| Side::folder(folder).unwrap_or_else(|error| panic!("{error}"));
    Comparison::new(read(old), read(new))
}

fn case(case: &Path) -> Comparison {
    compared(&case.join("old"), &case.join("new"))
}

#[test]
fn changes_are_as_expected() {
    let cases = cases();
    assert!(cases.len() >= 40, "{} cases", cases.len());
    for path in cases {
        let comparison = case(&path);
        let expected =
            snapbox::Data::read_from(&path.join("expected.txt"), Some(snapbox::data::DataFormat::Text));
        snapbox::Assert::new()
            .action_env("SNAPSHOTS")
            .eq(print::text(&comparison, Style::Plain), expected.raw());
    }
}

#[test]
fn every_line_of_the_table_decides_in_a_case() {
    let mut decided = BTreeSet::new();
    for path in cases() {
        for change in case(&path).changes {
            for (at, line) in lines().enumerate().filter(|(_, line)| line.kind == change.kind) {
                let alone = match line.on {
                    On::Sent => change.directions == Directions::SENT,
                    On::Received => change.directions == Directions::RECEIVED,
                    On::Any => true,
                };
                if alone && change.wire == line.wire && change.source == line.source {
                    decided.insert(at);
                }
            }
        }
    }
    let missing: Vec<String> = lines()
        .enumerate()
        .filter(|(at, _)| !decided.contains(at))
        .map(|(_, line)| format!("{} {:?}", line.kind.id(), line.on))
        .collect();
    assert!(missing.is_empty(), "no case under tests/diff/ for {missing:?}");
}

#[test]
fn the_same_specs_have_no_changes() {
    let real = PathBuf::from("../../specs");
    let folders = cases().into_iter().flat_map(|case| [case.join("old"), case.join("new")]).chain([real]);
    for folder in folders {
        let comparison = compared(&folder, &folder);
        assert!(comparison.changes.is_empty(), "{}: {:?}", folder.display(), comparison.changes);
        assert_eq!((comparison.wire(), comparison.source()), (None, None));
    }
}

#[test]
fn forth_and_back_find_the_same_owners() {
    for path in cases() {
        let owners = |comparison: &Comparison| -> BTreeSet<_> {
            comparison.changes.iter().map(|change| (change.api.clone(), change.owner.clone())).collect()
        };
        let (forth, back) = (case(&path), compared(&path.join("new"), &path.join("old")));
        assert_eq!(owners(&forth), owners(&back), "{}", path.display());
    }
}

#[test]
fn a_second_comparison_prints_the_same() {
    for path in cases() {
        let printed = || {
            let comparison = case(&path);
            [
                print::text(&comparison, Style::Coloured),
                print::json(&comparison),
                print::changelog(&comparison),
            ]
        };
        assert_eq!(printed(), printed(), "{}", path.display());
    }
}
