//! Completions and manual pages.

use crate::cli::run;
use crate::support::Workshop;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_shell_gets_its_completions() {
    let workshop = Workshop::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&workshop, &["completions", shell]).ended(0).out;
        for word in ["countersign", "generate", "explain", "--deny", "completions"] {
            assert!(script.contains(word.trim_start_matches('-')), "{shell}: {word}");
        }
    }
    run(&workshop, &["completions", "tcsh"]).ended(2);
}

#[test]
fn every_command_gets_a_manual_page() {
    let workshop = Workshop::new();
    let written = run(&workshop, &["man", "--out", "man"]).ended(0).out;
    let pages: BTreeSet<String> = fs::read_dir(workshop.path("man"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    assert_eq!(written, format!("wrote {} manual pages to man\n", pages.len()));
    for name in
        ["countersign", "countersign-generate", "countersign-check", "countersign-explain", "countersign-new"]
    {
        assert!(pages.contains(&format!("{name}.1")), "{name}: {pages:?}");
    }
    let page = fs::read_to_string(workshop.path("man/countersign-check.1")).expect("a page");
    assert!(page.contains(".TH countersign-check 1") && page.contains("Exit codes:"), "{page}");
    // Once more, over what is there.
    run(&workshop, &["man", "--out", "man"]).ended(0);
    run(&workshop, &["man"]).ended(2);
    run(&workshop, &["man", "--out", "man/countersign.1"]).ended(2);
}
