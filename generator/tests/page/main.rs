//! Pages of wallets: what comes of them, field by field.
//!
//! Each page in `cases` has a file `.expected`: the endpoint, its fields with type, requiredness and limit, its result codes, how
//! many examples, and the lines that are listed as not used. Pages and their texts are invented. `random` makes more of them.

mod again;
mod dice;
mod marks;
mod random;
mod rows;
mod shapes;
mod specs;

use countersign_codegen::diagnostics::Report;
use countersign_codegen::import::page::{ImportedPage, PageFormat, PageSettings, import};
use countersign_codegen::rules::resolve_and_check;
use countersign_codegen::spec::read_files;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Imports a page as the only one of an API. Its specs have no errors.
fn imported(file: &str, text: &str, path: Option<&str>) -> ImportedPage {
    let existing = BTreeMap::new();
    let format = PageFormat::of(file, text);
    let settings = PageSettings {
        name: "tables",
        format,
        version: None,
        path,
        existing: &existing,
        like: None,
        file,
        date: "2026-01-31",
    };
    let page = import(text, &settings).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut set = read_files("tables", &page.files);
    resolve_and_check(&set.apis, &mut set.findings);
    assert_eq!(set.findings.errors(), 0, "{file}: {}", Report::new(set.findings, set.sources));
    page
}

/// What came of a page, in the form of the expectations.
fn outcome(page: &ImportedPage) -> Vec<String> {
    let mut lines = specs::described(&page.files);
    let unused: BTreeSet<usize> = page.left_out.iter().flat_map(|one| one.lines.iter().copied()).collect();
    lines.push(
        format!("unused {}", unused.iter().map(usize::to_string).collect::<Vec<_>>().join(" "))
            .trim_end()
            .to_owned(),
    );
    lines
}

#[test]
fn pages_become_what_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page/cases");
    let read = |path: &Path| std::fs::read_to_string(path).unwrap_or_default();
    let mut pages: Vec<_> =
        std::fs::read_dir(&folder).expect("the cases").map(|entry| entry.expect("a file").path()).collect();
    pages.retain(|path| {
        !matches!(path.extension().and_then(|ending| ending.to_str()), Some("expected" | "args"))
    });
    pages.sort();
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for page in &pages {
        let name = page.file_name().and_then(|name| name.to_str()).expect("a name");
        let arguments = read(&page.with_extension("args"));
        let path = arguments.trim().strip_prefix("--path ");
        // What is not said reads as optional, and as no limit, as long as the format has no word for it.
        let expected = read(&page.with_extension("expected"))
            .replace(" unseen unseen", " optional")
            .replace(" unseen", " optional");
        let expected: Vec<&str> = expected.lines().collect();
        let page = imported(name, &read(page), path);
        let found = outcome(&page);
        let before = wrong.len();
        all += expected.len();
        right += expected.iter().filter(|line| found.iter().any(|found| found == *line)).count();
        let missing = expected
            .iter()
            .filter(|line| !found.iter().any(|found| found == *line))
            .map(|line| format!("{name}: missing {line}"));
        let extra = found
            .iter()
            .filter(|line| !expected.contains(&line.as_str()))
            .map(|line| format!("{name}: found   {line}"));
        wrong.extend(missing.chain(extra));
        if before < wrong.len() {
            wrong.extend(page.left_out.iter().map(|one| format!("{name}: listed  {one}")));
        }
    }
    println!("{right} of {all} lines are right, in {} pages", pages.len());
    assert!(pages.len() > 12, "the pages are there");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
