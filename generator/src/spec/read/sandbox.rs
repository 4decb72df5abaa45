//! `sandbox` of an endpoint: its effect on the sandbox's ledger.

use super::mapping::{Mapping, text, unique};
use super::when::comparisons;
use crate::diagnostics::{Findings, nearest};
use crate::spec::findings::{bad_value, missing_key, name_not_allowed, unknown_key, wrong_kind};
use crate::spec::forms::SANDBOX;
use crate::spec::syntax::{SandboxSpec, WhenSpec};
use crate::spec::vocabulary::{LedgerCase, LedgerField, LedgerRole, RoleForm};
use crate::spec::{Entry, Node, Span, Spanned, Value};

/// Reads it. Whether there are such fields is known only when all files have been read.
pub(super) fn sandbox(endpoint: &Mapping<'_>, findings: &mut Findings) -> Option<SandboxSpec> {
    let entry = endpoint.get("sandbox")?;
    let mapping = Mapping::read(&entry.value, entry.key_span, &SANDBOX, findings)?;
    let words: Vec<(&str, &RoleForm)> =
        LedgerRole::FORMS.iter().map(|form| (form.role.word(), form)).collect();
    let form = mapping.choice("role", &words, findings)?;
    let role = Spanned::new(form.role, mapping.get("role").map_or(entry.key_span, |role| role.value.span));
    let fields = match mapping.get("fields") {
        Some(written) => fields(written, form, findings),
        None => Vec::new(),
    };
    require_fields(entry.key_span, form, &fields, findings);
    let when = mapping.get("when").map(|written| cases(written, form, findings)).unwrap_or_default();
    Some(SandboxSpec { role, fields, when })
}

fn require_fields(
    at: Span,
    form: &RoleForm,
    fields: &[(LedgerField, Vec<Spanned<String>>)],
    findings: &mut Findings,
) {
    for group in form.needs {
        if fields.iter().any(|(known, _)| group.contains(known)) {
            continue;
        }
        let Some(first) = group.first() else { continue };
        let words: Vec<&str> = group.iter().map(|field| field.word()).collect();
        let owner = format!("role `{}`", form.role.word());
        findings.push(missing_key::finding(at, &owner, &words.join("` or `"), first.word()).help(format!(
            "add the field of this request that holds it: `fields: {{ {}: nameOfTheField }}`",
            first.word()
        )));
    }
}

/// `fields`: a path, or several, for each.
fn fields(
    written: &Entry,
    form: &RoleForm,
    findings: &mut Findings,
) -> Vec<(LedgerField, Vec<Spanned<String>>)> {
    let known: Vec<(&str, LedgerField)> = form.fields.iter().map(|field| (field.word(), *field)).collect();
    let entries = keyed(written, form, &known, findings);
    let read = |(field, entry): (LedgerField, &Entry)| {
        let paths = texts(entry, findings).into_iter().map(|(path, _)| path);
        let named = |path: &Spanned<String>| {
            let finding = name_not_allowed::check_name("a field", &path.value, path.span);
            let is_name = finding.is_none();
            findings.extend(finding);
            is_name
        };
        (field, paths.filter(named).collect())
    };
    entries.into_iter().map(read).collect()
}

/// `when`: a condition, or several of which one is enough, for each.
fn cases(written: &Entry, form: &RoleForm, findings: &mut Findings) -> Vec<(LedgerCase, Vec<Vec<WhenSpec>>)> {
    let known: Vec<(&str, LedgerCase)> = form.cases.iter().map(|case| (case.word(), *case)).collect();
    let entries = keyed(written, form, &known, findings);
    let read = |(case, entry): (LedgerCase, &Entry)| {
        let texts = texts(entry, findings);
        let read = texts
            .into_iter()
            .map(|(condition, is_plain)| comparisons(&condition, is_plain, &entry.key, findings));
        (case, read.collect())
    };
    entries.into_iter().map(read).collect()
}

/// The entries whose keys the role has.
fn keyed<'n, T: Copy>(
    written: &'n Entry,
    form: &RoleForm,
    known: &[(&str, T)],
    findings: &mut Findings,
) -> Vec<(T, &'n Entry)> {
    let Some(entries) = written.value.entries() else {
        findings.push(wrong_kind::finding(&written.value, written.key_span, &written.key, "a mapping"));
        return Vec::new();
    };
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    let owner = format!("`{}` of role `{}`", written.key, form.role.word());
    let mut found = Vec::new();
    for entry in unique(entries, "key", findings) {
        let value_of = |key: &str| known.iter().find(|(word, _)| *word == key).map(|(_, value)| *value);
        if let Some(value) = value_of(&entry.key) {
            found.push((value, entry));
            continue;
        }
        findings.push(unknown_key::finding(entry, &owner, &words));
        // What was meant is not said to be missing.
        let meant = nearest(&entry.key, words.iter().copied());
        let meant = meant.filter(|meant| entries.iter().all(|other| other.key != *meant));
        found.extend(meant.and_then(value_of).map(|value| (value, entry)));
    }
    found
}

/// One text, or a list of several; and whether it stands there as it is.
fn texts(entry: &Entry, findings: &mut Findings) -> Vec<(Spanned<String>, bool)> {
    let mut read = |node: &Node| {
        let is_plain = node.scalar().is_some_and(|scalar| scalar.plain);
        Some((text(node, &entry.key, entry.key_span, findings)?, is_plain))
    };
    match &entry.value.value {
        Value::List(nodes) if !nodes.is_empty() => nodes.iter().filter_map(read).collect(),
        Value::List(_) => {
            findings.push(bad_value::out_of_range(
                entry.value.span,
                &entry.key,
                "a text, or a list of at least one",
            ));
            Vec::new()
        }
        _ => read(&entry.value).into_iter().collect(),
    }
}
