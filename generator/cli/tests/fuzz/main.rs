//! Specs that are nearly right or right but strange, by the thousand.
//!
//! A failure prints the seed of the input. With `COUNTERSIGN_FUZZ_SEED` only that one is tried;
//! `COUNTERSIGN_FUZZ_SECONDS=600 cargo test --release -p countersign --test fuzz -- --nocapture` goes on for ten minutes with
//! inputs that were never tried before.

#[path = "../support/mod.rs"]
mod support;

#[path = "../../../../runtime/tests/fuzz/attempts.rs"]
mod attempts;
mod compose;
mod mutate;
#[path = "../../../../runtime/tests/fuzz/random.rs"]
mod random;
mod settling;

use attempts::fuzz;
use countersign_codegen::diagnostics::{Findings, Report, Style};
use countersign_codegen::emit::rust::{Settings, files};
use countersign_codegen::output::MARKER;
use countersign_codegen::{Error, model, spec};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use support::Workshop;

/// All spec files of the repository, good and broken ones.
fn corpus() -> Vec<Vec<u8>> {
    let mut corpus = Vec::new();
    for folder in ["../../specs", "tests/broken"] {
        collect(Path::new(folder), &mut corpus);
    }
    assert!(corpus.len() > 100);
    corpus
}

fn collect(folder: &Path, corpus: &mut Vec<Vec<u8>>) {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, corpus);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            corpus.push(fs::read(path).expect("a file"));
        }
    }
}

/// Whatever a file holds, reading it neither panics nor hangs, and says the same twice.
#[test]
fn any_text_is_read() {
    let corpus = corpus();
    let workshop = Workshop::furnished();
    fuzz(1000, "valid YAML", |random| {
        let original: &Vec<u8> = random.item(&corpus);
        let text = mutate::mutated(original, &corpus, random);
        let place = random.pick(&["v1/fuzz.yaml", "v1/types.yaml", "v1/results.yaml", "api.yaml"]);
        let place = workshop.path(&format!("specs/demo/{place}"));
        let before = fs::read(&place).ok();
        fs::write(&place, text).expect("written");
        let read = || match workshop.check() {
            Ok(summary) => (true, summary.report),
            Err(Error::Findings(report)) => (false, *report),
            Err(other) => panic!("{other}"),
        };
        let ((fine, report), (_, again)) = (read(), read());
        assert!(fine == (report.findings().errors() == 0) && printed(&report) == printed(&again));
        let is_yaml = !report.findings().kept().iter().any(|finding| finding.rule.id == "C0002");
        match before {
            Some(before) => fs::write(&place, before).expect("written"),
            None => fs::remove_file(&place).expect("removed"),
        }
        is_yaml
    });
}

fn printed(report: &Report) -> [String; 3] {
    [Style::Plain, Style::Coloured, Style::Short].map(|style| report.render(style))
}

/// Whatever is in specs without errors, what is made of them is Rust, and always the same.
#[test]
fn any_api_becomes_rust() {
    let workshop = Workshop::new();
    fuzz(400, "specs without errors", |random| {
        fs::remove_dir_all(workshop.path("specs/demo")).expect("removed");
        let composed = compose::api(random);
        let others: Vec<Vec<u8>> = composed.iter().map(|(_, text)| text.clone().into_bytes()).collect();
        for (path, text) in &composed {
            let spoilt = random.one_in(10);
            let text = text.as_bytes();
            let text = if spoilt { mutate::mutated(text, &others, random) } else { text.to_vec() };
            workshop.spec(&format!("demo/{path}"), text);
        }
        match workshop.check() {
            Ok(_) => {}
            Err(Error::Findings(_)) => return false,
            Err(other) => panic!("{other}"),
        }
        let made = made(&workshop);
        made.iter().for_each(|(path, text)| check(path, text));
        assert_eq!(made, self::made(&workshop));
        if random.one_in(10) {
            workshop.generator().generate().expect("generated");
            workshop.generator().verify().expect("what the specs say");
        }
        true
    });
}

/// Calls that are settled in every way get through to the generator, and not only to its findings.
#[test]
fn settled_calls_become_rust() {
    let workshop = Workshop::new();
    fuzz(60, "specs without errors", |random| {
        settling::files(random).iter().for_each(|(path, text)| workshop.spec(&format!("demo/{path}"), text));
        if workshop.check().is_err() {
            return false;
        }
        made(&workshop).iter().for_each(|(path, text)| check(path, text));
        true
    });
}

/// The files of the API.
fn made(workshop: &Workshop) -> BTreeMap<String, String> {
    let read = spec::read(&workshop.path("specs"), &[]).expect("specs");
    let api = model::resolve(&read.apis[0], &mut Findings::default());
    files(&api, &Settings::default())
}

fn check(path: &str, text: &str) {
    assert!(text.lines().next().is_some_and(|line| line.contains(MARKER)), "{path}\n{text}");
    if path.ends_with(".rs") {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        for item in file.items {
            match item {
                // What the emitter writes where it has no Rust to write.
                syn::Item::Macro(item) if item.mac.path.is_ident("compile_error") => panic!("{path}\n{text}"),
                syn::Item::Fn(item) => panic!("{path}: {} is no method\n{text}", item.sig.ident),
                _ => {}
            }
        }
    }
}
