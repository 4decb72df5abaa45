//! A field and its type.

use super::inline_enums::InlineEnums;
use super::yaml::{Entry, Yaml, entry};
use crate::model::{Comparison, Enum, EnumValue, Field, TextLimits, Type};
use serde_json::Value;

/// The fields of an object, as written.
pub(super) fn fields(fields: &[Field], inline_enums: &InlineEnums<'_>) -> Vec<Entry> {
    fields.iter().map(|field| entry(&field.name, Yaml::Map(keys(field, inline_enums)))).collect()
}

/// `additional_fields: true`, where an object has them.
pub(super) fn additional_fields(additional: bool) -> Option<Entry> {
    additional.then(|| entry("additional_fields", Yaml::yes()))
}

fn keys(field: &Field, inline_enums: &InlineEnums<'_>) -> Vec<Entry> {
    let mut keys = written_type(&field.ty, inline_enums, field.unseen.max_length);
    let mut add = |key: &str, value: Option<Yaml>| keys.extend(value.map(|value| entry(key, value)));
    let yes = |set: bool| set.then(Yaml::yes);
    add("max_length", field.written.max.map(Yaml::number));
    add("min_length", (field.written.min > 0).then(|| Yaml::number(field.written.min)));
    add("wire", field.quoted.then(|| Yaml::text("quoted")));
    add("required", yes(field.required));
    let required_when = (!field.required_when.is_empty()).then(|| Comparison::spelled(&field.required_when));
    add("required_when", required_when.map(Yaml::text));
    add("condition", field.condition.as_ref().map(Yaml::prose));
    add("one_of", field.one_of.as_ref().map(Yaml::text));
    add("json_text", yes(field.json_text));
    add("nullable", yes(field.nullable));
    add("id", yes(field.id));
    add("sensitive", yes(field.sensitive));
    let unseen = field.unseen.words();
    add("unseen", (!unseen.is_empty()).then(|| Yaml::List(unseen.into_iter().map(Yaml::text).collect())));
    add("default", field.default.as_deref().map(default));
    add("deprecated", field.deprecated.as_ref().map(Yaml::prose));
    add("doc", field.doc.as_ref().map(Yaml::prose));
    add("rust_name", field.rust_name.as_ref().map(Yaml::text));
    keys
}

/// The model keeps a default as JSON.
fn default(json: &str) -> Yaml {
    match serde_json::from_str(json) {
        Ok(value @ (Value::Bool(_) | Value::Number(_))) => Yaml::json(&value),
        Ok(Value::String(text)) => Yaml::text(text),
        _ => Yaml::text(json),
    }
}

/// `unseen`: the length is not stated by the wallet, which is not the same as unlimited.
fn written_type(ty: &Type, inline_enums: &InlineEnums<'_>, unseen: bool) -> Vec<Entry> {
    if let Some(values) = inline_enums.get(ty) {
        return enumeration(values, Yaml::Map);
    }
    let kind = entry("type", Yaml::text(ty.keyword()));
    match ty {
        Type::Text(limits) | Type::Url(limits) => text(kind, limits, unseen),
        Type::Integer { min, max } => {
            let limit = |key: &str, limit: &Option<i64>| limit.map(|limit| entry(key, Yaml::number(limit)));
            [Some(kind), limit("min", min), limit("max", max)].into_iter().flatten().collect()
        }
        Type::Primitive(_) | Type::Named(_) => vec![kind],
        Type::List { items, max } => {
            let mut keys = vec![kind, entry("items", Yaml::Map(written_type(items, inline_enums, unseen)))];
            keys.extend(max.map(|max| entry("max_items", Yaml::number(max))));
            keys
        }
        Type::Map { values, keys: limits } => {
            let mut keys = vec![kind, entry("values", Yaml::Map(written_type(values, inline_enums, unseen)))];
            if !limits.allowed.is_empty() {
                keys.push(entry("keys", Yaml::texts(&limits.allowed)));
            }
            let limit = |key: &str, limit: Option<usize>| limit.map(|limit| entry(key, Yaml::number(limit)));
            keys.extend(limit("max_entries", limits.max_entries));
            keys.extend(limit("max_key_length", limits.max_length));
            keys
        }
    }
}

fn text(kind: Entry, limits: &TextLimits, unseen: bool) -> Vec<Entry> {
    let max = limits.max.map(Yaml::number).or_else(|| (!unseen).then(|| Yaml::text("unlimited")));
    let mut keys = vec![kind];
    keys.extend(max.map(|max| entry("max_length", max)));
    if limits.min > 0 {
        keys.push(entry("min_length", Yaml::number(limits.min)));
    }
    keys.extend(limits.pattern.as_ref().map(|pattern| entry("pattern", Yaml::text(pattern))));
    if !limits.forbidden_chars.is_empty() {
        keys.push(entry("forbidden_chars", Yaml::text(&limits.forbidden_chars)));
    }
    keys
}

/// `type: enum` and its values; `documented` is how values with docs are written.
pub(super) fn enumeration(values: &Enum, documented: fn(Vec<Entry>) -> Yaml) -> Vec<Entry> {
    let mut keys = vec![entry("type", Yaml::text("enum"))];
    keys.push(values_of(values, documented));
    keys.extend(values.open.then(|| entry("open", Yaml::yes())));
    keys
}

/// A list, or with docs and names in Rust a mapping from values to these.
pub(super) fn values_of(values: &Enum, documented: fn(Vec<Entry>) -> Yaml) -> Entry {
    if values.values.iter().all(|value| value.doc.is_none() && value.rust_name.is_none()) {
        return entry(
            "values",
            Yaml::List(values.values.iter().map(|value| Yaml::text(&value.value)).collect()),
        );
    }
    let documentation = |value: &EnumValue| match (&value.doc, &value.rust_name) {
        (None, None) => Yaml::Plain("~".to_owned()),
        (Some(doc), None) => Yaml::prose(doc),
        (doc, Some(name)) => {
            let doc = doc.as_ref().map(|doc| entry("doc", Yaml::prose(doc)));
            Yaml::Map(doc.into_iter().chain([entry("rust_name", Yaml::text(name))]).collect())
        }
    };
    let entries = values.values.iter().map(|value| entry(&value.value, documentation(value)));
    entry("values", documented(entries.collect()))
}
