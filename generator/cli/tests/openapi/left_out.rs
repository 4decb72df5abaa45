//! Nothing is lost in silence: whatever a document says is in the specs, or is listed as left out.

use super::reading;
use countersign_codegen::diagnostics::Findings;
use countersign_codegen::model::{Field, Type};
use countersign_codegen::openapi::{Imported, import};
use countersign_codegen::spec::{FileId, json, parse_yaml};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Places that may go without a difference, and why: ends of pointers, in which `*` is any key.
const SAYS_NOTHING: &[(&str, &str)] = &[
    ("info/version", "it is the document's; paths have versions of their own"),
    ("info/contact", "it is about who publishes the document"),
    ("info/license", "it is about who publishes the document"),
    ("info/termsOfService", "it is about who publishes the document"),
    ("servers", "it has hosts only"),
    ("servers/*", "another host has the same path"),
    ("servers/*/variables", "they are of the host"),
    ("servers/*/description", "the client's configuration names the host"),
    ("variables/*/description", "the client's configuration names the host"),
    ("variables/*/enum", "the client's configuration names the host"),
    ("variables/region", "the client's configuration names the host"),
    ("tags/*/name", "paths say which endpoints belong together"),
    ("post/tags", "paths say which endpoints belong together"),
    ("post/operationId", "its path names an endpoint"),
    ("requestBody/required", "a request always has a body"),
    ("post/responses", "it has no fields and says no more than that it is one"),
    ("post/parameters/3", "the signature is a header of every request"),
    ("post/parameters/0/schema", "the signature is a header of every request"),
    ("~1v1~1payments~1pay/post/parameters/0", "the signature is a header of every request"),
    ("headers/Response-Time", "the client reads it"),
    ("All/$schema", "schemas are referred to by pointers"),
    ("All/$id", "schemas are referred to by pointers"),
    ("All/$anchor", "schemas are referred to by pointers"),
    ("All/$dynamicAnchor", "schemas are referred to by pointers"),
    ("All/$comment", "it is for authors"),
    ("properties/result", "it says no more than the protocol"),
    ("properties/result/type", "the protocol says it"),
    ("result/properties/resultStatus", "the protocol says it"),
    ("result/properties/resultCode", "the protocol says it"),
    ("Short/maxLength", "a limit beside its use is stricter"),
    ("AccountBase/properties/mask", "the other part says all of it"),
    ("mask/type", "the base says it"),
    ("AccountBase/properties/kind/type", "the other part says it"),
    ("count/format", "its limits are stricter"),
    ("size/type", "the other part says it"),
    ("size/format", "its limits are stricter"),
    ("Mode/enum/2", "`nullable` says it"),
    ("Mode/nullable", "its values say it"),
    ("kind/enum/3", "`nullable` says it"),
    ("kind/nullable", "its values say it"),
    ("User/title", "it is the name"),
    ("Account/title", "it is the name"),
];

/// Whether a pointer ends as a pattern says.
fn is_at(pointer: &str, pattern: &str) -> bool {
    let mut steps = pointer.rsplit('/');
    pattern.rsplit('/').all(|wanted| steps.next().is_some_and(|step| wanted == "*" || step == wanted))
}

/// Whether a value is the one that would be there anyway, or that its neighbours imply.
fn is_implied(pointer: &str, value: &Value, owner: &Value) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|key| owner.get(key).is_some());
    match pointer.rsplit('/').next().unwrap_or_default() {
        // What has values, properties or items needs no type to be told by.
        "type" => {
            has(&["enum", "const", "properties", "items", "allOf"])
                || owner.get("additionalProperties").is_some_and(Value::is_object)
        }
        // A name for people, beside a text.
        "title" => has(&["description"]),
        // What an integer and a number are in specs.
        "format" => matches!(value.as_str(), Some("int64" | "double" | "float")),
        // Specs do not limit further fields.
        "additionalProperties" => value.is_boolean(),
        // A text that must be there in OpenAPI.
        "description" => matches!(value.as_str(), Some("OK" | "Created" | "Fine." | "Seen." | "ok")),
        _ => value.as_object().is_some_and(serde_json::Map::is_empty),
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
    let (mut silent, mut lost): (Vec<String>, Vec<String>) = Default::default();
    for pointer in kept(document, &pointers) {
        if silent.iter().any(|known| pointer.starts_with(&format!("{known}/"))) {
            continue;
        }
        let (changed, removed, owner) = without(document, &pointer);
        if outcome(&changed) == whole {
            silent.push(pointer.clone());
            let is_allowed = SAYS_NOTHING.iter().any(|(pattern, _)| is_at(&pointer, pattern));
            if !is_allowed && !is_implied(&pointer, &removed, &owner) {
                lost.push(pointer);
            }
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

/// The measure itself: a key that is never looked at is found.
#[test]
fn a_loss_is_found() {
    let document = read(Path::new("tests/openapi/cases/any-media-type/openapi.json"));
    assert_eq!(lost(&document), Vec::<String>::new());
    let mut with_loss = document.clone();
    let schema = "/paths/~1v1~1pay/post/requestBody/content/application~1json/schema";
    with_loss.pointer_mut(schema).expect("a schema")["$comment"] = Value::from("never read");
    assert_eq!(lost(&with_loss), [format!("{schema}/$comment")]);
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
    let expected = [
        format!("{response}/headers/X-Rate-Limit: the header `X-Rate-Limit` of a response is not read"),
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
    let length = |name: &str| {
        let field = request(&imported).iter().find(|field| field.name == name).expect("a field");
        (field.written.min, field.written.max)
    };
    assert_eq!((length("when"), length("kind")), ((0, Some(30)), (1, Some(1))));
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
