//! `type` and the keys that go with it.

use super::mapping::{Mapping, text, unique};
use crate::diagnostics::{Finding, Findings};
use crate::spec::findings::{
    bad_value, duplicate, invalid_pattern, key_does_not_apply, name_not_allowed, wrong_kind,
};
use crate::spec::forms::{FIELD, Form, NAMED, PART, VALUE};
use crate::spec::syntax::{LengthSpec, TextSpec, TypeSpec};
use crate::spec::vocabulary::{Enum, EnumValue, KeyLimits, Named, Primitive, TextLimits, built_in_types};
use crate::spec::{Entry, Node, Span, Spanned, Value};
use std::collections::HashMap;

/// Reads `type` and its limits.
pub(super) fn written_type(
    field: &Mapping<'_>,
    form: &'static Form,
    findings: &mut Findings,
) -> Spanned<TypeSpec> {
    let broken = Spanned::new(TypeSpec::Broken, field.at);
    let Some(kind) = field.text("type", findings) else { return broken };
    check_keys(field, &kind.value, form, findings);
    let ty = match kind.value.as_str() {
        "string" => TypeSpec::Text(text_limits(field, findings)),
        "url" => TypeSpec::Url(text_limits(field, findings)),
        "integer" => integer(field, findings),
        "enum" => enumeration(field, findings).map_or(TypeSpec::Broken, TypeSpec::Enum),
        "list" => TypeSpec::List {
            items: Box::new(part(field, "items", "list", findings)),
            max: count(field.integer("max_items", findings)),
        },
        "map" => TypeSpec::Map {
            values: Box::new(part(field, "values", "map", findings)),
            keys: KeyLimits {
                allowed: keys(field, findings),
                max_entries: count(field.integer("max_entries", findings)),
                max_length: count(field.integer("max_key_length", findings)),
            },
        },
        keyword => match Primitive::named(keyword) {
            Some(primitive) => TypeSpec::Primitive(primitive),
            None => TypeSpec::Named(kind.value),
        },
    };
    Spanned::new(ty, kind.span)
}

/// The name of a type in `types.yaml`, by its form.
fn is_type_name(kind: &str) -> bool {
    kind.starts_with(|c: char| c.is_ascii_uppercase())
}

/// `form` is that of a field, or of a part of one.
fn check_keys(field: &Mapping<'_>, kind: &str, form: &'static Form, findings: &mut Findings) {
    let kind_of_type = if is_type_name(kind) { NAMED } else { kind };
    // A misspelled `strnig` is reported as an unknown type, and its limits are not to blame.
    let known = kind_of_type == NAMED || built_in_types().any(|known| known == kind);
    for entry in field.entries() {
        let key = entry.key.as_str();
        let (to, belongs_to) = if form.rows(key).next().is_none() {
            ("the parts of a list or map".to_owned(), "the field itself".to_owned())
        } else if known && !form.applies(key, kind_of_type) {
            let types = built_in_types().filter(|kind| form.applies(key, kind));
            let belongs_to = format!("fields of type {}", crate::diagnostics::listed(types));
            (format!("a field of type `{kind}`"), belongs_to)
        } else {
            continue;
        };
        findings.push(key_does_not_apply::finding(entry, &to, &belongs_to));
    }
}

fn text_limits(field: &Mapping<'_>, findings: &mut Findings) -> TextSpec {
    let LengthSpec { max, min, .. } = length(field, findings);
    let limits = TextLimits {
        max: count(max),
        min: count(min).unwrap_or_default(),
        pattern: pattern(field, findings),
        forbidden_chars: forbidden_chars(field, findings),
    };
    let limit_stated = field.get("max_length").is_some();
    TextSpec { limits, limit_stated }
}

/// `max_length` and `min_length`.
pub(super) fn length(field: &Mapping<'_>, findings: &mut Findings) -> LengthSpec {
    let unlimited = field.get("max_length").and_then(|entry| entry.value.scalar());
    let unlimited = unlimited.is_some_and(|scalar| scalar.text == "unlimited");
    let max = if unlimited { None } else { max_length(field, findings) };
    let min = field.integer("min_length", findings);
    if let (Some(min), Some(max)) = (&min, &max)
        && min.value > max.value
    {
        let message = "`min_length` is above `max_length`";
        findings.push(bad_value::contradiction(min.span, message, max.span, "less"));
    }
    let keys = field.entries().filter(|entry| matches!(entry.key.as_str(), "max_length" | "min_length"));
    LengthSpec { max, min, keys: keys.map(|entry| Spanned::new(entry.key.clone(), entry.key_span)).collect() }
}

fn max_length(field: &Mapping<'_>, findings: &mut Findings) -> Option<Spanned<i64>> {
    let mut own = Findings::default();
    let max = field.integer("max_length", &mut own);
    for finding in own.kept() {
        let finding = finding.clone();
        findings.push(match finding.help {
            Some(_) => finding,
            None => finding.help("when the wallet states no limit, write `max_length: unlimited`"),
        });
    }
    max
}

