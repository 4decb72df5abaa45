//! An endpoint's file.

use super::field::fields;
use super::flat_result::flat_result;
use super::headers::headers;
use super::key::idempotency_key;
use super::mapping::{Mapping, unique};
use super::outcome::{old_settled_by, old_tells, settled_by, settles};
use super::results::results;
use super::sandbox::sandbox;
use crate::diagnostics::Findings;
use crate::spec::findings::too_many_fields::MAX_FIELDS;
use crate::spec::findings::{
    bad_value, duplicate, key_does_not_apply, missing_key, name_not_allowed, place_differs, wrong_kind,
};
use crate::spec::forms::{ENDPOINT, EXAMPLE, SANDBOX_PATH, SOURCE};
use crate::spec::syntax::{EndpointSpec, ExampleSpec, FieldSpec};
use crate::spec::vocabulary::{Kind, Named, Source, URL_PATH, is_segment};
use crate::spec::{Entry, FileId, Node, Span, Spanned, Value};
use std::collections::HashMap;

/// What a file's place says about the endpoint in it.
pub(in crate::spec) struct Place<'a> {
    /// The file.
    pub(in crate::spec) file: FileId,
    /// `v1`.
    pub(in crate::spec) version: &'a str,
    /// `payments/pay`.
    pub(in crate::spec) path: String,
}

/// Reads the file.
pub(in crate::spec) fn endpoint(
    node: &Node,
    place: Place<'_>,
    findings: &mut Findings,
) -> Option<EndpointSpec> {
    let at = Span::start_of(place.file);
    let written = [("path", place.path.as_str()), ("version", place.version)];
    let endpoint = Mapping::read_at_place(node, at, &ENDPOINT, &written, findings)?;
    let path = same_as_place(&endpoint, "path", &place.path, findings);
    same_as_place(&endpoint, "version", place.version, findings);
    check_segments(&place.path, path, findings);
    let kind = endpoint.choice("kind", Kind::WORDS, findings);
    // Whoever writes the key with another word means that it is no call.
    let other = || {
        endpoint
            .get("kind")
            .is_some_and(|entry| entry.value.scalar().is_none_or(|word| !word.text.starts_with("c")))
    };
    let kind = kind.or_else(|| other().then_some(Kind::Notification)).unwrap_or_default();
    check_direction(&endpoint, kind, findings);
    let result = flat_result(&endpoint, findings);
    let request = body(&endpoint, "request", &[], findings);
    let reserved = result.as_ref().map_or(vec!["result"], |flat| flat.names().to_vec());
    let response = body(&endpoint, "response", &reserved, findings);
    Some(EndpointSpec {
        file: place.file,
        path: Spanned::new(place.path, path),
        rust_name: endpoint.rust_name(Named::Method, findings),
        url_path: url_path(&endpoint, findings),
        kind,
        summary: endpoint.text("summary", findings),
        doc: endpoint.prose("doc", findings),
        deprecated: endpoint.prose("deprecated", findings),
        partial: endpoint.boolean("partial", findings).unwrap_or_default(),
        idempotency_key: idempotency_key(&endpoint, findings),
        settled_by: settled_by(&endpoint, findings),
        closed_by: endpoint.text("closed_by", findings),
        read_only: read_only(&endpoint, findings),
        settles: settles(&endpoint, findings),
        sandbox: sandbox(&endpoint, findings),
        source: source(&endpoint, findings),
        old_tells: old_tells(&endpoint, findings),
        old_settled_by: old_settled_by(&endpoint),
        no_sandbox_path: endpoint.choice("sandbox_path", SANDBOX_PATH, findings).unwrap_or_default(),
        not_callable: not_callable(&endpoint, findings),
        headers: headers(&endpoint, findings),
        additional_request: additional(&endpoint, "request", findings),
        additional_response: additional(&endpoint, "response", findings),
        whole: request.is_some() && response.is_some(),
        request: request.unwrap_or_default(),
        response: response.unwrap_or_default(),
        result,
        results: results(&endpoint, findings),
        examples: examples(&endpoint, findings),
    })
}

/// Some keys are for calls only, others for notifications.
fn check_direction(endpoint: &Mapping<'_>, kind: Kind, findings: &mut Findings) {
    let (to, belongs_to) = match kind {
        Kind::Notification => ("a notification", "what we call"),
        Kind::Call => ("a call", "a notification"),
    };
    for entry in endpoint.not_of(kind.word()) {
        findings.push(key_does_not_apply::finding(entry, to, belongs_to));
    }
}

/// The place of the value, or of the file's first byte when it is missing.
fn same_as_place(endpoint: &Mapping<'_>, key: &str, place: &str, findings: &mut Findings) -> Span {
    let Some(written) = endpoint.text(key, findings) else { return endpoint.at };
    if written.value != place {
        findings.push(place_differs::finding(key, &written, place));
    }
    written.span
}

fn check_segments(path: &str, span: Span, findings: &mut Findings) {
    if let Some(bad) = path.split('/').find(|segment| !is_segment(segment)) {
        let wanted =
            "letters without accents, digits, `-`, `_`, `.` and `~`, at most 64, a letter or digit first";
        findings.push(name_not_allowed::form(span, "a part of a path", bad, wanted));
    }
}

