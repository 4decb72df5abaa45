//! C0039: headers that the client writes itself.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0039",
    name: "reserved-header",
    severity: Severity::Error,
    summary: "`dialect.headers` names a header that the client writes itself.",
    why: "Signature, client id and time belong to one request; type and length say what its body is. A fixed text in \
          their place would make requests that no wallet takes, or takes for something else.",
    fix: "Remove it. `content_type` and `accept` are keys of `dialect`; client id and keys belong to the client's \
          configuration. `Request-Id` is free unless `content: six_part` signs it.",
    example: "dialect: { headers: { Content-Type: application/json } }\n\
              # fixed:\ndialect: { content_type: application/json }",
};

const RESERVED: &[&str] = &[
    "accept",
    "client-id",
    "connection",
    "content-length",
    "content-type",
    "encrypt",
    "host",
    "request-time",
    "signature",
    "transfer-encoding",
];

/// Whether the client writes it, however it is capitalized.
pub(crate) fn is_reserved(name: &str) -> bool {
    RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name))
}

/// `span` is the header's name.
pub(crate) fn finding(span: Span, name: &str) -> Finding {
    let finding = Finding::new(&RULE, span, format!("`{name}` is a header that the client writes itself"));
    match name.to_ascii_lowercase().as_str() {
        "accept" => finding.help("write it as a key of `dialect`: `accept: text/plain`"),
        "content-type" => finding.help("write it as a key of `dialect`: `content_type: application/json`"),
        "request-id" => finding.help("with `content: six_part` each request has its own; remove it"),
        _ => finding.help("remove it"),
    }
}
