//! Every way of being broken: a folder of specs under `tests/broken/`, and beside it exactly what is to be printed.
//!
//! After a change that is meant, `SNAPSHOTS=overwrite cargo test -p countersign --test suite broken::` writes the expected texts.

use countersign_codegen::diagnostics::Report;
use countersign_codegen::rules::RULES;
use countersign_codegen::{Error, Generator};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = std::fs::read_dir("tests/broken").expect("the corpus");
    let mut cases: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    cases
}

fn printed(case: &Path) -> String {
    match Generator::new(case.join("specs")).check() {
        Ok(summary) => summary.report.to_string(),
        Err(Error::Findings(report)) => report.to_string(),
        Err(other) => panic!("{}: {other}", case.display()),
    }
}

#[test]
fn findings_are_as_expected() {
    let cases = cases();
    assert!(cases.len() >= 45, "{} cases", cases.len());
    for case in cases {
        let expected =
            snapbox::Data::read_from(&case.join("expected.txt"), Some(snapbox::data::DataFormat::Text));
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(printed(&case), expected.raw());
    }
}

#[test]
fn every_rule_has_a_case() {
    let expected: String = cases()
        .iter()
        .map(|case| std::fs::read_to_string(case.join("expected.txt")).expect("expected.txt"))
        .collect();
    let missing: BTreeSet<&str> =
        RULES.iter().map(|rule| rule.id).filter(|id| !expected.contains(&format!("[{id}]"))).collect();
    assert!(missing.is_empty(), "no case under tests/broken/ for {missing:?}");
}

#[test]
fn a_second_reading_prints_the_same() {
    for case in cases() {
        assert_eq!(printed(&case), printed(&case), "{}", case.display());
    }
}

#[test]
fn a_report_counts_what_it_holds() {
    let Err(Error::Findings(report)) = Generator::new("tests/broken/duplicate/specs").check() else {
        panic!("no findings")
    };
    let report: &Report = &report;
    assert!(report.findings().errors() > 5 && report.findings().warnings() == 0);
    assert!(report.totals().starts_with(&format!("error: {} errors in ", report.findings().errors())));
}
