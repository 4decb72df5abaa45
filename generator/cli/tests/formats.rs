//! Findings for programs: JSON, GitHub's workflow commands, SARIF; and warnings that count as errors.

use crate::cli::run;
use crate::support::{Workshop, endpoint};
use serde_json::{Value, json};
use std::fs;

/// An unknown key, which can be corrected, and a field without `doc`.
fn flawed() -> Workshop {
    let workshop = Workshop::furnished();
    let text = endpoint("cancel").replace("max_length: 64, required", "max_lenght: 64, required");
    workshop.spec("demo/v1/cancel.yaml", text.replace(", doc: Their number.", ""));
    workshop
}

/// One warning and no error.
fn imperfect() -> Workshop {
    let workshop = Workshop::furnished();
    workshop.spec("demo/v1/cancel.yaml", endpoint("cancel").replace(", doc: Their number.", ""));
    workshop
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn json_has_every_part() {
    let workshop = flawed();
    let checked = run(&workshop, &["check", "--format", "json"]).ended(1);
    assert_eq!(checked.err, "");
    let document = parsed(&checked.out);
    assert_eq!((&document["format"], &document["errors"]), (&json!(1), &json!(1)));
    let findings = document["findings"].as_array().expect("a list");
    assert_eq!(document["warnings"], json!(findings.len() - 1));
    let key = findings.iter().find(|finding| finding["id"] == "C0005").expect("the unknown key");
    let place = json!({
        "file": "specs/demo/v1/cancel.yaml",
        "start": { "line": 5, "column": 30, "byte": 88 },
        "end": { "line": 5, "column": 40, "byte": 98 },
    });
    let expected = json!({
        "id": "C0005",
        "rule": "unknown-key",
        "severity": "error",
        "message": "unknown key `max_lenght`",
        "place": place,
        "label": "not a key of a field",
        "related": [],
        "help": "a key with a similar name exists",
        "patch": { "place": place, "with": "max_length" },
    });
    assert_eq!(*key, expected);
    let text = fs::read_to_string(workshop.path("specs/demo/v1/cancel.yaml")).expect("a file");
    assert_eq!(text.get(88..98), Some("max_lenght"));
    let undocumented = findings.iter().find(|finding| finding["id"] == "C0030").expect("the warning");
    assert_eq!((&undocumented["severity"], &undocumented["patch"]), (&json!("warning"), &Value::Null));
}

#[test]
fn json_is_there_when_nothing_is_wrong_and_alone() {
    let workshop = Workshop::furnished();
    for arguments in [["check", "--format", "json"], ["generate", "--format", "json"]] {
        let run = run(&workshop, &arguments).ended(0);
        let nothing = json!({ "format": 1, "errors": 0, "warnings": 0, "findings": [], "drift": [] });
        assert_eq!((parsed(&run.out), run.err.as_str()), (nothing, ""));
    }
}

#[test]
fn drift_is_told_to_programs_too() {
    let workshop = Workshop::furnished();
    run(&workshop, &["generate"]).ended(0);
    fs::remove_file(workshop.path("generated/demo/src/lib.rs")).expect("removed");
    let as_json = run(&workshop, &["generate", "--check", "--format", "json"]).ended(1);
    let expected = json!([{ "file": "generated/demo/src/lib.rs", "change": "missing" }]);
    assert_eq!(parsed(&as_json.out)["drift"], expected);
    let github = run(&workshop, &["generate", "--check", "--format", "github"]).ended(1);
    assert_eq!(github.out, "::error file=generated/demo/src/lib.rs::missing; run `countersign generate`\n");
    assert!(github.err.starts_with("missing: generated/demo/src/lib.rs\nerror: "), "{}", github.err);
}

#[test]
fn github_shows_findings_beside_their_lines() {
    let checked = run(&flawed(), &["check", "--format", "github"]).ended(1);
    assert_eq!(checked.err, "");
    let error = "::error file=specs/demo/v1/cancel.yaml,line=5,endLine=5,col=30,endColumn=40,title=C0005 unknown-key\
                 ::unknown key `max_lenght`%0Aa key with a similar name exists: `max_length`\n";
    assert!(checked.out.contains(error), "{}", checked.out);
    assert!(
        checked.out.lines().any(|line| line.starts_with("::warning file=specs/demo/v1/cancel.yaml,line=8,"))
    );
    assert!(checked.out.lines().all(|line| line.starts_with("::error ") || line.starts_with("::warning ")));
}

#[test]
fn github_commands_cannot_be_smuggled_in() {
    let workshop = Workshop::furnished();
    workshop.spec("demo/v1/a,b::c%.yaml", "path: \"x\\n::error::gotcha\"\nversion: v1\nsummary: Nothing.\n");
    let checked = run(&workshop, &["check", "--format", "github"]).ended(1);
    assert!(checked.out.contains("file=specs/demo/v1/a%2Cb%3A%3Ac%25.yaml,"), "{}", checked.out);
    assert!(checked.out.lines().all(|line| !line.starts_with("::error::")), "{}", checked.out);
}

#[test]
fn sarif_has_what_its_schema_requires() {
    let checked = run(&flawed(), &["check", "--format", "sarif"]).ended(1);
    let document = parsed(&checked.out);
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(run["tool"]["driver"]["name"], "countersign");
    assert_eq!(rules.len(), countersign_codegen::rules::RULES.len());
    for rule in rules {
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string(), "{rule}");
        assert!(rule["help"]["text"].is_string() && rule["fullDescription"]["text"].is_string(), "{rule}");
        let level = rule["defaultConfiguration"]["level"].as_str();
        assert!(matches!(level, Some("error" | "warning")), "{rule}");
    }
    let results = run["results"].as_array().expect("results");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "specs/demo/v1/cancel.yaml");
        for key in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][key].as_u64().is_some_and(|number| number >= 1), "{result}");
        }
    }
    let key = results.iter().find(|result| result["ruleId"] == "C0005").expect("the unknown key");
    assert_eq!(key["level"], "error");
    let replacement = &key["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "max_length");
    let deleted = json!({ "startLine": 5, "startColumn": 30, "endLine": 5, "endColumn": 40 });
    assert_eq!(replacement["deletedRegion"], deleted);
}

