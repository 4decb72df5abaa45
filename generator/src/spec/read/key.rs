//! `idempotency_key` of an endpoint.

use super::mapping::{Mapping, text};
use crate::diagnostics::Findings;
use crate::spec::findings::{bad_value, duplicate, wrong_kind};
use crate::spec::forms::KEY;
use crate::spec::syntax::{KeyForm, KeySpec};
use crate::spec::{Entry, Node, Spanned, Value};

const WANTED: &str = "the name of a field, `{ all: [...] }` or `{ any: [...] }`";

/// Reads it.
pub(super) fn idempotency_key(endpoint: &Mapping<'_>, findings: &mut Findings) -> Option<KeySpec> {
    let key = "idempotency_key";
    let entry = endpoint.get(key)?;
    let span = entry.value.span;
    match &entry.value.value {
        Value::Scalar(scalar) if !scalar.is_null() => {
            let fields = vec![Spanned::new(scalar.text.clone(), span)];
            Some(KeySpec { span, form: KeyForm::All, fields })
        }
        // Of a single field, both mean the same.
        Value::List(names) => {
            let fields = fields(names, key, endpoint, findings);
            Some(KeySpec { span, form: KeyForm::List, fields })
        }
        Value::Map(_) => {
            let mapping = Mapping::read(&entry.value, entry.key_span, &KEY, findings)?;
            // An unknown key is a finding of its own.
            if entry.value.entries().is_some_and(<[Entry]>::is_empty) {
                findings.push(bad_value::out_of_range(entry.key_span, key, WANTED));
            }
            several(&mapping, findings).map(|(form, fields)| KeySpec { span, form, fields })
        }
        Value::Scalar(_) => {
            findings.push(wrong_kind::finding(&entry.value, entry.key_span, key, WANTED));
            None
        }
    }
}

/// `all` or `any`.
fn several(mapping: &Mapping<'_>, findings: &mut Findings) -> Option<(KeyForm, Vec<Spanned<String>>)> {
    let (all, any) = (mapping.get("all"), mapping.get("any"));
    let (entry, form) = match (all, any) {
        (Some(all), None) => (all, KeyForm::All),
        (None, Some(any)) => (any, KeyForm::Any),
        (Some(all), Some(any)) => {
            let message = "a key is either `all` or `any` of its fields";
            findings.push(bad_value::contradiction(any.key_span, message, all.key_span, "and both are here"));
            return None;
        }
        (None, None) => return None,
    };
    let names = mapping.list(&entry.key, "names of fields", findings);
    if matches!(&entry.value.value, Value::List(names) if names.is_empty()) {
        findings.push(bad_value::out_of_range(entry.value.span, &entry.key, "a list of at least one field"));
    }
    let fields = fields(names, &entry.key, mapping, findings);
    (!fields.is_empty()).then_some((form, fields))
}

fn fields(nodes: &[Node], key: &str, mapping: &Mapping<'_>, findings: &mut Findings) -> Vec<Spanned<String>> {
    let mut fields: Vec<Spanned<String>> = Vec::new();
    for node in nodes {
        let Some(name) = text(node, key, mapping.at, findings) else { continue };
        match fields.iter().find(|known| known.value == name.value) {
            Some(first) => findings.push(duplicate::finding("field", &name.value, name.span, first.span)),
            None => fields.push(name),
        }
    }
    fields
}
