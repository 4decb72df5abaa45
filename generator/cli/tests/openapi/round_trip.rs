//! What is exported and imported is what it was.

use super::reading;
use countersign_codegen::emit::rust::Settings;
use countersign_codegen::emit::{openapi, rust, specs};
use countersign_codegen::model::Api;
use snapbox::IntoData;
use std::fs;
use std::path::Path;

/// The APIs of this repository, and one with every key of the format.
fn all() -> Vec<(&'static Path, String)> {
    let repository = Path::new("../../specs");
    let folders = fs::read_dir(repository).expect("the specs").map(|entry| entry.expect("an entry"));
    let names = folders.filter(|entry| entry.path().is_dir());
    let mut all: Vec<(&Path, String)> =
        names.map(|entry| (repository, entry.file_name().to_string_lossy().into_owned())).collect();
    all.sort();
    all.push((Path::new("tests/openapi/full"), "full".to_owned()));
    all.push((Path::new("tests/openapi/small"), "small".to_owned()));
    all.push((Path::new("../../tests/specs"), "paths".to_owned()));
    all
}

/// The model as text. Places differ, of course.
fn without_places(api: &Api) -> String {
    let text = format!("{api:#?}");
    let mut kept = String::with_capacity(text.len());
    let mut skipped: Option<usize> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        match skipped {
            Some(start) if depth > start => {}
            Some(_) => skipped = None,
            None if line.trim_start().starts_with("span: Span {") => skipped = Some(depth),
            None => {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    kept
}

/// Shows the difference if there is one.
fn same(after: &str, before: &str) {
    snapbox::Assert::new().eq(after.to_owned(), before.to_owned().raw());
}

#[test]
fn importing_an_export_gives_the_same_model() {
    let all = all();
    assert!(all.iter().any(|(_, name)| name == "claro") && all.len() > 2);
    for (folder, name) in all {
        let before = reading::api(folder, &name);
        let document = openapi::document(&before);
        let imported =
            countersign_codegen::openapi::import(&document, "export.json", &name).expect("an import");
        assert_eq!(imported.left_out, [], "{name}");
        let written = reading::checked(&imported);
        let after = reading::api(written.path(), &name);
        same(&without_places(&after), &without_places(&before));
        assert_eq!(
            rust::files(&after, &Settings::default()),
            rust::files(&before, &Settings::default()),
            "{name}"
        );
        assert_eq!(openapi::document(&after), document, "{name}");
    }
}

#[test]
fn written_specs_are_read_as_the_same_model() {
    for (folder, name) in all() {
        let before = reading::api(folder, &name);
        let files = specs::files(&before);
        let longest = files
            .values()
            .flat_map(|text| text.lines())
            .filter(|line| line.contains("{ type"))
            .map(|line| line.chars().count());
        assert!(longest.max().unwrap_or_default() <= 120, "{name}");
        let written = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in &files {
            let place = written.path().join(&name).join(path);
            fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
            fs::write(&place, text).expect("a file");
        }
        let after = reading::api(written.path(), &name);
        same(&without_places(&after), &without_places(&before));
        assert_eq!(specs::files(&after), files, "{name}: writing twice gives the same");
    }
}

#[test]
fn the_comparison_sees_differences() {
    let small = reading::api(Path::new("tests/openapi/small"), "small");
    let mut other = small.clone();
    other.versions[0].endpoints[1].request[0].required = false;
    assert_ne!(without_places(&small), without_places(&other));
    let mut moved = small.clone();
    moved.versions[0].endpoints[1].span.start += 1;
    assert_eq!(without_places(&small), without_places(&moved));
}

#[test]
fn an_unusual_dialect_is_to_be_seen() {
    let document = openapi::document(&reading::api(Path::new("tests/openapi/full"), "full"));
    let document: serde_json::Value = serde_json::from_str(&document).expect("JSON");
    assert!(document["paths"].as_object().expect("paths").keys().all(|path| path.ends_with(".htm")));
    let parameters = &document["components"]["parameters"];
    assert_eq!(parameters["Accept-Language"]["schema"]["const"], "en, de");
    assert_eq!(parameters["x_7ey"]["name"], "x~y");
    for name in ["Request-Id", "Encrypt"] {
        assert_eq!(parameters[name]["required"], true, "{name}");
    }
    let response_time = &document["components"]["headers"]["Response-Time"];
    assert_eq!(parameters["Request-Time"]["example"], "1685599933871");
    assert_eq!(response_time["example"], "2019-04-04T06:38:56Z");
    assert_eq!(response_time["schema"]["format"], "date-time");
    let signature = &parameters["Signature"];
    let example = signature["example"].as_str().expect("an example");
    assert!(example.starts_with("algorithm=SHA256withRSA,signature="), "{example}");
    let pattern = signature["schema"]["pattern"].as_str().expect("a pattern");
    assert!(regex_lite::Regex::new(pattern).expect("a pattern").is_match(example), "{pattern}");
    let description = signature["description"].as_str().expect("a description");
    assert!(
        description
            .contains("POST./mini/api/{version}/{path}.htm.{Client-Id}.{Request-Id}.{Request-Time}.{body}"),
        "{description}"
    );
    let base_path = &document["servers"][0]["variables"]["base_path"];
    assert_eq!(base_path["enum"], serde_json::json!(["/mini/api", "/mini/sandbox/api"]));
}

#[test]
fn a_small_document() {
    let document = openapi::document(&reading::api(Path::new("tests/openapi/small"), "small"));
    let expected = Path::new("tests/openapi/small/openapi.json");
    let expected = snapbox::Data::read_from(expected, Some(snapbox::data::DataFormat::Text));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(document, expected.raw());
}

/// The repository's own files are the model of how they are laid out.
#[test]
fn specs_are_laid_out_as_people_write_them() {
    let files = specs::files(&reading::api(Path::new("tests/openapi/full"), "full"));
    let all: String = files.iter().map(|(path, text)| format!("==> {path}\n{text}")).collect();
    let expected = Path::new("tests/openapi/full/written.txt");
    let expected = snapbox::Data::read_from(expected, Some(snapbox::data::DataFormat::Text));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(all, expected.raw());
}