#[test]
fn sarif_without_findings_has_an_empty_list() {
    let checked = run(&Workshop::furnished(), &["check", "--format", "sarif"]).ended(0);
    assert_eq!(parsed(&checked.out)["runs"][0]["results"], json!([]));
}

#[test]
fn denied_warnings_stop_the_generator() {
    let workshop = imperfect();
    run(&workshop, &["check"]).ended(0);
    let checked = run(&workshop, &["check", "--deny", "warnings"]).ended(1);
    assert!(checked.err.starts_with("error[C0030]: "), "{}", checked.err);
    assert!(checked.err.ends_with("error: 1 warning (denied) in 1 file\n"), "{}", checked.err);
    let quiet = run(&workshop, &["check", "--quiet", "--deny", "warnings"]).ended(1);
    assert_eq!(quiet.err, checked.err);
    let generated = run(&workshop, &["generate", "--deny", "warnings"]).ended(1);
    assert!(generated.err.ends_with("(denied) in 1 file; nothing written\n"), "{}", generated.err);
    assert!(!workshop.path("generated").exists());
    let document = parsed(&run(&workshop, &["check", "--deny", "warnings", "--format", "json"]).ended(1).out);
    assert_eq!((&document["errors"], &document["warnings"]), (&json!(1), &json!(0)));
    assert_eq!(document["findings"][0]["severity"], "error");
    run(&workshop, &["check", "--deny", "everything"]).ended(2);
    run(&workshop, &["generate"]).ended(0);
}
