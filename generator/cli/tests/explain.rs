//! `explain`, and the page of all rules.
//!
//! After a change that is meant, `SNAPSHOTS=overwrite cargo test -p countersign --test suite explain::` writes `RULES.md`.

use crate::cli::run;
use crate::support::Workshop;
use countersign_codegen::rules::{RULES, reference};

#[test]
fn the_page_is_what_the_rules_say() {
    let page = snapbox::Data::read_from("../RULES.md".as_ref(), Some(snapbox::data::DataFormat::Text));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(reference::markdown(), page.raw());
}

#[test]
fn every_rule_is_explained_by_id_and_by_name() {
    let workshop = Workshop::new();
    for rule in RULES {
        let by_id = run(&workshop, &["explain", rule.id]).ended(0).out;
        assert_eq!(by_id, run(&workshop, &["explain", &rule.name.to_uppercase()]).ended(0).out);
        assert!(by_id.starts_with(&format!("{} {} ({})\n", rule.id, rule.name, rule.severity)), "{by_id}");
        for part in ["\nWhy:\n  ", "\nHow to fix it:\n  ", "\nExample:\n  "] {
            assert!(by_id.contains(part), "{by_id}");
        }
        assert!(by_id.lines().all(|line| line.chars().count() <= 120), "{by_id}");
    }
}

#[test]
fn without_a_rule_all_are_listed() {
    let listed = run(&Workshop::new(), &["explain"]).ended(0).out;
    assert_eq!(listed.lines().count(), RULES.len());
    assert!(RULES.iter().zip(listed.lines()).all(|(rule, line)| line.starts_with(rule.id)));
    let page = run(&Workshop::new(), &["explain", "--markdown"]).ended(0).out;
    assert_eq!(page, reference::markdown());
}

#[test]
fn an_unknown_rule_is_an_error_and_the_nearest_is_offered() {
    let workshop = Workshop::new();
    let near = run(&workshop, &["explain", "unknown-keys"]).ended(2);
    assert_eq!(near.err, "error: there is no rule `unknown-keys`; did you mean C0005 `unknown-key`?\n");
    let far = run(&workshop, &["explain", "zzz"]).ended(2);
    assert_eq!(far.err, "error: there is no rule `zzz`; `countersign explain` lists all rules\n");
    run(&workshop, &["explain", "C0005", "--markdown"]).ended(2);
}
