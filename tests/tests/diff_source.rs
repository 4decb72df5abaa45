//! What `countersign diff` says about source is true: code that was written for an old crate compiles against the new
//! one unless the verdict is major, and does not if it is.
//!
//! The specs are those of `generator/cli/tests/diff/`. For each line of the table of verdicts there is code under
//! `tests/diff/`, each piece after a line `//# kind | sent, received or any | what it is about`. All of it is compiled
//! against the old crates; what the new ones are said to break is compiled piece by piece, so that one error hides no
//! other.

#[path = "diff/uses.rs"]
mod uses;
#[path = "diff/workspace.rs"]
mod workspace;

use countersign_codegen::diff::{Change, Comparison, Directions, On, Side, Verdict, lines};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use uses::Use;
use workspace::Workspace;

/// A piece of code, and what is said to become of it.
struct Claim {
    code: Use,
    verdict: Verdict,
}

fn specs(case: &str, which: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/cli/tests/diff").join(case).join(which)
}

fn compare(case: &str) -> Comparison {
    let read =
        |which: &str| Side::folder(&specs(case, which)).unwrap_or_else(|error| panic!("{case}: {error}"));
    Comparison::new(read("old"), read("new"))
}

/// The verdict on what a piece of code is about. Nothing else there may break it, or it would prove nothing.
fn claims() -> Vec<Claim> {
    let comparisons: BTreeMap<String, Comparison> =
        uses::cases().into_iter().map(|case| (case.clone(), compare(&case))).collect();
    let verdict = |code: &Use| {
        let name = format!("{}: {} | {} | {}", code.case, code.kind, code.on, code.owner);
        let about: Vec<&Change> = comparisons[&code.case]
            .changes
            .iter()
            .filter(|change| change.owner.to_string() == code.owner)
            .collect();
        let (meant, others): (Vec<&Change>, Vec<&Change>) =
            about.into_iter().partition(|change| change.kind.id() == code.kind && travels(change, &code.on));
        let verdict =
            meant.iter().map(|change| change.source.verdict).max().unwrap_or_else(|| panic!("{name}"));
        let api: Vec<&str> = meant.iter().map(|change| change.api.as_str()).collect();
        let mut beside = others.iter().filter(|change| api.contains(&change.api.as_str()));
        assert!(beside.all(|other| other.source.verdict != Verdict::Major), "{name}: not alone");
        verdict
    };
    uses::all().into_iter().map(|code| Claim { verdict: verdict(&code), code }).collect()
}

fn travels(change: &Change, on: &str) -> bool {
    match on {
        "sent" => change.directions == Directions::SENT,
        "received" => change.directions == Directions::RECEIVED,
        _ => true,
    }
}

#[test]
fn every_verdict_has_code_that_proves_it() {
    let claims = claims();
    let mut missing = Vec::new();
    for line in lines() {
        let proves = |claim: &&Claim| {
            claim.code.kind == line.kind.id()
                && claim.verdict == line.source.verdict
                && match line.on {
                    On::Sent => claim.code.on == "sent",
                    On::Received => claim.code.on == "received",
                    On::Any => true,
                }
        };
        if !claims.iter().any(|claim| proves(&claim)) {
            missing.push(format!("{} {:?}", line.kind.id(), line.on));
        }
    }
    assert!(missing.is_empty(), "no code under tests/diff/ for {missing:?}");
}

#[test]
fn code_compiles_against_the_new_crates_unless_the_verdict_is_major() {
    let claims = claims();
    let all: Vec<&Use> = claims.iter().map(|claim| &claim.code).collect();
    let (broken, kept): (Vec<&Claim>, Vec<&Claim>) =
        claims.iter().partition(|claim| claim.verdict == Verdict::Major);
    let broken: Vec<&Use> = broken.into_iter().map(|claim| &claim.code).collect();
    let kept: Vec<&Use> = kept.into_iter().map(|claim| &claim.code).collect();
    assert!(broken.len() > 30 && kept.len() > 60, "{} and {}", broken.len(), kept.len());

    let before = Workspace::new("old", &uses::cases(), |case| specs(case, "old"));
    assert_eq!(
        before.errors_together(&all),
        "",
        "code does not compile against the crates that it is written for"
    );
    let after = Workspace::new("new", &uses::cases(), |case| specs(case, "new"));
    assert_eq!(after.errors_together(&kept), "", "code breaks though no verdict is major");
    let survivors = after.compiling_alone(&broken);
    assert!(survivors.is_empty(), "code compiles though the verdict is major: {survivors:#?}");
}
