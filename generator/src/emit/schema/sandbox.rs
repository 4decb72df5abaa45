//! The fields and cases of each role in the sandbox.

use super::described::described;
use crate::spec::vocabulary::{LedgerField, LedgerRole, RoleForm};
use serde_json::{Map, Value, json};

/// For each role: which keys `fields` and `when` may have, and which fields must be there.
///
/// `path` is the schema of a path, or several.
pub(super) fn roles(path: &Value) -> Vec<Value> {
    LedgerRole::FORMS.iter().map(|form| role(form, path)).collect()
}

fn role(form: &RoleForm, path: &Value) -> Value {
    let fields = form.fields.iter().map(|field| (field.word(), field.about()));
    let cases = form.cases.iter().map(|case| (case.word(), case.about()));
    let needs: Vec<Value> = form.needs.iter().map(|group| one_of(group)).collect();
    let mut fields = keys(fields, path);
    let mut required = Vec::new();
    if !needs.is_empty() {
        fields.insert("allOf".to_owned(), Value::Array(needs));
        required.push("fields");
    }
    json!({
        "if": { "properties": { "role": { "const": form.role.word() } }, "required": ["role"] },
        "then": { "properties": { "fields": fields, "when": keys(cases, path) }, "required": required },
    })
}

fn one_of(group: &[LedgerField]) -> Value {
    let one: Vec<Value> = group.iter().map(|field| json!({ "required": [field.word()] })).collect();
    json!({ "anyOf": one })
}

fn keys<'a>(words: impl Iterator<Item = (&'a str, &'a str)>, path: &Value) -> Map<String, Value> {
    let properties: Map<String, Value> =
        words.map(|(word, about)| (word.to_owned(), described(path.clone(), about))).collect();
    Map::from_iter([
        ("properties".to_owned(), Value::Object(properties)),
        ("additionalProperties".to_owned(), json!(false)),
    ])
}
