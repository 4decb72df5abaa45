//! The fields and cases of each role in the sandbox.

use super::described::described;
use crate::spec::vocabulary::{LedgerField, LedgerRole, RoleForm};
use serde_json::{Map, Value, json};

/// The keys of `fields` and `when`, whatever the role; `path` is the schema of a path, or several.
pub(super) fn keys(path: &Value) -> [(&'static str, Value); 2] {
    let fields = LedgerRole::FORMS.iter().flat_map(|form| form.fields);
    let cases = LedgerRole::FORMS.iter().flat_map(|form| form.cases);
    let key = |word: &str, about| (word.to_owned(), described(path.clone(), about));
    let fields: Map<String, Value> = fields.map(|field| key(field.word(), field.about())).collect();
    let cases: Map<String, Value> = cases.map(|case| key(case.word(), case.about())).collect();
    [("fields", Value::Object(fields)), ("when", Value::Object(cases))]
}

/// For each role: which keys `fields` and `when` may have, and which fields must be there.
pub(super) fn roles() -> impl Iterator<Item = Value> {
    LedgerRole::FORMS.iter().map(role)
}

fn role(form: &RoleForm) -> Value {
    let fields: Vec<&str> = form.fields.iter().map(|field| field.word()).collect();
    let cases: Vec<&str> = form.cases.iter().map(|case| case.word()).collect();
    let mut of_role = json!({
        "properties": {
            "fields": { "propertyNames": { "enum": fields } },
            // An empty `enum` is not allowed.
            "when": if cases.is_empty() { json!({ "maxProperties": 0 }) } else { json!({ "propertyNames": { "enum": cases } }) },
        },
    });
    if !form.needs.is_empty() {
        let needs: Vec<Value> = form.needs.iter().map(|group| one_of(group)).collect();
        of_role["properties"]["fields"]["allOf"] = Value::Array(needs);
        of_role["required"] = json!(["fields"]);
    }
    json!({
        "if": { "properties": { "role": { "const": form.role.word() } }, "required": ["role"] },
        "then": of_role,
    })
}

fn one_of(group: &[LedgerField]) -> Value {
    let one: Vec<Value> = group.iter().map(|field| json!({ "required": [field.word()] })).collect();
    json!({ "anyOf": one })
}