fn url_path(endpoint: &Mapping<'_>, findings: &mut Findings) -> Option<String> {
    let path = endpoint.text("url_path", findings)?;
    if !(URL_PATH.fits)(&path.value) {
        findings.push(bad_value::out_of_range(path.span, "url_path", URL_PATH.wanted));
    }
    Some(path.value)
}

fn read_only(endpoint: &Mapping<'_>, findings: &mut Findings) -> Option<Spanned<bool>> {
    let written = endpoint.boolean("read_only", findings)?;
    endpoint.get("read_only").map(|entry| Spanned::new(written, entry.key_span))
}

pub(super) fn source(endpoint: &Mapping<'_>, findings: &mut Findings) -> Option<Source> {
    let entry = endpoint.get("source")?;
    let source = Mapping::read(&entry.value, entry.key_span, &SOURCE, findings)?;
    Some(Source {
        file: source.prose("file", findings)?,
        date: source.prose("date", findings)?,
        hash: source.prose("hash", findings),
    })
}

/// `not_callable`: the reason, which must be there.
pub(super) fn not_callable(endpoint: &Mapping<'_>, findings: &mut Findings) -> Option<String> {
    let written = endpoint.text("not_callable", findings)?;
    if written.value.trim().is_empty() {
        let wanted = "the reason why a generated client cannot call it, such as `Multipart body.`";
        findings.push(bad_value::out_of_range(written.span, "not_callable", wanted));
    }
    Some(written.value.trim().to_owned())
}

/// Whether not all fields of a body are known. A field of that name has a mapping as its value.
fn additional(endpoint: &Mapping<'_>, key: &'static str, findings: &mut Findings) -> bool {
    let entries = endpoint.get(key).and_then(|entry| entry.value.entries()).unwrap_or_default();
    super::types::additional_fields(entries, findings)
}

/// `None` when fields were lost. `reserved` are the fields that are there without being written.
fn body(
    endpoint: &Mapping<'_>,
    key: &'static str,
    reserved: &[&str],
    findings: &mut Findings,
) -> Option<Vec<FieldSpec>> {
    let Some(entry) = endpoint.get(key) else { return Some(Vec::new()) };
    let Some(entries) = entry.value.entries() else {
        let wanted = "a mapping from field names to fields (`{}` when there are none)";
        findings.push(wrong_kind::finding(&entry.value, entry.key_span, key, wanted));
        return None;
    };
    let mut entries = unique(entries, "field", findings);
    entries.retain(|entry| !super::types::is_additional_fields(entry));
    let complete = entries.len() <= MAX_FIELDS;
    let mut fields = fields(entries, &format!("the {key}"), findings);
    fields.retain(|field| {
        let name = field.name.value.as_str();
        let reserved = reserved.contains(&name);
        if reserved {
            findings.push(crate::spec::findings::reserved_field::finding(field.name.span, name));
        }
        !reserved
    });
    complete.then_some(fields)
}

fn examples(endpoint: &Mapping<'_>, findings: &mut Findings) -> Vec<ExampleSpec> {
    let mut examples = Vec::new();
    let mut names: HashMap<String, Span> = HashMap::new();
    for item in endpoint.list("examples", "examples", findings) {
        let Some(example) = example(item, findings) else { continue };
        match names.get(&example.name.value) {
            Some(first) => {
                findings.push(duplicate::finding("example", &example.name.value, example.name.span, *first));
            }
            None => {
                names.insert(example.name.value.clone(), example.name.span);
                examples.push(example);
            }
        }
    }
    examples
}

fn example(item: &Node, findings: &mut Findings) -> Option<ExampleSpec> {
    let at = item.entries().and_then(|entries| entries.first()).map_or(item.span, |entry| entry.key_span);
    let example = Mapping::read(item, at, &EXAMPLE, findings)?;
    let name = example.name("name", "an example", findings)?;
    let mut body = |key: &str| {
        let entry = example.get(key)?;
        Some((entry.key_span, example_body(entry, findings)?))
    };
    let (request, response) = (body("request"), body("response"));
    if example.has_none() {
        findings.push(missing_key::finding(
            name.span,
            "the example",
            "request",
            "{ ... }` or `response: { ... }",
        ));
    }
    Some(ExampleSpec { name, request, response, breaks: example.text("breaks", findings) })
}

fn example_body(entry: &Entry, findings: &mut Findings) -> Option<Node> {
    if entry.value.entries().is_none() {
        findings.push(wrong_kind::finding(
            &entry.value,
            entry.key_span,
            &entry.key,
            "a mapping: the body's JSON",
        ));
        return None;
    }
    check_unique_keys(&entry.value, findings);
    Some(entry.value.clone())
}

/// Nesting is limited by the parser.
fn check_unique_keys(node: &Node, findings: &mut Findings) {
    match &node.value {
        Value::Scalar(_) => {}
        Value::List(items) => items.iter().for_each(|item| check_unique_keys(item, findings)),
        Value::Map(entries) => {
            for entry in unique(entries, "key", findings) {
                check_unique_keys(&entry.value, findings);
            }
        }
    }
}
