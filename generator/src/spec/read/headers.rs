//! `headers` of an endpoint.

use super::field::broken;
use super::mapping::{Mapping, unique};
use super::written_type::written_type;
use crate::diagnostics::Findings;
use crate::spec::findings::{bad_value, duplicate, name_not_allowed, reserved_header, wrong_kind};
use crate::spec::forms::HEADER;
use crate::spec::syntax::{FieldSpec, TypeSpec};
use crate::spec::vocabulary::is_header_name;
use crate::spec::{Entry, Span, Spanned};
use std::collections::HashMap;

/// Reads them. Each is a text, and a field in all other respects.
pub(super) fn headers(endpoint: &Mapping<'_>, findings: &mut Findings) -> Vec<FieldSpec> {
    let Some(entry) = endpoint.get("headers") else { return Vec::new() };
    let Some(entries) = entry.value.entries() else {
        let wanted = "a mapping from names of headers to `{ type: string, max_length: 128 }`";
        findings.push(wrong_kind::finding(&entry.value, entry.key_span, "headers", wanted));
        return Vec::new();
    };
    let mut first: HashMap<String, Span> = HashMap::new();
    let mut headers = Vec::new();
    for entry in unique(entries, "header", findings) {
        let (name, span) = (entry.key.as_str(), entry.key_span);
        if !is_header_name(name) {
            let wanted = "letters, digits and `-`, at most 64";
            findings.push(name_not_allowed::form(span, "a header", name, wanted));
        } else if reserved_header::is_reserved(name) {
            findings.push(reserved_header::finding(span, name));
        } else if let Some(first) = first.insert(name.to_ascii_lowercase(), span) {
            findings.push(duplicate::finding("header", name, span, first));
        } else {
            headers.extend(header(entry, findings));
        }
    }
    headers
}

fn header(entry: &Entry, findings: &mut Findings) -> Option<FieldSpec> {
    let name = Spanned::new(entry.key.clone(), entry.key_span);
    let header = Mapping::read(&entry.value, entry.key_span, &HEADER, findings)?;
    let kind = header.text("type", &mut Findings::default());
    if let Some(kind) = kind.filter(|kind| kind.value != "string") {
        findings.push(bad_value::no_such_word(kind.span, "type", &kind.value, &["string"]));
        return Some(broken(name));
    }
    let ty = written_type(&header, &HEADER, findings);
    let lost = matches!(ty.value, TypeSpec::Broken);
    Some(FieldSpec {
        required: !lost && header.boolean("required", findings).unwrap_or_default(),
        sensitive: header.boolean("sensitive", findings),
        deprecated: header.prose("deprecated", findings),
        doc: header.prose("doc", findings),
        ty,
        ..broken(name)
    })
}
