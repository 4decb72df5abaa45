//! Documents that no person would write: each ends soon and without a panic, and what comes out has no errors.

use super::{import::document, reading};
use countersign_codegen::openapi::import;
use serde_json::{Map, Value, json};

fn survives(text: &str) {
    if let Ok(imported) = import(text, "test.json", "test") {
        // Printing must not fail either.
        let printed: Vec<String> = imported.left_out.iter().map(ToString::to_string).collect();
        assert!(printed.iter().all(|line| !line.contains(['\u{1b}', '\n'])), "{printed:?}");
        reading::checked(&imported);
    }
}

fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[test]
fn nesting_without_end() {
    for open in [r#"{"a":"#, "[", r#"{"openapi":"3.1.0","paths":{"#] {
        survives(&open.repeat(100_000));
    }
    survives(&"- ".repeat(10_000));
    for kind in ["items", "additionalProperties", "contentSchema"] {
        let mut schema = json!({ "type": "string" });
        for _ in 0..50 {
            let of = if kind == "items" { "array" } else { "object" };
            schema = json!({ "type": of, kind: schema });
        }
        survives(&document(&json!({ "a": schema }), &json!({})));
    }
    let mut object = json!({ "type": "boolean" });
    for _ in 0..30 {
        object = json!({ "type": "object", "properties": { "a": object } });
    }
    survives(&document(&json!({ "a": object }), &json!({})));
}

#[test]
fn bombs_of_references() {
    // Each schema refers to the next one twice: followed blindly, that is two to the power of sixty.
    for wrap in [
        |next: Value| json!({ "allOf": [next.clone(), next] }),
        |next: Value| json!({ "type": "object", "properties": { "a": next.clone(), "b": next } }),
        |next: Value| json!({ "oneOf": [next.clone(), next] }),
        |next: Value| json!({ "type": "array", "items": next }),
        |next: Value| next,
    ] {
        let mut schemas = Map::new();
        for n in 0..3_000 {
            schemas.insert(format!("S{n}"), wrap(refer(&format!("S{}", n + 1))));
        }
        schemas.insert(
            "S3000".to_owned(),
            json!({ "type": "object", "properties": { "z": { "type": "boolean" } } }),
        );
        survives(&document(&json!({ "a": refer("S0") }), &Value::Object(schemas)));
    }
    survives(&document(
        &json!({ "a": { "$ref": "#" }, "b": { "$ref": "#/paths" }, "c": { "$ref": "#/" } }),
        &json!({}),
    ));
}

#[test]
fn more_than_anybody_needs() {
    let many = |number: usize| -> Value {
        (0..number)
            .map(|n| (format!("f{n}"), json!({ "type": "string", "enum": ["A", "B"] })))
            .collect::<Map<_, _>>()
            .into()
    };
    survives(&document(&many(2_000), &json!({})));
    survives(&document(
        &json!({ "a": { "enum": (0..20_000).map(|n| format!("V{n}")).collect::<Vec<_>>() } }),
        &json!({}),
    ));
    let same: Map<String, Value> =
        (0..3_000).map(|n| (format!("日{n}本"), json!({ "properties": {} }))).collect();
    let used: Map<String, Value> = same.keys().map(|name| (name.clone(), refer(name))).take(500).collect();
    survives(&document(&Value::Object(used), &Value::Object(same)));
    survives(&document(
        &json!({ "a": { "type": "string", "pattern": "(a{1000}){1000}".repeat(50) } }),
        &json!({}),
    ));
    survives(&format!("{{ \"openapi\": \"3.1.0\", \"x\": \"{}\" }}", "x".repeat(33 * 1024 * 1024)));
}

#[test]
fn names_and_texts_of_all_kinds() {
    let texts = [
        "",
        " ",
        "\u{7}",
        "\u{202e}",
        "a\nb",
        "\t",
        "- a",
        "'",
        "\"",
        "\\",
        "#",
        ": ",
        "{{",
        "}}",
        "&a",
        "*a",
        "!t",
        "%",
        "@",
        "`",
        "null",
        "true",
        "1",
        "0x1",
        "~",
        "<<",
        "=",
        "?",
        "|",
        ">",
        "---",
        "...",
        "\u{feff}",
        "\u{2028}",
        "\u{10ffff}",
        "É",
        "result",
        "new",
        "self",
        "type",
        "doc",
        "Other",
        "_",
        "__",
        "a\u{0}b",
        "https://x",
        "a: b",
        "a #b",
        "[",
        "]",
        ",",
    ];
    for text in texts {
        let property = json!({
            "type": "string", "description": text, "title": text, "default": text, "format": text, "pattern": text,
            "deprecated": true, "x-countersign-required-when": text, "x-countersign-one-of": text,
            "x-countersign-forbidden-chars": text, "x-countersign-pattern": text, "x-countersign-deprecated": text,
            "x-countersign-id": true,
        });
        let listed =
            json!({ "enum": [text, "A"], "description": text, "x-enumDescriptions": { text: text } });
        let map =
            json!({ "type": "object", "additionalProperties": {}, "propertyNames": { "enum": [text] } });
        let properties = json!({ text: property, "listed": listed, "map": map, "again": refer(text) });
        let mut whole: Value =
            serde_json::from_str(&document(&properties, &json!({ text: properties }))).expect("JSON");
        whole["info"]["title"] = json!(text);
        whole["info"]["description"] = json!(text);
        whole["servers"] = json!([{ "url": text }]);
        whole["x-countersign-dialect"] = json!({
            "request_time": text, "response_time": text, "path_suffix": text, "sandbox_base_path": text, "content_type": text, "accept": text,
            "headers": { text: text, "A": text }, "encrypted": text, "content": [text], text: text,
        });
        let post = &mut whole["paths"]["/v1/pay"]["post"];
        post["summary"] = json!(text);
        post["description"] = json!(format!("{text}\n{text}\n  {text}"));
        post["x-countersign-results"] = json!([
            { "code": text, "status": "F", "action": text, "doc": text },
            { "code": "MAYBE", "status": "U", "accepted": [text] },
        ]);
        let mapping = json!({
            "endpoint": "v1/pay", "ask": { text: text }, "in": text, "where": { text: text }, "status": text,
            "success": [text], "failure": [text, "A"], "unnamed": "accepted",
            "not_found": { "codes": [text], "final_after": { "times": 1, "every": "1s" } },
        });
        post["x-countersign-settled-by"] = mapping;
        post["x-countersign-closed-by"] = json!(text);
        post["x-countersign-read-only"] = json!(text);
        post["x-countersign-idempotency-key"] = json!({ "any": [text] });
        post["x-countersign-settles"] = json!([{
            "endpoints": [text, "v1/pay"], "id": { text: text }, "when": text, "status": text, "success": [text],
            "failure": [],
        }]);
        whole["x-countersign-currencies"] =
            json!({ text: { "exponent": text, "multiple_of": text }, "IDR": text });
        let post = &mut whole["paths"]["/v1/pay"]["post"];
        let example = json!({ text: { "x-countersign-breaks": text, "value": { text: text, "a": [[text], { text: null }] } } });
        post["requestBody"]["content"]["application/json"]["examples"] = example;
        whole["paths"][format!("/v1/{text}")] = whole["paths"]["/v1/pay"].clone();
        whole["webhooks"] = json!({ text: whole["paths"]["/v1/pay"].clone() });
        survives(&whole.to_string());
    }
}
