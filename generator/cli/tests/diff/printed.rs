//! JSON and changelog.

use super::case;
use countersign_codegen::diff::print;
use serde_json::Value;
use std::path::Path;

#[test]
fn json_says_all_that_text_says() {
    for path in super::cases() {
        let comparison = case(&path);
        let json: Value = serde_json::from_str(&print::json(&comparison)).expect("JSON");
        let changes = json["changes"].as_array().expect("changes");
        assert_eq!(changes.len(), comparison.changes.len());
        let highest = |part: &str| {
            let verdicts: Vec<&str> =
                changes.iter().filter_map(|change| change[part]["verdict"].as_str()).collect();
            ["major", "minor", "patch"]
                .into_iter()
                .find(|verdict| verdicts.contains(verdict))
                .unwrap_or("none")
        };
        assert_eq!(
            (json["wire"].as_str(), json["source"].as_str()),
            (Some(highest("wire")), Some(highest("source")))
        );
        assert_eq!(json["format"], 1);
    }
}

#[test]
fn json_is_as_documented() {
    let json: Value = serde_json::from_str(&print::json(&case(Path::new("tests/diff/url")))).expect("JSON");
    let expected: Value = serde_json::from_str(
        r#"{
            "kind": "became-text", "api": "url", "version": "v1", "endpoint": "rows/receiveBecameText", "type": null,
            "subject": "response.value", "sent": false, "received": true, "old": "url", "new": "string",
            "place": {
                "side": "new", "file": "tests/diff/url/new/url/v1/rows/receiveBecameText.yaml", "line": 5, "column": 3
            },
            "wire": {
                "verdict": "major",
                "reason": "readers may get what could not come before, and store or show less"
            },
            "source": {
                "verdict": "patch",
                "reason": "only the documentation says it, since nothing received is refused"
            }
        }"#,
    )
    .expect("JSON");
    assert_eq!(json["changes"][0], expected);
    assert_eq!((&json["old"], &json["new"]), (&"tests/diff/url/old".into(), &"tests/diff/url/new".into()));
}

#[test]
fn a_changelog_has_the_usual_sections() {
    let printed = |name: &str| print::changelog(&case(&Path::new("tests/diff").join(name)));
    let expected =
        snapbox::Data::read_from(Path::new("tests/diff/changelog.md"), Some(snapbox::data::DataFormat::Text));
    let all: String = ["fields-of-both-type", "endpoints", "apis", "words", "terminal-tricks", "nothing"]
        .map(printed)
        .concat();
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(all, expected.raw());
}
