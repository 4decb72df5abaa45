//! C0010: the same name twice.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0010",
    name: "duplicate",
    severity: Severity::Error,
    summary: "The same key, field, type, value, code, example or URL path is written twice.",
    why: "One of the two would be ignored, and nobody could say which.",
    fix: "Remove one, or give it another name.",
    example: "partnerId: { type: string, max_length: 32 }\npartnerId: { type: string, max_length: 64 }\n\
              # fixed:\npartnerId: { type: string, max_length: 64 }",
};

/// `what` is what it is: `field`.
pub(crate) fn finding(what: &str, name: &str, span: Span, first: Span) -> Finding {
    Finding::new(&RULE, span, format!("{what} `{name}` is written twice"))
        .label("again here")
        .related(first, "first here")
        .help("remove one of the two")
}
