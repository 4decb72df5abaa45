//! Documents that somebody else has written.

use super::reading;
use countersign_codegen::model::{Api, Field, Type};
use countersign_codegen::openapi::{ImportError, Imported, import};
use serde_json::{Value, json};
use std::path::Path;

fn shown(imported: &Imported) -> String {
    let left_out = imported.left_out.iter().map(|one| format!("left out: {one}\n"));
    let files = imported.files().into_iter().map(|(path, text)| format!("==> {path}\n{text}"));
    left_out.chain(files).collect()
}

#[test]
fn documents_of_both_versions() {
    for file in ["wallet-3.0.json", "wallet-3.1.yaml"] {
        let place = Path::new("tests/openapi/foreign").join(file);
        let text = std::fs::read_to_string(&place).expect("a document");
        let imported = import(&text, file, "wallet").expect("an import");
        reading::checked(&imported);
        let expected =
            snapbox::Data::read_from(&place.with_extension("txt"), Some(snapbox::data::DataFormat::Text));
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(shown(&imported), expected.raw());
    }
}

/// A document with one endpoint whose request has these properties, and these components.
pub(crate) fn document(properties: &Value, schemas: &Value) -> String {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Test", "version": "1" },
        "paths": { "/v1/pay": { "post": {
            "summary": "Pay.",
            "requestBody": { "content": { "application/json": {
                "schema": { "type": "object", "properties": properties },
            } } },
            "responses": { "200": { "description": "Fine." } },
        } } },
        "components": { "schemas": schemas },
    })
    .to_string()
}

fn imported(properties: &Value, schemas: &Value) -> Imported {
    let imported = import(&document(properties, schemas), "test.json", "test").expect("an import");
    reading::checked(&imported);
    imported
}

fn field<'a>(api: &'a Api, name: &str) -> &'a Field {
    api.versions[0].endpoints[0].request.iter().find(|field| field.name == name).expect("the field")
}

fn reasons(imported: &Imported) -> Vec<String> {
    imported.left_out.iter().map(ToString::to_string).collect()
}

#[test]
fn a_password_is_sensitive_wherever_it_stands() {
    let password = json!({ "type": "string", "format": "password" });
    let properties = json!({
        "plain": password,
        "list": { "type": "array", "items": password },
        "map": { "type": "object", "additionalProperties": password },
        "lists": { "type": "array", "items": { "type": "array", "items": password } },
        "text": { "type": "string", "contentMediaType": "application/json", "contentSchema": password },
        "open": { "type": "array", "items": { "type": "string" } },
    });
    let imported = imported(&properties, &json!({}));
    for name in ["plain", "list", "map", "lists", "text"] {
        assert!(field(&imported.api, name).sensitive, "{name}");
    }
    assert!(!field(&imported.api, "open").sensitive);
}

#[test]
fn cycles_of_references_are_broken_and_named() {
    let refer = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let object = |field: &str, schema: Value| json!({ "type": "object", "properties": { field: schema } });
    let schemas = json!({
        "A": object("b", refer("B")),
        "B": object("c", json!({ "type": "array", "items": refer("C") })),
        "C": object("a", json!({ "type": "object", "additionalProperties": refer("A") })),
        "X": { "$ref": "#/components/schemas/Y" }, "Y": { "$ref": "#/components/schemas/X" },
        "L": { "type": "array", "items": { "$ref": "#/components/schemas/L" } },
        "M": { "allOf": [{ "$ref": "#/components/schemas/M" }, object("m", json!({ "type": "boolean" }))] },
    });
    let imported =
        imported(&json!({ "a": refer("A"), "x": refer("X"), "l": refer("L"), "m": refer("M") }), &schemas);
    let reasons = reasons(&imported);
    assert!(reasons.iter().any(|reason| reason.contains("the references form a cycle")), "{reasons:#?}");
    assert_eq!(field(&imported.api, "x").ty, Type::JSON);
    assert_eq!(field(&imported.api, "a").ty, Type::Named("A".to_owned()));
    assert_eq!(field(&imported.api, "m").ty, Type::Named("M".to_owned()));
}

