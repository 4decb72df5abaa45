//! `api.yaml`.

use super::mapping::{Form, Mapping};
use crate::model::{Dialect, RequestTime, Separator, SignatureEncoding};
use crate::rules::{Findings, bad_value, name_not_allowed, place_differs};
use crate::spec::{Node, Span, syntax::Head};

const API: Form = Form { name: "an API", keys: &["format", "name", "title", "doc", "base_path", "dialect"] };
const DIALECT: Form =
    Form { name: "a dialect", keys: &["request_time", "header_separator", "signature_encoding"] };

/// Reads the file; `folder` is the name of the folder that it is in.
pub(in crate::spec) fn head(node: &Node, at: Span, folder: &str, findings: &mut Findings) -> Head {
    let Some(api) = Mapping::read(node, at, &API, findings) else { return Head::default() };
    if api.require("format", "1", findings).is_some() {
        api.integer("format", 1..=1, findings);
    }
    api.require("name", folder, findings);
    if let Some(name) = api.text("name", findings)
        && name.value != folder
    {
        findings.push(place_differs::finding("name", &name, folder));
    }
    if !is_api_name(folder) {
        let wanted = "a small letter, then small letters, digits and `-`, at most 64";
        findings.push(name_not_allowed::form(at, "an API", folder, wanted));
    }
    api.require("title", "a line for people", findings);
    let title = api.prose("title", findings).unwrap_or_default();
    Head {
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
        doc: api.prose("doc", findings),
        base_path: base_path(&api, findings),
        dialect: dialect(&api, findings),
    }
}

/// The name of an API: `claro`.
pub(crate) fn is_api_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with('-')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn base_path(api: &Mapping<'_>, findings: &mut Findings) -> String {
    let Some(path) = api.text("base_path", findings) else { return String::new() };
    let good = path.value.is_empty()
        || path.value.strip_prefix('/').is_some_and(|rest| rest.split('/').all(super::endpoint::is_segment));
    if !good {
        let wanted = "`\"\"`, or a path like `/api`: a `/` in front, none at the end";
        findings.push(bad_value::out_of_range(path.span, "base_path", wanted));
    }
    path.value
}

fn dialect(api: &Mapping<'_>, findings: &mut Findings) -> Dialect {
    let Some(entry) = api.get("dialect") else { return Dialect::default() };
    let Some(dialect) = Mapping::read(&entry.value, entry.key_span, &DIALECT, findings) else {
        return Dialect::default();
    };
    let times = [
        ("rfc3339_millis", RequestTime::Rfc3339Millis),
        ("rfc3339_seconds", RequestTime::Rfc3339Seconds),
        ("epoch_millis", RequestTime::EpochMillis),
    ];
    let separators = [(", ", Separator::CommaSpace), (",", Separator::Comma)];
    let encodings = [
        ("base64_url_encoded", SignatureEncoding::Base64UrlEncoded),
        ("base64", SignatureEncoding::Base64),
        ("base64url", SignatureEncoding::Base64Url),
    ];
    Dialect {
        request_time: dialect.choice("request_time", &times, findings).unwrap_or_default(),
        header_separator: dialect.choice("header_separator", &separators, findings).unwrap_or_default(),
        signature_encoding: dialect.choice("signature_encoding", &encodings, findings).unwrap_or_default(),
    }
}
