//! SECURITY.md names what really exists: for each promise the code that keeps it and a test that proves it.

use std::path::{Path, PathBuf};

/// What may stand in place of a test.
const NO_FILE: [&str; 2] = ["the compiler", "unit tests there"];

#[test]
fn each_promise_names_code_and_a_test_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let mut promises = 0;
    for line in text.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [promise, place, test] = cells[..] else { panic!("three columns: {line}") };
        if promise == "promise" || promise.starts_with("---") {
            continue;
        }
        promises += 1;
        check(&root, place);
        let tests = check(&root, test);
        assert!(tests > 0 || NO_FILE.iter().any(|other| test.starts_with(other)), "no test: {promise}");
    }
    assert!(promises > 20, "{promises}");
}

/// Finds what a cell names: files and folders, whose later ones may be relative to a folder around the first, and functions
/// (`tests/tests/time.rs::name`). Returns how many there are.
fn check(root: &Path, cell: &str) -> usize {
    let mut around = root.to_owned();
    let named = cell.split('`').skip(1).step_by(2);
    let paths = named.filter(|name| name.contains('/') || name.contains(".rs"));
    paths
        .map(|name| {
            let (path, function) =
                name.split_once("::").map_or((name, None), |(path, name)| (path, Some(name)));
            let found = find(root, &around, path).unwrap_or_else(|| panic!("there is no {path}: {cell}"));
            if let Some(function) = function {
                let source = std::fs::read_to_string(&found).expect("a text");
                assert!(source.contains(&format!("fn {function}(")), "there is no {name}");
            }
            around = found;
        })
        .count()
}

fn find(root: &Path, around: &Path, path: &str) -> Option<PathBuf> {
    let folders = around.ancestors().take_while(|folder| folder.starts_with(root));
    folders.map(|folder| folder.join(path)).find(|found| found.exists())
}
