//! `settled_by` and `closed_by` of a call, `settles` of a notification, and `tells` of an older format.

use super::duration::duration;
use super::mapping::{Mapping, text, unique};
use super::when::when;
use crate::diagnostics::Findings;
use crate::spec::findings::{bad_value, duplicate, name_not_allowed, wrong_kind};
use crate::spec::forms::{FINAL_AFTER, NOT_FOUND, SETTLED_BY, SETTLES, TELLS, UNNAMED};
use crate::spec::syntax::{OldTells, PairSpec, SettledBySpec, SettlesSpec, StatusSpec};
use crate::spec::vocabulary::FinalAfter;
use crate::spec::{Entry, Node, Span, Spanned, Value};
use std::collections::HashMap;

/// Reads `settled_by`; one that is an address alone is of an older format. Whether there are such endpoints, fields, values
/// and codes is known only when all files have been read.
pub(super) fn settled_by(endpoint: &Mapping<'_>, findings: &mut Findings) -> Option<SettledBySpec> {
    let entry =
        endpoint.get("settled_by").filter(|entry| entry.value.scalar().is_none_or(|text| text.is_null()))?;
    let mapping = Mapping::read(&entry.value, entry.key_span, &SETTLED_BY, findings)?;
    let status = if mapping.get("status").is_some()
        || mapping.get("success").is_some()
        || mapping.get("failure").is_some()
    {
        status(&mapping, findings)
    } else {
        None
    };
    let (not_found, final_after) = not_found(&mapping, findings);
    Some(SettledBySpec {
        at: entry.key_span,
        endpoint: mapping.text("endpoint", findings)?,
        ask: mapping.get("ask").map(|ask| pairs(ask, findings)).unwrap_or_default(),
        list: mapping.name("in", "a field", findings),
        equal: mapping.get("where").map(|equal| pairs(equal, findings)).unwrap_or_default(),
        status,
        not_found,
        final_after,
        unnamed_accepted: mapping.choice("unnamed", UNNAMED, findings).unwrap_or_default(),
    })
}

/// Reads `settled_by` of an older format.
pub(super) fn old_settled_by(endpoint: &Mapping<'_>) -> Option<Spanned<String>> {
    let value = &endpoint.get("settled_by")?.value;
    let scalar = value.scalar().filter(|scalar| !scalar.is_null())?;
    Some(Spanned::new(scalar.text.clone(), value.span))
}

/// Reads `settles`.
pub(super) fn settles(endpoint: &Mapping<'_>, findings: &mut Findings) -> Vec<SettlesSpec> {
    let rows = endpoint.list(
        "settles",
        "rows: `{ endpoints: [...], id: ..., status: ..., success: [...] }`",
        findings,
    );
    rows.iter().filter_map(|row| settles_row(row, findings)).collect()
}

fn settles_row(node: &Node, findings: &mut Findings) -> Option<SettlesSpec> {
    let at = node.entries().and_then(|entries| entries.first()).map_or(node.span, |entry| entry.key_span);
    let row = Mapping::read(node, at, &SETTLES, findings)?;
    let endpoints = texts(&row, "endpoints", "endpoint", &mut HashMap::new(), findings);
    if row.get("endpoints").is_some() && endpoints.is_empty() {
        findings.push(bad_value::out_of_range(
            at,
            "endpoints",
            "a list of at least one call: `[v1/payments/pay]`",
        ));
    }
    let id = row.get("id");
    let (any_id, ids) = id.map(|entry| ids(entry, findings)).unwrap_or_default();
    let when = when(&row, findings);
    Some(SettlesSpec { at, endpoints, any_id, ids, when, status: status(&row, findings)? })
}

/// A field, `{ any: [...] }`, or a mapping from fields of the notification to those of the call.
fn ids(entry: &Entry, findings: &mut Findings) -> (bool, Vec<PairSpec>) {
    let same = |name: Spanned<String>| PairSpec { own: name.clone(), theirs: name };
    match &entry.value.value {
        Value::Scalar(scalar) if !scalar.is_null() => {
            (false, vec![same(Spanned::new(scalar.text.clone(), entry.value.span))])
        }
        Value::Map(entries) => match entries.as_slice() {
            [Entry { key, value: Node { value: Value::List(names), .. }, key_span }]
                if matches!(key.as_str(), "any" | "all") =>
            {
                let names: Vec<_> =
                    names.iter().filter_map(|name| text(name, key, *key_span, findings)).collect();
                if names.is_empty() {
                    findings.push(bad_value::out_of_range(*key_span, key, "a list of at least one field"));
                }
                (key == "any", names.into_iter().map(same).collect())
            }
            _ => (false, pairs(entry, findings)),
        },
        _ => {
            let wanted = "a field, `{ any: [...] }`, or a mapping from its fields to those of the call";
            findings.push(wrong_kind::finding(&entry.value, entry.key_span, "id", wanted));
            (false, Vec::new())
        }
    }
}

