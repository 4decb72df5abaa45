//! C0014: `result` is in every response already.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0014",
    name: "reserved-field",
    severity: Severity::Error,
    summary: "A response declares the field `result`, or a field that `result` of the endpoint names.",
    why: "The result is in every response without being written: it decides the outcome of a call and is read before \
          anything else.",
    fix: "Remove the field. What its codes mean belongs under `results`.",
    example: "response:\n  result: { type: Result }\n# fixed:\nresults:\n  - { code: SUCCESS, status: S }",
};

/// `span` is the field's name: `result`, or a part of it where it lies flat in the response.
pub(crate) fn finding(span: Span, name: &str) -> Finding {
    Finding::new(&RULE, span, format!("`{name}` is in every response without being written"))
        .label("remove it")
        .help("what its codes mean belongs under `results`")
}
