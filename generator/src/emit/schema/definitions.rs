//! A form as a JSON Schema.

use super::described::described;
use super::sandbox;
use crate::spec::forms::{Form, Key, NAMED, ONE_OR_MORE, SANDBOX, Takes};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The definitions that a schema refers to, by name.
#[derive(Default)]
pub(super) struct Definitions(BTreeMap<String, Value>);

impl Definitions {
    /// The definitions.
    pub(super) fn finish(self) -> BTreeMap<String, Value> {
        self.0
    }

    /// The schema of a value.
    pub(super) fn value(&mut self, takes: &Takes) -> Value {
        match takes {
            // YAML sees numbers and booleans where the reader takes their text.
            Takes::Text => json!({ "type": ["string", "number", "boolean"] }),
            Takes::Pattern(pattern) => json!({ "type": "string", "pattern": pattern }),
            Takes::Boolean => json!({ "type": "boolean" }),
            Takes::Integer(i64::MIN, i64::MAX) => json!({ "type": "integer" }),
            Takes::Integer(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
            Takes::Word(words) => json!({ "enum": words() }),
            Takes::Setting(words) => {
                let words: Vec<&str> = words.iter().map(|word| word.spelled).collect();
                json!({ "enum": words })
            }
            Takes::Nothing => json!({ "type": "null" }),
            Takes::Mapping(form) => self.reference(form()),
            Takes::List { of, min } => {
                json!({ "type": "array", "items": self.value(of), "minItems": min })
            }
            Takes::Entries { names, of, min } => json!({
                "type": "object",
                "propertyNames": { "pattern": names },
                "additionalProperties": self.value(of),
                "minProperties": min,
            }),
            Takes::Body => json!({ "type": "object" }),
            Takes::Any(alternatives) => {
                let alternatives: Vec<Value> = alternatives.iter().map(|takes| self.value(takes)).collect();
                json!({ "anyOf": alternatives })
            }
        }
    }

    fn reference(&mut self, form: &'static Form) -> Value {
        let name = form.name.split_once(' ').map_or(form.name, |(_, name)| name);
        let name = name.replace('`', "").replace(' ', "_");
        if !self.0.contains_key(&name) {
            // A field has fields: within its own definition, it is known already.
            self.0.insert(name.clone(), Value::Null);
            let schema = self.form(form);
            self.0.insert(name.clone(), schema);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    fn form(&mut self, form: &'static Form) -> Value {
        let names = form.names();
        let mut properties: Map<String, Value> =
            names.iter().map(|name| ((*name).to_owned(), self.property(form, name))).collect();
        let always = form.keys.iter().filter(|key| key.required && key.only.is_empty());
        let required: Vec<&str> = always.map(|key| key.name).collect();
        let together = form.keys.iter().filter(|key| !key.older && !key.with.is_empty());
        let together: Map<String, Value> =
            together.map(|key| (key.name.to_owned(), json!(key.with))).collect();
        let mut all = self.conditions(form);
        if !form.any_of.is_empty() {
            let one: Vec<Value> = form.any_of.iter().map(|key| json!({ "required": [key] })).collect();
            all.push(json!({ "anyOf": one }));
        }
        if std::ptr::eq(form, &raw const SANDBOX) {
            let paths = self.value(&ONE_OR_MORE);
            self.0.insert("path_or_paths".to_owned(), paths);
            for (name, keys) in sandbox::keys(&json!({ "$ref": "#/definitions/path_or_paths" })) {
                if let Some(property) = properties.get_mut(name) {
                    property["properties"] = keys;
                }
            }
            all.extend(sandbox::roles());
        }
        let others = form.others.as_ref().map_or(json!(false), |takes| self.value(takes));
        without_empty([
            ("type", json!("object")),
            ("properties", Value::Object(properties)),
            ("additionalProperties", others),
            ("required", json!(required)),
            ("dependencies", Value::Object(together)),
            ("allOf", Value::Array(all)),
        ])
    }

    /// A key, whatever its row.
    fn property(&mut self, form: &Form, name: &str) -> Value {
        let mut rows: Vec<Value> = form.rows(name).map(|key| self.described(key)).collect();
        if rows.len() > 1 { json!({ "anyOf": rows }) } else { rows.pop().unwrap_or_default() }
    }

    fn described(&mut self, key: &Key) -> Value {
        let value = self.value(&key.takes);
        described(value, key.about)
    }

    /// For each value of the key that decides: the keys that do not apply, those of several rows, and the required ones.
    fn conditions(&mut self, form: &Form) -> Vec<Value> {
        let Some((by, row)) = form.by.and_then(|by| Some((by, form.rows(by).next()?))) else {
            return Vec::new();
        };
        let depending: Vec<&str> = {
            let is_depending = |name: &&str| form.rows(name).any(|row| !row.only.is_empty());
            form.names().into_iter().filter(is_depending).collect()
        };
        let words = row.takes.words();
        let default = words.first().copied().filter(|_| !row.required);
        let values = words.iter().copied().chain(row.takes.has_names().then_some(NAMED));
        values
            .map(|value| {
                let mut keys = Map::new();
                let mut required = Vec::new();
                for name in &depending {
                    let row = form.rows(name).find(|row| row.applies(value));
                    required.extend(row.filter(|row| row.required).map(|row| row.name));
                    let several = form.rows(name).count() > 1;
                    match row {
                        None => drop(keys.insert((*name).to_owned(), json!(false))),
                        Some(row) if several => drop(keys.insert((*name).to_owned(), self.described(row))),
                        Some(_) => {}
                    }
                }
                let is =
                    if value == NAMED { json!({ "pattern": "^[A-Z]" }) } else { json!({ "const": value }) };
                let must = if default == Some(value) { json!([]) } else { json!([by]) };
                let then = [("properties", Value::Object(keys)), ("required", json!(required))];
                json!({
                    "if": without_empty([("properties", json!({ by: is })), ("required", must)]),
                    "then": without_empty(then),
                })
            })
            .collect()
    }
}

/// An object without those of its entries that say nothing; an empty `allOf` is not even allowed.
fn without_empty<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let says_nothing = |value: &Value| match value {
        Value::Object(entries) => entries.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    let entries = entries.into_iter().filter(|(_, value)| !says_nothing(value));
    Value::Object(entries.map(|(name, value)| (name.to_owned(), value)).collect())
}
