//! `schema`: what editors know of the format is what the reader knows.
//!
//! After a change that is meant, `SNAPSHOTS=overwrite cargo test -p countersign --test suite schema::` writes `schema/broken.txt`.

use crate::cli::run;
use crate::support::{Workshop, spec_files};
use boon::{Compiler, SchemaIndex, Schemas};
use countersign_codegen::diagnostics::{Findings, Report, Sources};
use countersign_codegen::emit::schema::{SpecFile, document, files};
use countersign_codegen::spec::{json, parse_yaml};
use countersign_codegen::{Error, Generator};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The schemas, compiled. Nothing is fetched.
struct Judge {
    schemas: Schemas,
    of: Vec<(SpecFile, SchemaIndex)>,
}

impl Judge {
    fn new() -> Self {
        let (mut schemas, mut of) = (Schemas::new(), Vec::new());
        for file in SpecFile::ALL {
            let schema: Value = serde_json::from_str(&document(*file)).expect("JSON");
            let mut compiler = Compiler::new();
            let place = format!("http://schemas.invalid/{}.json", file.name());
            compiler.add_resource(&place, schema).expect("a schema");
            let index = compiler.compile(&place, &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
            of.push((*file, index));
        }
        Self { schemas, of }
    }

    /// What is wrong with a spec file. `None` when it is no YAML that specs are written in.
    fn judge(&self, path: &str, text: &str) -> Option<Result<(), String>> {
        let mut sources = Sources::default();
        let file = sources.add(path.to_owned(), text.to_owned());
        let node = parse_yaml(file, text, &mut Findings::default())?;
        let (_, index) = self.of.iter().find(|(kind, _)| *kind == SpecFile::at(path)).expect("a schema");
        let value = json(&node);
        let valid = self.schemas.validate(&value, *index);
        Some(valid.map_err(|error| format!("{path}: {error:#}")))
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

#[test]
fn every_shipped_spec_is_accepted() {
    let judge = Judge::new();
    let specs: Vec<PathBuf> = ["../../specs", "../../tests/specs"]
        .iter()
        .flat_map(|folder| spec_files(Path::new(folder)))
        .collect();
    assert!(specs.len() > 60, "{}", specs.len());
    for path in specs {
        let text = fs::read_to_string(&path).expect("a spec");
        judge.judge(&shown(&path), &text).expect("YAML").unwrap_or_else(|error| panic!("{error}"));
    }
}

/// The ids of what `check` finds in a file.
fn rules(report: &Report, path: &str) -> BTreeSet<&'static str> {
    let findings = report.findings().kept().iter();
    let here = findings.filter(|finding| report.sources().path(finding.span.file) == path);
    here.map(|finding| finding.rule.id).collect()
}

fn report(case: &Path) -> Report {
    match Generator::new(case.join("specs")).check() {
        Ok(summary) => summary.report,
        Err(Error::Findings(report)) => *report,
        Err(other) => panic!("{}: {other}", case.display()),
    }
}

/// Rules about which a schema has a say: unknown keys, keys of another type, values of another kind, missing keys.
const SEEN: [&str; 4] = ["C0005", "C0006", "C0007", "C0008"];

#[test]
fn of_broken_specs_those_are_refused_whose_fault_a_schema_can_see() {
    let judge = Judge::new();
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/broken")
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    cases.sort();
    let mut verdicts = String::new();
    for case in cases {
        let report = report(&case);
        for path in spec_files(&case.join("specs")) {
            let path = shown(&path);
            let rules = rules(&report, &path);
            // Not UTF-8, or no YAML: an editor says so without a schema.
            let judged = fs::read_to_string(&path).ok().and_then(|text| judge.judge(&path, &text));
            let Some(judged) = judged else { continue };
            let name = path.trim_start_matches("tests/broken/");
            let verdict = if judged.is_ok() { "accepted" } else { "refused" };
            if judged.is_err() || !rules.is_empty() {
                let rules: Vec<&str> = rules.iter().copied().collect();
                writeln!(verdicts, "{verdict} {name}: {}", rules.join(" ")).expect("a text");
            }
            let is_seen = rules.iter().any(|rule| SEEN.contains(rule));
            assert!(judged.is_err() || !is_seen, "accepted, in spite of {rules:?}: {path}");
            assert!(judged.is_ok() || !rules.is_empty(), "refused without a finding: {judged:?}");
        }
    }
    let expected =
        snapbox::Data::read_from(Path::new("tests/schema/broken.txt"), Some(snapbox::data::DataFormat::Text));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(verdicts, expected.raw());
}

/// The names of properties, wherever they are.
fn properties(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            if let Some(Value::Object(properties)) = entries.get("properties") {
                found.extend(properties.keys().cloned());
            }
            entries.values().for_each(|value| properties(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| properties(item, found)),
        _ => {}
    }
}

#[test]
fn the_reference_and_the_schemas_have_the_same_keys() {
    let mut known = BTreeSet::new();
    for file in SpecFile::ALL {
        properties(&serde_json::from_str(&document(*file)).expect("JSON"), &mut known);
    }
    let read = |page: &str| fs::read_to_string(page).expect("a page");
    // The settings are described with the command.
    let reference = read("../../specs/README.md") + &read("README.md");
    let missing: Vec<&String> = known.iter().filter(|key| !reference.contains(*key)).collect();
    assert!(missing.is_empty(), "specs/README.md does not mention {missing:?}");
    // The first cell of each row of a table of keys.
    let tables = reference.split("\n\n").filter(|block| block.starts_with("| key |"));
    let rows = tables.flat_map(|table| table.lines().skip(2));
    let cells: Vec<&str> = rows.filter_map(|row| row.split('|').nth(1)).collect();
    assert!(cells.len() > 60, "{}", cells.len());
    for key in cells.iter().flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        assert!(known.contains(key), "no schema has `{key}` of specs/README.md");
    }
}

#[test]
fn what_new_writes_names_its_schema() {
    let workshop = Workshop::new();
    run(&workshop, &["new", "--api", "shop"]).ended(0);
    run(&workshop, &["new", "shop", "v1/payments/pay"]).ended(0);
    run(&workshop, &["new", "shop", "v1/ping"]).ended(0);
    for (path, name) in [
        ("shop/api.yaml", "api"),
        ("shop/v1/payments/pay.yaml", "endpoint"),
        ("shop/v1/ping.yaml", "endpoint"),
    ] {
        let place = workshop.path("specs").join(path);
        let text = fs::read_to_string(&place).expect("a spec");
        let first = text.lines().next().expect("a line");
        let schema = first.strip_prefix("# yaml-language-server: $schema=").expect("a modeline");
        let schema = place.parent().expect("a folder").join(schema).canonicalize().expect("a schema");
        let expected = workshop.path("specs/.schema").join(format!("{name}.json"));
        assert_eq!(schema, expected.canonicalize().expect("a schema"), "{path}");
        Judge::new().judge(path, &text).expect("YAML").expect("no error");
    }
    // The line stays first when the file is laid out.
    let place = workshop.path("specs/shop/v1/ping.yaml");
    let head = |text: &str| text.lines().take(3).map(str::to_owned).collect::<Vec<_>>();
    let text = fs::read_to_string(&place).expect("a spec");
    fs::write(&place, text.replacen("path: ping", "path:     ping", 1)).expect("a file");
    run(&workshop, &["fmt"]).ended(0);
    assert_eq!(head(&fs::read_to_string(&place).expect("a spec")), head(&text));
    run(&workshop, &["check"]).ended(0);
}

#[test]
fn a_schema_of_ones_own_stays() {
    let workshop = Workshop::new();
    workshop.spec(".schema/api.json", "{}");
    run(&workshop, &["new", "--api", "shop"]).ended(0);
    assert_eq!(fs::read_to_string(workshop.path("specs/.schema/api.json")).expect("a file"), "{}");
    let refused = run(&workshop, &["schema", "--out", "specs/.schema"]).ended(2);
    assert!(refused.err.contains("specs/.schema/api.json"), "{}", refused.err);
}

#[test]
fn schemas_are_printed_and_written() {
    let workshop = Workshop::new();
    for file in SpecFile::ALL {
        assert_eq!(run(&workshop, &["schema", file.name()]).ended(0).out, document(*file));
    }
    run(&workshop, &["schema"]).ended(2);
    run(&workshop, &["schema", "program"]).ended(2);
    let written = run(&workshop, &["schema", "types", "--out", "one"]).ended(0);
    assert_eq!(written.out, "wrote one/types.json\n");
    // An older one is replaced.
    workshop.spec(".schema/api.json", "{ \"$comment\": \"@generated by countersign; do not edit\" }\n");
    run(&workshop, &["schema", "--out", "specs/.schema"]).ended(0);
    for (path, text) in files() {
        assert_eq!(fs::read_to_string(workshop.path("specs").join(path)).expect("a schema"), text);
    }
}

/// Draft-07 ignores what stands beside `$ref`.
#[test]
fn nothing_stands_beside_a_reference() {
    fn look(schema: &Value) {
        match schema {
            Value::Object(entries) => {
                assert!(!entries.contains_key("$ref") || entries.len() == 1, "{schema}");
                entries.values().for_each(look);
            }
            Value::Array(items) => items.iter().for_each(look),
            _ => {}
        }
    }
    for file in SpecFile::ALL {
        look(&serde_json::from_str(&document(*file)).expect("JSON"));
    }
}
