//! Nothing is lost in silence: whatever a document says is in the specs, or is listed as left out.

use super::reading;
use countersign_codegen::diagnostics::Findings;
use countersign_codegen::model::{Field, Type};
use countersign_codegen::openapi::{Imported, import};
use countersign_codegen::spec::{FileId, json, parse_yaml};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Keys that say nothing about the API, or nothing that is not said elsewhere.
const SAYS_NOTHING: &[(&str, &str)] = &[
    ("/openapi", "version of the standard, and nothing else to import without it"),
    ("/info/version", "version of the document; paths have versions of their own"),
    ("/info/contact", "who publishes the document"),
    ("/info/license", "who publishes the document"),
    ("/info/termsOfService", "who publishes the document"),
    ("servers/*/description", "hosts are in the client's configuration"),
    ("variables/*/description", "hosts are in the client's configuration"),
    ("variables/*/enum", "hosts are in the client's configuration"),
    ("variables/region", "hosts are in the client's configuration"),
    ("servers/1", "a host with the same path is in the client's configuration"),
    ("tags/*/name", "paths say which endpoints belong together"),
    ("post/tags", "paths say which endpoints belong together"),
    ("post/operationId", "its path names an endpoint"),
    ("requestBody/required", "a request always has a body"),
    ("requestBodies/*/required", "a request always has a body"),
    ("parameters/3", "the signature is a header of every request"),
    ("headers/Response-Time", "a header that the client reads itself"),
    ("$schema", "schemas are referred to by pointers"),
    ("$id", "schemas are referred to by pointers"),
    ("$anchor", "schemas are referred to by pointers"),
    ("$dynamicAnchor", "schemas are referred to by pointers"),
    ("$comment", "it is for authors of the document"),
    ("/properties/result/properties/resultStatus", "the protocol's own"),
    ("/properties/result/properties/resultCode", "the protocol's own"),
];

/// Whether a place is one of a pattern, whose `*` is any key.
fn is_at(pointer: &str, pattern: &str) -> bool {
    let steps: Vec<&str> = pointer.split('/').collect();
    let wanted: Vec<&str> = pattern.split('/').collect();
    if pattern.starts_with('/') && !pattern.starts_with("/properties") && steps.len() != wanted.len() {
        return false;
    }
    let wanted = if pattern.starts_with('/') && pattern.starts_with("/properties") {
        &wanted[1..]
    } else {
        &wanted[..]
    };
    steps.len() >= wanted.len()
        && steps[steps.len() - wanted.len()..]
            .iter()
            .zip(wanted)
            .all(|(step, wanted)| wanted == &"*" || step == wanted)
}

/// Whether a value is the one that would be there anyway, or that others imply.
fn is_implied(pointer: &str, value: &Value, owner: &Value) -> bool {
    let key = pointer.rsplit('/').next().unwrap_or_default();
    let has = |key: &str| owner.get(key).is_some();
    match key {
        // What has values, properties or items needs no type to be told by.
        "type" => {
            has("enum")
                || has("const")
                || has("properties")
                || has("items")
                || has("allOf")
                || (has("additionalProperties") && owner["additionalProperties"].is_object())
        }
        // A name for people, beside a name or a text.
        "title" => has("description") || has("$ref") || pointer.starts_with("/components/schemas/Account"),
        "format" => matches!(value.as_str(), Some("int64" | "double" | "float")),
        "deprecated" | "nullable" => value == &Value::Bool(false),
        "additionalProperties" => value.is_boolean(),
        "description" => matches!(value.as_str(), Some("OK" | "Created" | "Seen.")),
        _ => {
            value.as_array().is_some_and(Vec::is_empty)
                || value.as_object().is_some_and(serde_json::Map::is_empty)
        }
    }
}

fn read(place: &Path) -> Value {
    let text = std::fs::read_to_string(place).expect("a document");
    let mut findings = Findings::default();
    let node = parse_yaml(FileId::default(), &text, &mut findings).unwrap_or_else(|| panic!("{place:?}"));
    json(&node)
}

/// What comes of a document: the specs, and the list of what is left out.
type Outcome = Option<(BTreeMap<String, String>, BTreeSet<String>)>;