fn pattern(field: &Mapping<'_>, findings: &mut Findings) -> Option<String> {
    let pattern = field.text("pattern", findings)?;
    if let Err(error) = regex_lite::Regex::new(&format!("^(?:{})$", pattern.value)) {
        findings.push(invalid_pattern::finding(pattern.span, &error));
    }
    Some(pattern.value)
}

/// Not `Mapping::text`: what is forbidden may well be a control character.
fn forbidden_chars(field: &Mapping<'_>, findings: &mut Findings) -> String {
    let entry = field.get("forbidden_chars");
    let text = entry.and_then(|entry| text(&entry.value, "forbidden_chars", entry.key_span, findings));
    text.map(|text| text.value).unwrap_or_default()
}

fn integer(field: &Mapping<'_>, findings: &mut Findings) -> TypeSpec {
    let min = field.integer("min", findings);
    let max = field.integer("max", findings);
    if let (Some(min), Some(max)) = (&min, &max)
        && min.value > max.value
    {
        findings.push(bad_value::contradiction(min.span, "`min` is above `max`", max.span, "less"));
    }
    TypeSpec::Integer { min: min.map(|min| min.value), max: max.map(|max| max.value) }
}

/// The type under `items` or `values`.
fn part(field: &Mapping<'_>, key: &str, kind: &str, findings: &mut Findings) -> Spanned<TypeSpec> {
    let broken = Spanned::new(TypeSpec::Broken, field.at);
    let Some(entry) = field.require(key, kind, findings) else { return broken };
    if entry.value.entries().is_none() {
        findings.push(wrong_kind::not_a_mapping(&entry.value, entry.key_span, PART.name));
        return broken;
    }
    // A key of a field that has no effect here is known.
    let Some(part) = Mapping::read(&entry.value, entry.key_span, &FIELD, findings) else { return broken };
    written_type(&part, &PART, findings)
}

fn keys(field: &Mapping<'_>, findings: &mut Findings) -> Vec<String> {
    let Some(entry) = field.get("keys") else { return Vec::new() };
    let nodes = field.list("keys", "texts", findings);
    let names: Vec<Spanned<String>> =
        nodes.iter().filter_map(|node| text(node, "keys", entry.key_span, findings)).collect();
    check_names("a map's key", "key", &names, findings);
    names.into_iter().map(|name| name.value).collect()
}

/// The values of an enum: a list, or a mapping from values to what they mean.
pub(super) fn enumeration(mapping: &Mapping<'_>, findings: &mut Findings) -> Option<Enum> {
    let entry = mapping.require("values", "enum", findings)?;
    let values = match &entry.value.value {
        Value::List(items) => {
            items.iter().filter_map(|item| listed_value(item, entry.key_span, findings)).collect()
        }
        Value::Map(entries) => unique(entries, "value", findings)
            .into_iter()
            .map(|entry| documented_value(entry, findings))
            .collect(),
        Value::Scalar(_) => Vec::new(),
    };
    if values.is_empty() {
        let wanted = "a list of at least one value, or a mapping from values to what they mean";
        findings.push(wrong_kind::finding(&entry.value, entry.key_span, "values", wanted));
        return None;
    }
    let names: Vec<Spanned<String>> =
        values.iter().map(|value: &EnumValue| Spanned::new(value.value.clone(), value.span)).collect();
    check_names("an enum's value", "value", &names, findings);
    Some(Enum { values, open: mapping.boolean("open", findings).unwrap_or_default() })
}

fn listed_value(item: &Node, at: Span, findings: &mut Findings) -> Option<EnumValue> {
    let value = text(item, "values", at, findings)?;
    Some(EnumValue { value: value.value, rust_name: None, doc: None, span: value.span })
}

/// A value with its explanation, with `{ doc: ..., rust_name: ... }`, or with nothing: `APP:`.
fn documented_value(entry: &Entry, findings: &mut Findings) -> EnumValue {
    let mut value = EnumValue { value: entry.key.clone(), rust_name: None, doc: None, span: entry.key_span };
    if entry.value.entries().is_none() {
        value.doc = if entry.value.is_null() { None } else { super::text::prose(entry, findings) };
    } else if let Some(more) = Mapping::read(&entry.value, entry.key_span, &VALUE, findings) {
        value.doc = more.prose("doc", findings);
        value.rust_name = more.rust_name(Named::Variant, findings);
    }
    value
}

fn check_names(what: &str, short: &str, names: &[Spanned<String>], findings: &mut Findings) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for name in names {
        let bad: Option<Finding> = name_not_allowed::check_name(what, &name.value, name.span);
        if let Some(finding) = bad {
            findings.push(finding);
        }
        if let Some(place) = first.insert(&name.value, name.span) {
            findings.push(duplicate::finding(short, &name.value, name.span, place));
        }
    }
}

fn count(number: Option<Spanned<i64>>) -> Option<usize> {
    number.and_then(|number| usize::try_from(number.value).ok())
}
