//! `dialect` of `api.yaml`.

use super::mapping::{Mapping, text, unique};
use crate::diagnostics::Findings;
use crate::spec::findings::{bad_value, duplicate, name_not_allowed, reserved_header, wrong_kind};
use crate::spec::forms::DIALECT;
use crate::spec::vocabulary::{
    Content, Dialect, DialectKey, DialectValue, Takes, is_header_name, is_header_value,
};
use crate::spec::{Entry, Node, Span};
use std::collections::{BTreeMap, HashMap};

/// Reads it. What is wrong with one key leaves that at its default.
pub(crate) fn dialect(node: &Node, at: Span, findings: &mut Findings) -> Dialect {
    let mut dialect = Dialect::default();
    let Some(mapping) = Mapping::read(node, at, &DIALECT, findings) else { return dialect };
    for key in Dialect::KEYS {
        if let Some(value) = value(&mapping, key, findings) {
            key.set(&mut dialect, value);
        }
    }
    if let Some(headers) = mapping.get("headers").filter(|_| dialect.content == Content::SixPart) {
        check_request_id(headers, &mut dialect, findings);
    }
    dialect
}

fn value(mapping: &Mapping<'_>, key: &DialectKey, findings: &mut Findings) -> Option<DialectValue> {
    match &key.takes {
        Takes::Word(words) => {
            let words: Vec<_> = words.iter().map(|word| (word.spelled, word)).collect();
            mapping.choice(key.name, &words, findings).map(DialectValue::Word)
        }
        Takes::Flag => mapping.boolean(key.name, findings).map(DialectValue::Flag),
        Takes::Text(form) => {
            let text = mapping.text(key.name, findings)?;
            if !(form.fits)(&text.value) {
                findings.push(bad_value::out_of_range(text.span, key.name, form.wanted));
                return None;
            }
            Some(DialectValue::Text(text.value))
        }
        Takes::Headers => Some(DialectValue::Headers(headers(mapping.get(key.name)?, findings))),
    }
}

fn headers(entry: &Entry, findings: &mut Findings) -> BTreeMap<String, String> {
    let Some(entries) = entry.value.entries() else {
        let wanted = "a mapping from names of headers to what they say";
        findings.push(wrong_kind::finding(&entry.value, entry.key_span, &entry.key, wanted));
        return BTreeMap::new();
    };
    let mut headers = BTreeMap::new();
    let mut first: HashMap<String, Span> = HashMap::new();
    for header in unique(entries, "header", findings) {
        let name = header.key.as_str();
        let Some(said) = text(&header.value, name, header.key_span, findings) else { continue };
        if !is_header_name(name) {
            let wanted = "letters, digits and `-`, at most 64";
            findings.push(name_not_allowed::form(header.key_span, "a header", name, wanted));
        } else if reserved_header::is_reserved(name) {
            findings.push(reserved_header::finding(header.key_span, name));
        } else if let Some(first) = first.insert(name.to_ascii_lowercase(), header.key_span) {
            findings.push(duplicate::finding("header", name, header.key_span, first));
        } else if !is_header_value(&said.value) {
            let wanted = "printable ASCII without blanks around it, at most 1024 characters";
            findings.push(bad_value::out_of_range(said.span, name, wanted));
        } else {
            headers.insert(header.key.clone(), said.value);
        }
    }
    headers
}

/// Where the id of a request is signed, each request has its own.
fn check_request_id(headers: &Entry, dialect: &mut Dialect, findings: &mut Findings) {
    let entries = headers.value.entries().unwrap_or_default();
    for entry in entries.iter().filter(|entry| entry.key.eq_ignore_ascii_case("Request-Id")) {
        findings.push(reserved_header::finding(entry.key_span, &entry.key));
        dialect.headers.remove(&entry.key);
    }
}
