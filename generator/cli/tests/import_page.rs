//! `countersign import-page`.

#![cfg(feature = "import-page")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PAGE: &str = "# POST /v1/seats/book\n\nBooks a seat.\n\n## Request parameters\n\n\
    | Field | Type | Required | Description |\n|---|---|---|---|\n\
    | seatId | String(32) | Yes | The seat. |\n| note | String(256) | No | A note. |\n\n\
    ## Response parameters\n\n| Field | Type | Required | Description |\n|---|---|---|---|\n\
    | bookId | String(64) | No | Id of the booking. |\n\nA remark.\n";

fn import(folder: &Path, page: &str, more: &[&str]) -> Output {
    fs::write(folder.join("page.md"), page).expect("a page");
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command
        .current_dir(folder)
        .args(["import-page", "--name", "trains", "--specs", "specs", "page.md"])
        .args(more);
    command.output().expect("the command")
}

fn spec(folder: &Path) -> String {
    fs::read_to_string(folder.join("specs/trains/v1/seats/book.yaml")).expect("a spec")
}

#[test]
fn a_page_becomes_a_spec_and_what_is_not_used_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = import(folder.path(), PAGE, &[]);
    let problems = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{problems}");
    assert!(problems.contains("page.md:18: not used: A remark."), "{problems}");
    assert!(
        spec(folder.path())
            .contains("seatId: { type: string, max_length: 32, required: true, doc: The seat. }")
    );
}

#[test]
fn buttons_of_the_portal_are_listed_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = PAGE.replace("A remark.\n", "Show all\n\nA remark.\n\nShow all\n\nShow all\n");
    let output = import(folder.path(), &page, &[]);
    let problems = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        problems.contains("page.md:18: not used: Show all (3 times, also in line 22, 24)\n"),
        "{problems}"
    );
    assert!(problems.contains("page.md:20: not used: A remark.\n"), "{problems}");
    assert_eq!(problems.matches("Show all").count(), 1, "{problems}");
}

#[test]
fn a_newer_page_changes_what_it_says_and_keeps_the_rest() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(import(folder.path(), PAGE, &[]).status.success());
    let written = spec(folder.path());
    assert!(import(folder.path(), PAGE, &[]).status.success());
    assert_eq!(spec(folder.path()), written, "the same page changes nothing");
    let path = folder.path().join("specs/trains/v1/seats/book.yaml");
    let by_hand = written
        .replace("required: true, doc: The seat.", "required: true, sensitive: true, doc: My own words.");
    assert_ne!(by_hand, written);
    fs::write(&path, by_hand.replace("\nrequest:", "\nidempotency_key: seatId\n\nrequest:")).expect("a spec");
    let newer = PAGE
        .replace("String(32)", "String(48)")
        .replace("| note | String(256) | No | A note. |", "| coach | Integer | Yes | The coach. |");
    let output = import(folder.path(), &newer, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = spec(folder.path());
    for kept in ["idempotency_key: seatId", "max_length: 48", "sensitive: true", "My own words.", "coach:"] {
        assert!(text.contains(kept), "{kept} is in {text}");
    }
    assert!(!text.contains("note:"), "what only the page had is gone: {text}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("request.seatId"), "the difference is shown");
}

#[test]
fn bad_pages_write_nothing() {
    for page in ["", "Only words.\n", "a\0b", "# A page\n\n| Color | Size |\n|---|---|\n| red | 1 |\n"] {
        let folder = tempfile::tempdir().expect("a folder");
        let output = import(folder.path(), page, &[]);
        assert_eq!(output.status.code(), Some(1), "{page:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("error: the page"), "{page:?}");
        assert!(!folder.path().join("specs").exists(), "{page:?}");
    }
}

#[test]
fn another_api_gives_its_docs_types_and_marks() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = PAGE.replace(
        "| note | String(256) | No | A note. |",
        "| accessToken | String(128) | No | |\n| fare | Amount | No | What it costs. |",
    );
    let output = import(folder.path(), &page, &["--like", "claro"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(spec(folder.path()).contains("type: Amount"), "{}", spec(folder.path()));
    assert!(spec(folder.path()).contains("sensitive: true"), "{}", spec(folder.path()));
    assert!(folder.path().join("specs/trains/v1/types.yaml").is_file());
}