#[test]
fn names_are_made_legal_and_stay_apart() {
    let object = || json!({ "type": "object", "properties": { "a": { "type": "boolean", "default": true } }, "required": ["a"] });
    let refer = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let names =
        ["com.wallet.Pay", "ComWalletPay", "comWalletPay", "3ds", "日本", "Amount", "AmountRequired", "Type"];
    let schemas: serde_json::Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), object())).collect();
    let properties: serde_json::Map<String, Value> =
        names.iter().enumerate().map(|(at, name)| (format!("f{at}"), refer(name))).collect();
    let imported = imported(&Value::Object(properties), &Value::Object(schemas));
    let types: Vec<&str> = imported.api.versions[0].types.iter().map(|ty| ty.name.as_str()).collect();
    assert_eq!(
        types,
        [
            "Amount",
            "AmountRequired2",
            "ComWalletPay",
            "ComWalletPay2",
            "ComWalletPay3",
            "Type",
            "Type2",
            "Type3ds"
        ]
    );
    assert_eq!(imported.left_out, []);
}

#[test]
fn examples_that_do_not_fit_are_marked() {
    let mut document: Value =
        serde_json::from_str(&document(&json!({ "a": { "type": "string", "maxLength": 1 } }), &json!({})))
            .expect("JSON");
    let content = &mut document["paths"]["/v1/pay"]["post"]["requestBody"]["content"]["application/json"];
    content["examples"] = json!({
        "good": { "value": { "a": "1" } },
        "bad": { "value": { "a": "12" } },
        "list": { "value": [] },
        "elsewhere": { "externalValue": "https://wallet.example/x.json" },
    });
    let imported = import(&document.to_string(), "test.json", "test").expect("an import");
    reading::checked(&imported);
    let examples = &imported.api.versions[0].endpoints[0].examples;
    let marks: Vec<(&str, Option<&str>)> =
        examples.iter().map(|example| (example.name.as_str(), example.breaks.as_deref())).collect();
    assert_eq!(marks, [("bad", Some("a has 2 characters; `max_length` is 1")), ("good", None)]);
    assert_eq!(imported.left_out.len(), 2);
}

