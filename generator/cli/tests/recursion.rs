//! Types that contain themselves: nothing that reads specs goes around for ever.

use crate::support::Workshop;
use countersign_codegen::Generator;
use countersign_codegen::diff::compare;
use countersign_codegen::emit::{openapi, snippet};
use countersign_codegen::model::{Api, Shape, misfits, response_misfits, sample_request};
use serde_json::{Value, json};

/// Every way back: a list, a map, an optional field, two types that need each other but for one field.
const TYPES: &str = "Node:
  name: { type: string, max_length: 8, required: true, doc: Its name. }
  kids: { type: list, items: { type: Node }, required: true, doc: What is in it. }
  byName: { type: map, values: { type: Node }, required: true, doc: The same by name. }
  next: { type: Node, one_of: way, doc: The next one. }
  end: { type: boolean, one_of: way, doc: There is no next one. }
Owner:
  thing: { type: Thing, required: true, doc: What they own. }
Thing:
  owner: { type: Owner, sensitive: true, json_text: true, doc: Whose it is. }
  root: { type: Node, doc: What is in it. }
";
const SAVE: &str = "path: save
version: v1
summary: Saves a tree.
read_only: true
request:
  root: { type: Node, required: true, doc: The root. }
  owner: { type: Owner, required: true, doc: Whose it is. }
response:
  root: { type: Node, doc: The root. }
";

fn workshop() -> Workshop {
    let workshop = Workshop::new();
    workshop.spec("demo/v1/types.yaml", TYPES);
    workshop.spec("demo/v1/save.yaml", SAVE);
    workshop
}

fn api(workshop: &Workshop) -> Api {
    workshop.generator().read().unwrap_or_else(|error| panic!("{error}")).0.remove(0)
}

#[test]
fn a_list_of_its_own_type_is_generated() {
    let (apis, summary) = Generator::new("tests/recursion/specs").read().expect("specs without errors");
    assert_eq!(summary.report.findings().total(), 0, "{}", summary.report);
    assert_eq!(apis[0].name, "tree");
    let generated = tempfile::tempdir().expect("a folder");
    Generator::new("tests/recursion/specs").out_dir(generated.path()).generate().expect("generated");
    let types = std::fs::read_to_string(generated.path().join("tree/src/v1/types.rs")).expect("types");
    assert!(types.contains("pub kids: Option<Vec<Node>>"), "{types}");
}

#[test]
fn only_optional_fields_on_a_cycle_are_boxed() {
    let workshop = workshop();
    workshop.generator().generate().expect("generated");
    let types =
        String::from_utf8(workshop.output().remove("demo/src/v1/types.rs").expect("types")).expect("text");
    for field in [
        "pub kids: Vec<Node>",
        "pub by_name: BTreeMap<String, Node>",
        "pub next: Option<Box<Node>>",
        "pub thing: Thing",
        "pub owner: Option<Box<Sensitive<JsonText<Owner>>>>",
        "pub root: Option<Node>",
        "pub fn next(mut self, value: Node) -> Self",
        "self.next = Some(Box::new(value));",
        "self.owner = Some(Box::new(Sensitive::new(JsonText(value))));",
        "self.next = value.map(Box::new);",
    ] {
        assert!(types.contains(field), "{field}: {types}");
    }
}

#[test]
fn sample_values_end() {
    let api = api(&workshop());
    let (version, save) = api.endpoint("v1/save").expect("the endpoint");
    let body = sample_request(save, version).expect("a request");
    assert_eq!(body["root"]["kids"], json!([]));
    assert_eq!(body["root"]["end"], json!(true));
    assert_eq!(body["owner"], json!({ "thing": {} }));
    assert!(snippet(&api, version, save, &body).is_some());
}

fn deep(levels: usize) -> Value {
    (0..levels).fold(
        json!({ "name": "a", "kids": [], "byName": {}, "end": true }),
        |inner, _| json!({ "name": "a", "kids": [inner], "byName": {}, "end": true }),
    )
}

#[test]
fn values_are_checked_at_every_level() {
    let api = api(&workshop());
    let (version, save) = api.endpoint("v1/save").expect("the endpoint");
    let mut body = json!({ "root": deep(40), "owner": { "thing": {} } });
    assert_eq!(misfits(&body, &save.request, version), []);
    *body.pointer_mut(&format!("/root{}/name", "/kids/0".repeat(40))).expect("the innermost") = json!(1);
    let found = misfits(&body, &save.request, version);
    assert_eq!((found.len(), found[0].path.len()), (1, 82));
    let whole = json!({ "result": { "resultStatus": "S", "resultCode": "SUCCESS" }, "root": deep(3) });
    assert_eq!(response_misfits(&whole, save, version), []);
}

/// Each text is within the limits of a JSON parser; all of them together are not.
#[test]
fn texts_within_texts_end() {
    let api = api(&workshop());
    let (version, save) = api.endpoint("v1/save").expect("the endpoint");
    let owner = |inner: &Value| json!({ "thing": { "owner": inner.to_string(), "root": deep(50) } });
    let body = (0..3).fold(owner(&json!({ "thing": {} })), |inner, _| owner(&inner));
    assert_eq!(misfits(&json!({ "root": deep(0), "owner": body }), &save.request, version), []);
}

#[test]
fn documents_have_it_and_lose_nothing() {
    let api = api(&workshop());
    let document = openapi::document(&api);
    let imported = countersign_codegen::openapi::import(&document, "export.json", "demo").expect("an import");
    assert_eq!(imported.left_out, []);
    let written = Workshop::new();
    for (path, text) in imported.files() {
        written.spec(&format!("demo/{path}"), text);
    }
    assert_eq!(openapi::document(&self::api(&written)), document);
    let Shape::Object(fields) = &imported.api.versions[0].type_named("Node").expect("the type").shape else {
        panic!("an object")
    };
    assert_eq!(fields.len(), 5);
}

/// The importer takes over what a type may contain, and breaks what no value could end.
#[test]
fn the_importer_breaks_cycles_of_required_fields_alone() {
    let refer = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let object =
        |schema: Value| json!({ "type": "object", "properties": { "x": schema }, "required": ["x"] });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Trees", "version": "1" },
        "paths": { "/v1/save": { "post": { "summary": "Saves.", "requestBody": { "content": { "application/json": { "schema": {
            "type": "object", "properties": { "a": refer("A"), "c": refer("C") },
        } } } } } } },
        "components": { "schemas": {
            "A": object(json!({ "type": "array", "items": refer("B") })), "B": object(refer("A")),
            "C": object(refer("D")), "D": object(refer("C")),
        } },
    });
    let imported =
        countersign_codegen::openapi::import(&document.to_string(), "trees.json", "demo").expect("an import");
    let lost: Vec<String> =
        imported.left_out.iter().map(|one| format!("{}: {}", one.pointer, one.reason)).collect();
    assert_eq!(
        lost,
        ["/components/schemas/D/properties/x: a type cannot need itself (C -> D -> C); imported as `json`"]
    );
}

#[test]
fn types_that_take_the_place_of_each_other_are_compared_once() {
    let (old, new) = (workshop(), workshop());
    new.spec("demo/v1/types.yaml", TYPES.replace("Node", "Leaf").replace("max_length: 8", "max_length: 9"));
    new.spec("demo/v1/save.yaml", SAVE.replace("Node", "Leaf"));
    let changes = compare(&[api(&old)], &[api(&new)]);
    let subjects: Vec<&str> = changes.iter().map(|change| change.subject.as_str()).collect();
    assert!(subjects.contains(&"request.root.name"), "{subjects:?}");
    assert!(subjects.len() < 40, "{subjects:?}");
}