fn outcome(document: &Value) -> Outcome {
    let imported = import(&document.to_string(), "test.json", "test").ok()?;
    Some((imported.files(), imported.left_out.iter().map(ToString::to_string).collect()))
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The places of a document that are not left out, from the operations on.
fn kept(document: &Value, left_out: &BTreeSet<String>) -> BTreeSet<String> {
    let mut kept = BTreeSet::new();
    let roots = document.as_object().expect("an object").keys().filter(|key| *key != "components");
    let mut waiting: Vec<String> = roots.map(|key| format!("/{}", escaped(key))).collect();
    while let Some(pointer) = waiting.pop() {
        if left_out.contains(&pointer) || !kept.insert(pointer.clone()) {
            continue;
        }
        match document.pointer(&pointer).expect("a place") {
            Value::Object(entries) => {
                for (key, value) in entries {
                    let target =
                        value.as_str().filter(|_| key == "$ref").and_then(|text| text.strip_prefix('#'));
                    waiting.extend(
                        target.filter(|target| document.pointer(target).is_some()).map(str::to_owned),
                    );
                    if key != "$defs" {
                        waiting.push(format!("{pointer}/{}", escaped(key)));
                    }
                }
            }
            Value::Array(items) => {
                waiting.extend((0..items.len()).map(|number| format!("{pointer}/{number}")))
            }
            _ => {}
        }
    }
    kept
}

fn without(document: &Value, pointer: &str) -> (Value, Value, Value) {
    let mut document = document.clone();
    let (owner, key) = pointer.rsplit_once('/').expect("a pointer");
    let place = document.pointer_mut(owner).expect("an owner");
    let before = place.clone();
    let removed = match place {
        Value::Array(items) => items.remove(key.parse::<usize>().expect("a number")),
        _ => {
            let key = key.replace("~1", "/").replace("~0", "~");
            place.as_object_mut().and_then(|entries| entries.remove(&key)).expect("an entry")
        }
    };
    (document, removed, before)
}

/// The places that can be taken out of a document without a difference to be seen.
fn lost(document: &Value) -> Vec<String> {
    let whole = outcome(document);
    let (_, left_out) = whole.as_ref().expect("an import");
    let pointers = left_out.iter().filter_map(|line| Some(line.split_once(": ")?.0.to_owned())).collect();
    let mut lost: Vec<String> = Vec::new();
    for pointer in kept(document, &pointers) {
        let is_known = |known: &String| pointer.starts_with(&format!("{known}/"));
        let says_nothing = SAYS_NOTHING.iter().any(|(pattern, _)| {
            let mut place = pointer.as_str();
            loop {
                if is_at(place, pattern) {
                    return true;
                }
                match place.rsplit_once('/') {
                    Some((owner, _)) => place = owner,
                    None => return false,
                }
            }
        });
        if says_nothing || lost.iter().any(is_known) {
            continue;
        }
        let (changed, removed, owner) = without(document, &pointer);
        if outcome(&changed) == whole && !is_implied(&pointer, &removed, &owner) {
            lost.push(pointer);
        }
    }
    lost
}

#[test]
fn whatever_is_taken_out_makes_a_difference() {
    let mut found: Vec<String> = Vec::new();
    for folder in ["larger", "foreign", "cases/import-silent-losses", "cases/any-media-type"] {
        let folder = Path::new("tests/openapi").join(folder);
        for entry in std::fs::read_dir(&folder).expect("documents") {
            let place = entry.expect("an entry").path();
            if place.extension().is_some_and(|extension| extension == "txt") {
                continue;
            }
            let document = read(&place);
            let name = place.file_name().expect("a name").to_string_lossy().into_owned();
            found.extend(lost(&document).into_iter().map(|pointer| format!("{name} {pointer}")));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The measure itself: what is not imported at all is found.
#[test]
fn a_loss_is_found() {
    let mut document = read(Path::new("tests/openapi/cases/any-media-type/openapi.json"));
    document["info"]["x-foo"] = Value::from("listed");
    assert_eq!(lost(&document), Vec::<String>::new());
    // A value under this key is never looked at.
    document["paths"]["/v1/pay"]["post"]["operationId"] = Value::from("pay");
    let whole = outcome(&document);
    let (changed, ..) = without(&document, "/paths/~1v1~1pay/post/operationId");
    assert_eq!(outcome(&changed), whole);
}

fn case(name: &str) -> Imported {
    let folder = Path::new("tests/openapi/cases").join(name);
    let place = ["openapi.yaml", "openapi.json"]
        .map(|file| folder.join(file))
        .into_iter()
        .find(|place| place.exists());
    let text = std::fs::read_to_string(place.expect("a document")).expect("a document");
    let imported = import(&text, name, "case").expect("an import");
    reading::checked(&imported);
    imported
}

fn left_out(imported: &Imported) -> Vec<String> {
    imported.left_out.iter().map(ToString::to_string).collect()
}

fn request(imported: &Imported) -> &[Field] {
    &imported.api.versions[0].endpoints[0].request
}

#[test]
fn what_was_lost_in_silence_is_carried_or_listed() {
    let imported = case("import-silent-losses");
    let response = "/paths/~1v1~1validate/post/responses/200";
    let fields = "/components/schemas/Request/properties";
    let of_enum = "only plain texts and addresses have a length";
    let expected = [
        format!("{response}/headers/X-Rate-Limit: the header `X-Rate-Limit` of a response is not read"),
        format!("{fields}/when/maxLength: {of_enum}"),
        format!("{fields}/kind/minLength: {of_enum}"),
        format!("{fields}/kind/maxLength: {of_enum}"),
        format!(
            "{response}/content/application~1json/schema/properties/result: every answer has the protocol's own object \
             under this name"
        ),
        "/components/schemas/Old/deprecated: only fields have it, not types, bodies, items of a list or values of a map"
            .to_owned(),
    ];
    assert_eq!(left_out(&imported), expected);
    let count = request(&imported).iter().find(|field| field.name == "count").expect("a field");
    assert_eq!(count.ty, Type::Integer { min: Some(i64::from(i32::MIN)), max: Some(i64::from(i32::MAX)) });
    let doc = imported.api.versions[0].endpoints[0].doc.as_deref();
    assert_eq!(doc, Some("Request: What is asked."));
}

#[test]
fn of_all_parts_the_stricter_limit_counts() {
    let imported = case("allof-narrowing");
    assert_eq!(left_out(&imported), Vec::<String>::new());
    let files = imported.files();
    let pay = &files["v1/pay.yaml"];
    assert!(pay.contains("id:   { type: string, max_length: 10 }"), "{pay}");
    assert!(pay.contains("kind: { type: enum, values: [card] }"), "{pay}");
}

#[test]
fn any_media_type_can_be_json() {
    let imported = case("any-media-type");
    assert_eq!(left_out(&imported), Vec::<String>::new());
    assert_eq!(imported.api.versions[0].endpoints[0].response[0].name, "paymentId");
}
