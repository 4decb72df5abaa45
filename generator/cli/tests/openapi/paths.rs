//! Paths of documents, and the places and names that their operations get.

use super::reading;
use countersign_codegen::emit::rust::{self, Settings};
use countersign_codegen::model::{Api, Endpoint, Shape, names};
use countersign_codegen::openapi::{ImportError, Imported, import, import_with_version};
use countersign_codegen::spec::vocabulary::is_device;
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
    assert_eq!(places(&api), pairs(&[("v1/item/get", "/api/item/get"), ("v2/pay", "/api/v2/pay")]));
}

#[test]
fn an_endpoint_and_a_group_of_one_name_are_both_imported() {
    let imported = import(&case("path-prefix-clash"), "case.json", "orders").expect("an import");
    assert_eq!(imported.left_out, []);
    let api = read_again(&imported);
    assert_eq!(
        places(&api),
        pairs(&[("v1/orders", "/v1/orders"), ("v1/orders/cancel", "/v1/orders/cancel")])
    );
    let crate_files = rust::files(&api, &Settings::default());
    let version = &crate_files["src/v1/mod.rs"];
    for part in [
        "pub fn orders(self, request: &'a OrdersRequest)",
        "pub fn orders_group(self) -> orders_group::Calls<'a>",
    ] {
        assert!(version.contains(part), "{version}");
    }
    assert!(crate_files.contains_key("src/v1/orders_group/cancel.rs"), "{:?}", crate_files.keys());
}

#[test]
fn no_file_system_refuses_or_folds_a_file() {
    let paths = [
        "/v1/con",
        "/v1/Orders/get",
        "/v1/orders/GET",
        "/v1/orders/aux/x",
        "/v1/types",
        "/v1/results",
        "/v1/nul.x",
    ];
    let imported = import(&document(&paths), "test.json", "test").expect("an import");
    assert_eq!(imported.left_out, []);
    let api = read_again(&imported);
    let expected = [
        ("v1/Orders/get", "/v1/Orders/get"),
        ("v1/Orders/GET_2", "/v1/orders/GET"),
        ("v1/Orders/aux_2/x", "/v1/orders/aux/x"),
        ("v1/con_2", "/v1/con"),
        ("v1/nul_2.x", "/v1/nul.x"),
        ("v1/results_2", "/v1/results"),
        ("v1/types_2", "/v1/types"),
    ];
    let mut found = places(&api);
    let mut expected = pairs(&expected);
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    let files = rust::files(&api, &Settings::default()).into_keys().chain(imported.files().into_keys());
    for file in files {
        assert!(file.split('/').all(|part| !is_device(part)), "{file}");
    }
}

#[test]
fn names_that_meet_in_rust_are_kept_apart() {
    let paths = ["/v1/orders/get-one", "/v1/orders/getOne", "/v1/IPList", "/v1/IpList"];
    let mut document: Value = serde_json::from_str(&document(&paths)).expect("JSON");
    let schema = "/paths/~1v1~1IPList/post/requestBody/content/application~1json/schema/properties";
    *document.pointer_mut(schema).expect("properties") = json!({
        "connectionString": { "type": "string", "maxLength": 9 },
        "connection_string": { "type": "string", "maxLength": 9 },
        "IPAddress": { "type": "string", "maxLength": 9 },
        "IpAddress": { "type": "string", "maxLength": 9 },
        "order": { "type": "string", "enum": ["asc", "ASC", "-1", "1", "URLType", "UrlType"] },
    });
    let imported = import(&document.to_string(), "test.json", "test").expect("an import");
    assert_eq!(imported.left_out, []);
    let api = read_again(&imported);
    let of = |path: &str| api.endpoint(path).expect("an endpoint").1;
    let list = of("v1/IPList");
    let fields: Vec<String> = list.request.iter().map(names::field).collect();
    let expected =
        ["ip_address", "ip_address2", "connection_string", "connection_underscore_string", "order"];
    assert_eq!(fields, expected);
    let Shape::Enum(order) = &api.versions[0].type_named("IpListOrder").expect("the enum").shape else {
        panic!("an object")
    };
    let values: Vec<(&str, String)> =
        order.values.iter().map(|value| (value.value.as_str(), names::variant(value))).collect();
    let expected = [
        ("asc", "AscLower"),
        ("ASC", "AscUpper"),
        ("-1", "Minus1"),
        ("1", "_1"),
        ("URLType", "UrlType"),
        ("UrlType", "UrlType2"),
    ];
    assert_eq!(values, expected.map(|(value, name)| (value, name.to_owned())));
    let methods = ["v1/IPList", "v1/IpList_2", "v1/orders/get-one", "v1/orders/getOne"];
    assert_eq!(
        methods.map(|path| names::method(of(path))),
        ["ip_list", "ip_list_2", "get_dash_one", "get_one"]
    );
    assert!(imported.files()["v1/IPList.yaml"].contains("rust_name: ip_address2"));
}

/// Names that get a number, as types of two endpoints would have one name.
#[test]
fn types_that_meet_in_rust_are_kept_apart() {
    let paths = ["/v1/NEWNotification", "/v1/new_2", "/v1/pay", "/v1/payHeaders"];
    let mut document: Value = serde_json::from_str(&document(&paths)).expect("JSON");
    let pay = document.pointer_mut("/paths/~1v1~1pay/post").expect("an operation");
    pay["parameters"] = json!([
        { "name": "Agent-Token", "in": "header", "required": true, "schema": { "type": "string", "maxLength": 8 } }
    ]);
    let webhook = document.pointer("/paths/~1v1~1payHeaders").expect("a path").clone();
    document["webhooks"] = json!({ "new": webhook });
    let imported = import(&document.to_string(), "test.json", "test").expect("an import");
    assert_eq!(imported.left_out, []);
    let api = read_again(&imported);
    let methods = api.versions[0].endpoints.iter();
    let methods: Vec<_> = methods.map(|one| (one.path.as_str(), names::method(one))).collect();
    let expected = [
        ("NEWNotification", "new_notification"),
        ("new", "new_3"),
        ("new_2", "new_2"),
        ("pay", "pay"),
        ("payHeaders", "pay_headers_2"),
    ];
    assert_eq!(methods, expected.map(|(path, method)| (path, method.to_owned())));
}
