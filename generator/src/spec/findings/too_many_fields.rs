//! C0013: objects without measure.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The most fields in an object.
pub(crate) const MAX_FIELDS: usize = 512;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0013",
    name: "too-many-fields",
    severity: Severity::Error,
    summary: "An object has more than 512 fields.",
    why: "Which required fields have been seen is kept in a fixed number of bits, and no wallet documents that many.",
    fix: "Put fields that belong together into a type of their own; for keys that are data, use `type: map`.",
    example: "prices: { type: map, values: { type: string, max_length: 16 } }",
};

/// `span` is the name of the first field too many.
pub(crate) fn finding(span: Span, owner: &str, count: usize) -> Finding {
    Finding::new(&RULE, span, format!("{owner} has {count} fields; the limit is {MAX_FIELDS}"))
        .label("the first one too many")
        .help("use a type for fields that belong together, or `type: map` for keys that are data")
}
