//! C0008: a key that must be there.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0008",
    name: "missing-key",
    severity: Severity::Error,
    summary: "A key that must be there is not.",
    why: "There is no value that could be assumed for it.",
    fix: "Add the key.",
    example: "name: { max_length: 64 }\n# fixed:\nname: { type: string, max_length: 64 }",
};

/// `owner` is what lacks the key: `the endpoint`; `hint` shows how it is written.
pub(crate) fn finding(span: Span, owner: &str, key: &str, hint: &str) -> Finding {
    Finding::new(&RULE, span, format!("{owner} has no `{key}`")).help(format!("add it: `{key}: {hint}`"))
}
