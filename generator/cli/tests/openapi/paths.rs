//! Paths of documents, and the places and names that their operations get.

use super::reading;
use countersign_codegen::model::{Api, Endpoint};
use countersign_codegen::openapi::{ImportError, Imported, import, import_with_version};
use serde_json::{Value, json};

/// The document of a case under `tests/openapi/cases`.
fn case(name: &str) -> String {
    std::fs::read_to_string(format!("tests/openapi/cases/{name}.json")).expect("a document")
}

/// A document with an operation at each of these paths.
fn document(paths: &[&str]) -> String {
    let operation = json!({ "post": {
        "summary": "Does it.",
        "requestBody": { "content": { "application/json": { "schema": { "type": "object", "properties": {} } } } },
        "responses": { "200": { "description": "Fine." } },
    } });
    let paths: serde_json::Map<String, Value> =
        paths.iter().map(|path| ((*path).to_owned(), operation.clone())).collect();
    json!({ "openapi": "3.1.0", "info": { "title": "Test", "version": "1" }, "paths": paths }).to_string()
}

/// Imports, and reads what was written as the generator does.
fn read_again(imported: &Imported) -> Api {
    let folder = reading::checked(imported);
    reading::api(folder.path(), &imported.api.name)
}

/// Where each endpoint is, and its path on the wire.
fn places(api: &Api) -> Vec<(String, String)> {
    let endpoints = api.versions.iter().flat_map(|version| &version.endpoints);
    endpoints.map(|endpoint: &Endpoint| (endpoint.address(), api.url_path(endpoint))).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(place, path)| ((*place).to_owned(), (*path).to_owned())).collect()
}

#[test]
fn paths_without_a_version_get_one_for_their_files() {
    let text = case("no-version");
    let Err(ImportError::Nothing(left_out)) = import(&text, "case.json", "purse") else { panic!("imported") };
    assert!(left_out[0].to_string().contains("`--version v1` gives it one"), "{left_out:?}");
    let imported = import_with_version(&text, "case.json", "purse", Some("v1")).expect("an import");
    assert_eq!(imported.left_out, []);
    assert!(imported.files()["api.yaml"].contains("path_template: \"{base_path}/{path}\"\n"));
    let api = read_again(&imported);
    assert_eq!(places(&api), pairs(&[("v1/item/get", "/item/get")]));
    for bad in ["1", "v", "V1", "", "v1/x"] {
        let error = import_with_version(&text, "case.json", "purse", Some(bad)).expect_err(bad);
        assert!(error.to_string().contains("cannot be a version"), "{error}");
    }
}

#[test]
fn a_version_is_for_paths_that_have_none() {
    let text = document(&["/api/v2/pay", "/api/item/get", "/other/get"]);
    let imported = import_with_version(&text, "test.json", "test", Some("v1")).expect("an import");
    let reasons: Vec<String> = imported.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        ["/paths/~1other~1get/post: its path does not begin with `/api`, as those of most others"]
    );
    let api = read_again(&imported);
    assert_eq!(places(&api), pairs(&[("v1/api/item/get", "/api/item/get"), ("v2/pay", "/api/v2/pay")]));
}