/// Reads `tells`.
pub(super) fn old_tells(endpoint: &Mapping<'_>, findings: &mut Findings) -> Option<OldTells> {
    let entry = endpoint.get("tells")?;
    let (key, value) = (entry.key_span, entry.value.span);
    let Some(tells) = Mapping::read(&entry.value, entry.key_span, &TELLS, findings) else {
        return Some(OldTells { key, value, status: None, not_found: Vec::new() });
    };
    let not_found = texts(&tells, "not_found", "code", &mut HashMap::new(), findings);
    Some(OldTells { key, value, status: status(&tells, findings), not_found })
}

/// `status`, `success` and `failure`.
fn status(mapping: &Mapping<'_>, findings: &mut Findings) -> Option<StatusSpec> {
    if let Some(success) = mapping.get("success")
        && matches!(&success.value.value, Value::List(values) if values.is_empty())
    {
        findings.push(bad_value::out_of_range(success.value.span, "success", "at least one value"));
    }
    // A value that says two things says nothing.
    let mut values = HashMap::new();
    Some(StatusSpec {
        status: mapping.name("status", "a field", findings)?,
        success: texts(mapping, "success", "value", &mut values, findings),
        failure: texts(mapping, "failure", "value", &mut values, findings),
    })
}

/// A list of codes, or a mapping that also says when they are final.
fn not_found(
    settled_by: &Mapping<'_>,
    findings: &mut Findings,
) -> (Vec<Spanned<String>>, Option<FinalAfter>) {
    let Some(entry) = settled_by.get("not_found") else { return (Vec::new(), None) };
    if entry.value.entries().is_none() {
        return (texts(settled_by, "not_found", "code", &mut HashMap::new(), findings), None);
    }
    let Some(mapping) = Mapping::read(&entry.value, entry.key_span, &NOT_FOUND, findings) else {
        return (Vec::new(), None);
    };
    let codes = texts(&mapping, "codes", "code", &mut HashMap::new(), findings);
    let final_after = mapping.get("final_after").and_then(|entry| final_after(entry, findings));
    (codes, final_after)
}

fn final_after(entry: &Entry, findings: &mut Findings) -> Option<FinalAfter> {
    let mapping = Mapping::read(&entry.value, entry.key_span, &FINAL_AFTER, findings)?;
    let times = mapping.integer("times", findings);
    let every = duration(&mapping, "every", findings)?;
    Some(FinalAfter { times: u32::try_from(times?.value).ok()?, every })
}

/// A mapping from fields to fields.
fn pairs(entry: &Entry, findings: &mut Findings) -> Vec<PairSpec> {
    let Some(entries) = entry.value.entries().filter(|entries| !entries.is_empty()) else {
        let wanted = "a mapping from fields to fields of this request";
        findings.push(wrong_kind::finding(&entry.value, entry.key_span, &entry.key, wanted));
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for pair in unique(entries, "field", findings) {
        let Some(own) = text(&pair.value, &pair.key, pair.key_span, findings) else { continue };
        let theirs = Spanned::new(pair.key.clone(), pair.key_span);
        for name in [&theirs, &own] {
            findings.extend(name_not_allowed::check_name("a field", &name.value, name.span));
        }
        pairs.push(PairSpec { theirs, own });
    }
    pairs
}

/// A list of texts, each of them there once.
fn texts(
    mapping: &Mapping<'_>,
    key: &str,
    what: &str,
    known: &mut HashMap<String, Span>,
    findings: &mut Findings,
) -> Vec<Spanned<String>> {
    let Some(entry) = mapping.get(key) else { return Vec::new() };
    let mut texts = Vec::new();
    for node in mapping.list(key, "texts", findings) {
        let Some(text) = text(node, key, entry.key_span, findings) else { continue };
        findings.extend(name_not_allowed::check_name(&format!("a {what}"), &text.value, text.span));
        match known.get(&text.value) {
            Some(first) => findings.push(duplicate::finding(what, &text.value, text.span, *first)),
            None => {
                known.insert(text.value.clone(), text.span);
                texts.push(text);
            }
        }
    }
    texts
}
