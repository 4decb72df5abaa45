//! C0022: examples that are said to break their table, and do not.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0022",
    name: "example-fits",
    severity: Severity::Warning,
    summary: "An example is marked with `breaks`, but fits its tables.",
    why: "Examples with `breaks` are left out of the tests of what is sent. One that fits is left out for nothing, \
          often since the table was corrected.",
    fix: "Remove `breaks`.",
    example: "- { name: first, request: { mcc: \"5411\" }, breaks: Too long. }\n\
              # fixed:\n- { name: first, request: { mcc: \"5411\" } }",
};

/// `span` is the reason's.
pub(super) fn finding(span: Span, name: &str) -> Finding {
    Finding::new(&RULE, span, format!("the example `{name}` fits its tables"))
        .label("not so")
        .help("remove `breaks`")
}