#[test]
fn what_cannot_be_imported_says_why() {
    let again = |number: usize| format!("[{}]", vec![format!("*a{number}"); 10].join(", "));
    let rungs = |value: &dyn Fn(usize) -> String| -> String {
        let rungs = (1..30).map(|number| format!("a{number}: &a{number} {}\n", value(number - 1)));
        "a0: &a0 [x]\n".to_owned() + &rungs.collect::<String>()
    };
    let bomb = rungs(&again);
    let ladder = rungs(&|number| format!("{}*a{number}{}", "[".repeat(10), "]".repeat(10)));
    let table = [
        ("", "`Bad name`", "cannot be the name of an API"),
        ("{", "a", "is not JSON"),
        ("{} x", "a", "is not JSON"),
        ("a: [", "a", "error[C0002]"),
        ("a: &x [*x]\n", "a", "a value that it is in"),
        (&bomb, "a", "more than 1000000 values"),
        (&ladder, "a", "nested more than 64 deep"),
        ("{}", "a", "no OpenAPI document"),
        ("[]", "a", "no OpenAPI document"),
        (r#"{ "swagger": "2.0" }"#, "a", "is Swagger 2.0"),
        (r#"{ "openapi": "3.2.0" }"#, "a", "is OpenAPI 3.2.0"),
        (r#"{ "openapi": [] }"#, "a", "no OpenAPI document"),
        (
            r#"{ "openapi": "3.1.0", "paths": { "/v1/a": { "get": {} } } }"#,
            "a",
            "no operation of the document",
        ),
    ];
    for (text, name, message) in table {
        let error = import(text, "test", name).expect_err(text).to_string();
        assert!(error.contains(message), "{text}: {error}");
    }
    let text = r#"{ "openapi": "3.1.0", "paths": { "/v1/a": { "get": {} } } }"#;
    let Err(ImportError::Nothing(left_out)) = import(text, "test", "a") else { panic!("not nothing") };
    assert_eq!(left_out[0].to_string(), "/paths/~1v1~1a/get: only POST is used");
}

/// Each of these is what a rule for specs refuses. It is left out and named, and the rest stays.
#[test]
fn what_is_refused_of_outcomes_is_left_out() {
    let full = reading::api(Path::new("tests/openapi/full"), "full");
    let exported: Value =
        serde_json::from_str(&countersign_codegen::emit::openapi::document(&full)).expect("an export");
    let place = "/paths/~1v1~1orders~1place.htm/post";
    let cancel = "/paths/~1v1~1orders~1cancel.htm/post";
    let told = "/webhooks/v1~1orders~1notifyPlaced/post";
    let amount = "/components/schemas/v1.Amount/required";
    for (pointer, value, reason) in [
        (
            format!("{place}/x-countersign-settled-by/endpoint"),
            json!("v1/orders/none"),
            "what settles it is left out",
        ),
        (
            format!("{place}/x-countersign-settled-by/ask"),
            json!({ "nobody": "shop" }),
            "what settles it is left out",
        ),
        (
            format!("{place}/x-countersign-settled-by/where"),
            json!({ "nobody": "shop" }),
            "how the outcome becomes known is left out",
        ),
        (
            format!("{place}/x-countersign-settled-by/success"),
            json!(["NEVER"]),
            "how the outcome becomes known is left out",
        ),
        (
            format!("{place}/x-countersign-settled-by/not_found/codes"),
            json!(["BUSY"]),
            "how the outcome becomes known is left out",
        ),
        (format!("{place}/x-countersign-settled-by/not_found/final_after/times"), json!(0), "`times`"),
        (format!("{place}/x-countersign-settled-by/colour"), json!("red"), "colour"),
        (format!("{place}/x-countersign-settled-by"), json!("v1/orders/inquire"), "should be an object"),
        (format!("{cancel}/x-countersign-settled-by/unnamed"), json!("refused"), "`unnamed`"),
        (format!("{cancel}/x-countersign-settled-by/failure"), json!(["CANCELLED"]), "CANCELLED"),
        (
            format!("{place}/x-countersign-closed-by"),
            json!("v1/orders/inquire"),
            "what closes it is left out",
        ),
        (format!("{place}/x-countersign-idempotency-key"), json!(["orderId", "shop"]), "`all` or `any`"),
        (
            format!("{place}/x-countersign-idempotency-key"),
            json!({ "any": ["nobody"] }),
            "fields of the request",
        ),
        (format!("{place}/x-countersign-idempotency-key"), json!("inner"), "the idempotency key is left out"),
        (format!("{told}/x-countersign-idempotency-key"), json!("orderId"), "what it settles, are left out"),
        (
            format!("{told}/x-countersign-settles/0/endpoints"),
            json!(["v1/orders/none"]),
            "what it settles is left out",
        ),
        (format!("{told}/x-countersign-settles/0/when"), json!("or so"), "`when`"),
        (
            format!("{place}/x-countersign-results/0/accepted"),
            json!(["amount"]),
            "only a result of a call with status S or U",
        ),
        (
            format!("{place}/requestBody/content/application~1json/schema/properties/mail/x-countersign-id"),
            json!(true),
            "the mark of an id is left out",
        ),
        (amount.to_owned(), json!(["value"]), "the role is left out"),
        ("/x-countersign-currencies/IDR/multiple_of".to_owned(), json!(0), "`multiple_of`"),
        ("/x-countersign-currencies".to_owned(), json!(["IDR"]), "currencies"),
    ] {
        let mut document = exported.clone();
        let (owner, key) = pointer.rsplit_once('/').expect("a pointer");
        let owner = document.pointer_mut(owner).unwrap_or_else(|| panic!("nothing at {pointer}"));
        match owner.as_array_mut() {
            Some(list) => list[key.parse::<usize>().expect("a number")] = value.clone(),
            None => owner[key.replace("~1", "/")] = value.clone(),
        }
        let imported = import(&document.to_string(), "test.json", "full").expect("an import");
        reading::checked(&imported);
        let reasons = reasons(&imported);
        assert!(reasons.iter().any(|told| told.contains(reason)), "{pointer} {value}: {reasons:#?}");
        let calls = imported.api.versions.iter().map(|version| version.endpoints.len()).sum::<usize>();
        assert_eq!(calls, full.versions.iter().map(|version| version.endpoints.len()).sum::<usize>());
    }
}
