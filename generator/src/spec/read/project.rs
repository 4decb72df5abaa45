//! `countersign.yaml`.

use super::api::is_api_name;
use super::mapping::{Mapping, text};
use crate::diagnostics::Findings;
use crate::spec::findings::{bad_value, duplicate, missing_key, name_not_allowed, wrong_kind};
use crate::spec::forms::{RUNTIME, SETTINGS};
use crate::spec::syntax::{GitReference, ProjectSpec, RuntimeSpec};
use crate::spec::{Entry, Node, Span, Spanned, Value};

const RUNTIME_WANTED: &str =
    "`vendored`, `{ path: runtime }`, `{ version: \"0.1\" }` or `{ git: URL, rev: HASH }`";
const MAX_PREFIX: usize = 32;

/// Reads the file.
pub(in crate::spec) fn project_file(node: &Node, at: Span, findings: &mut Findings) -> ProjectSpec {
    let Some(settings) = Mapping::read(node, at, &SETTINGS, findings) else { return ProjectSpec::default() };
    settings.integer("format", findings);
    ProjectSpec {
        specs: line(&settings, "specs", "a folder", findings),
        out: line(&settings, "out", "a folder", findings),
        runtime: runtime(&settings, findings),
        license: line(&settings, "license", "an SPDX expression: `MIT OR Apache-2.0`", findings),
        crate_prefix: crate_prefix(&settings, findings),
        apis: apis(&settings, findings),
    }
}

/// A text of one line that is not empty.
fn line(mapping: &Mapping<'_>, key: &str, wanted: &str, findings: &mut Findings) -> Option<String> {
    let written = mapping.text(key, findings)?;
    if written.value.trim().is_empty() || written.value.contains(['\n', '\t']) {
        findings.push(bad_value::out_of_range(written.span, key, wanted));
    }
    Some(written.value)
}

fn runtime(settings: &Mapping<'_>, findings: &mut Findings) -> RuntimeSpec {
    let Some(entry) = settings.get("runtime") else { return RuntimeSpec::Vendored };
    if let Value::Map(_) = entry.value.value {
        return Mapping::read(&entry.value, entry.key_span, &RUNTIME, findings)
            .and_then(|written| source(&written, findings))
            .unwrap_or_default();
    }
    match entry.value.scalar() {
        Some(word) if word.text == "vendored" => {}
        Some(_) => findings.push(bad_value::out_of_range(entry.value.span, "runtime", RUNTIME_WANTED)),
        None => findings.push(wrong_kind::finding(&entry.value, entry.key_span, "runtime", RUNTIME_WANTED)),
    }
    RuntimeSpec::Vendored
}

/// One of `path`, `version` and `git`.
fn source(written: &Mapping<'_>, findings: &mut Findings) -> Option<RuntimeSpec> {
    let entry = one_of(written, &["path", "version", "git"], findings);
    let reference = reference(written, findings);
    let Some(entry) = entry else {
        // With a reference, it is `git` that is missing, which is said already.
        if reference.is_none() {
            findings.push(missing_key::finding(written.at, "the `runtime`", "path", "runtime"));
        }
        return None;
    };
    Some(match entry.key.as_str() {
        "path" => RuntimeSpec::Path(line(written, "path", "the folder of the crate", findings)?),
        "version" => RuntimeSpec::Version(version(written, findings)?),
        _ => RuntimeSpec::Git {
            url: line(written, "git", "the address of a repository", findings)?,
            reference,
        },
    })
}

fn reference(written: &Mapping<'_>, findings: &mut Findings) -> Option<GitReference> {
    let entry = one_of(written, &["rev", "tag", "branch"], findings)?;
    let name = line(written, &entry.key, "the name of a commit", findings)?;
    Some(match entry.key.as_str() {
        "rev" => GitReference::Revision(name),
        "tag" => GitReference::Tag(name),
        _ => GitReference::Branch(name),
    })
}

/// The first entry with one of these keys; more than one is a finding.
fn one_of<'n>(written: &Mapping<'n>, keys: &[&str], findings: &mut Findings) -> Option<&'n Entry> {
    let mut there = written.entries().filter(|entry| keys.contains(&entry.key.as_str()));
    let first = there.next()?;
    if let Some(second) = there.next() {
        let message = format!("`{}` and `{}` are not taken together", first.key, second.key);
        findings.push(bad_value::contradiction(
            second.key_span,
            &message,
            first.key_span,
            "and both are here",
        ));
    }
    Some(first)
}

fn version(written: &Mapping<'_>, findings: &mut Findings) -> Option<String> {
    let version = line(written, "version", "a version of the crate: `\"0.1\"`", findings)?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || " .,*+-<=>^~".contains(c);
    if !version.contains(|c: char| c.is_ascii_digit() || c == '*') || !version.chars().all(allowed) {
        let span = written.get("version").map_or(written.at, |entry| entry.value.span);
        findings.push(bad_value::out_of_range(span, "version", "what cargo takes for one: `\"0.1\"`"));
    }
    Some(version)
}

fn crate_prefix(settings: &Mapping<'_>, findings: &mut Findings) -> String {
    let Some(prefix) = settings.text("crate_prefix", findings) else { return String::new() };
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let begins = prefix.value.starts_with(|c: char| c.is_ascii_lowercase());
    if !begins || prefix.value.len() > MAX_PREFIX || !prefix.value.chars().all(allowed) {
        let wanted = "a small letter, then small letters, digits and `-`, at most 32: `acme-`";
        findings.push(bad_value::out_of_range(prefix.span, "crate_prefix", wanted));
    }
    prefix.value
}

fn apis(settings: &Mapping<'_>, findings: &mut Findings) -> Vec<Spanned<String>> {
    let Some(entry) = settings.get("apis") else { return Vec::new() };
    let mut names: Vec<Spanned<String>> = Vec::new();
    for node in settings.list("apis", "names of APIs", findings) {
        let Some(name) = text(node, "apis", entry.key_span, findings) else { continue };
        if !is_api_name(&name.value) {
            let wanted = "a small letter, then small letters, digits and `-`, at most 64";
            findings.push(name_not_allowed::form(name.span, "an API", &name.value, wanted));
        } else if let Some(first) = names.iter().find(|known| known.value == name.value) {
            findings.push(duplicate::finding("API", &name.value, name.span, first.span));
        } else {
            names.push(name);
        }
    }
    if matches!(&entry.value.value, Value::List(items) if items.is_empty()) {
        findings.push(bad_value::out_of_range(entry.value.span, "apis", "a list of at least one API"));
    }
    names
}
