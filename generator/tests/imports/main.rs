//! Data flows one way: no stage of the pipeline imports one below it, and no two files import each other.

mod crate_files;

use crate_files::{Files, Import, Module};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The stages of the pipeline, each of which may import only those before it.
const STAGES: [&str; 10] =
    ["diagnostics", "spec", "model", "rules", "format", "emit", "openapi", "import", "diff", "output"];

/// The sources of the crates whose files do not import each other, below the folder of this one.
const CRATES: [&str; 7] = [
    "src",
    "calling/src",
    "sandbox/src",
    "cli/src",
    "../runtime/src",
    "../runtime/journal/src",
    "../runtime/signing/src",
];

#[test]
fn no_stage_imports_a_later_one() {
    assert_eq!(arrows_up(&files("src")), Vec::<String>::new());
}

#[test]
fn no_two_files_import_each_other() {
    let cycles: Vec<String> = CRATES
        .iter()
        .flat_map(|src| cycles(&files(src)).into_iter().map(move |one| format!("{src}: {one}")))
        .collect();
    assert!(cycles.is_empty(), "{cycles:#?}");
}

/// Folders of tests that are modules of one program, `suite.rs`, and those that are programs of their own.
const SUITES: [(&str, &[&str]); 2] = [("cli/tests", &[]), ("../tests/tests", &["trace"])];

#[test]
fn every_test_file_is_in_its_suite() {
    for (folder, own) in SUITES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let suite = std::fs::read_to_string(folder.join("suite.rs")).unwrap();
        let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let files = entries.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        for name in files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()) {
            let is_in =
                name == "suite" || own.contains(&&*name) || suite.contains(&format!("\nmod {name};\n"));
            assert!(is_in, "add `mod {name};` to {}/suite.rs", folder.display());
        }
    }
}

/// Imports by each way of writing them, with what is allowed between them.
#[test]
fn wrong_imports_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("lib.rs", "mod rules; mod spec;");
    write("rules/mod.rs", "mod rule; mod check; pub use rule::Rule; pub use crate::spec::Node;");
    write("rules/rule.rs", "pub struct Rule;");
    write("rules/check.rs", "use super::Rule; fn check() -> crate::spec::Node { loop {} }");
    write("spec/mod.rs", "mod node; mod read; pub use node::Node;");
    write("spec/node.rs", "pub struct Node; #[cfg(test)] mod tests { use crate::rules::Rule; }");
    write("spec/read.rs", "use super::node::{self}; fn read() -> node::Node { loop {} }");
    assert_eq!(arrows_up(&Files::read(folder.path())), Vec::<String>::new());
    assert_eq!(cycles(&Files::read(folder.path())), Vec::<String>::new());

    let read = "spec::read -> rules::rule";
    for (text, up) in [
        ("use crate::rules::Rule;", read),
        ("use crate::rules::{rule::{Rule as R}};", read),
        ("use crate::rules; fn read() { rules::Rule; }", read),
        ("fn read() { super::super::rules::Rule; }", read),
        ("fn read() { use crate::rules::{Rule}; }", read),
        ("use crate::rules::Node;", "spec::read -> spec::node"),
    ] {
        write("spec/read.rs", text);
        assert!(arrows_up(&Files::read(folder.path())).contains(&up.to_owned()), "{text}");
    }
    for text in ["pub struct Node(super::read::Read);", "use crate::spec::read;"] {
        write("spec/node.rs", text);
        write("spec/read.rs", "use super::Node; pub struct Read(Node);");
        assert_eq!(cycles(&Files::read(folder.path())), ["spec::node, spec::read"], "{text}");
    }
}

fn files(src: &str) -> Files {
    Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(src))
}

/// The imports that lead to a stage below, straight or by a re-export there.
fn arrows_up(files: &Files) -> Vec<String> {
    let mut found = BTreeSet::new();
    for (from, imports) in files.imports() {
        let Some(own) = stage(&from) else { continue };
        for Import { file, reexports } in imports {
            // What is in no stage stands below all of them.
            let is_below = |at: &Module| stage(at).is_none_or(|other| other > own);
            if is_below(&file) || reexports.iter().any(is_below) {
                found.insert(format!("{} -> {}", from.join("::"), file.join("::")));
            }
        }
    }
    found.into_iter().collect()
}

fn stage(module: &Module) -> Option<usize> {
    STAGES.iter().position(|stage| module.first().is_some_and(|first| first == stage))
}

/// The sets of files that import each other, by whatever way around.
fn cycles(files: &Files) -> Vec<String> {
    let imports: BTreeMap<Module, BTreeSet<Module>> = files
        .imports()
        .into_iter()
        .map(|(from, to)| (from, to.into_iter().map(|to| to.file).collect()))
        .collect();
    let reached = |from: &Module| {
        let mut reached = BTreeSet::new();
        let mut next: Vec<&Module> = imports[from].iter().collect();
        while let Some(module) = next.pop() {
            if reached.insert(module) {
                next.extend(&imports[module]);
            }
        }
        reached
    };
    let all: BTreeMap<&Module, BTreeSet<&Module>> =
        imports.keys().map(|module| (module, reached(module))).collect();
    let cycle = |module: &&Module| {
        let others = all[*module].iter().filter(|other| all[**other].contains(*module));
        others.map(|other| other.join("::")).collect::<Vec<_>>().join(", ")
    };
    let cycles: BTreeSet<String> = all.keys().map(cycle).filter(|cycle| !cycle.is_empty()).collect();
    cycles.into_iter().collect()
}
