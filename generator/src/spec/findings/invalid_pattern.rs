//! C0015: regular expressions that cannot be compiled.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0015",
    name: "invalid-pattern",
    severity: Severity::Error,
    summary: "A `pattern` is not a regular expression.",
    why: "The generated crate compiles the pattern to check what is sent. It has no look-around and no back \
          references, so that checking takes a time that is proportional to the text.",
    fix: "Fix the pattern. It has to match the whole text, without `^` and `$`.",
    example: "pattern: \"[A-Z]{3\"\n# fixed:\npattern: \"[A-Z]{3}\"",
};

/// `span` is the pattern's.
pub(crate) fn finding(span: Span, error: &regex_lite::Error) -> Finding {
    Finding::new(&RULE, span, format!("the pattern cannot be used: {error}"))
        .help("write a regular expression without look-around and back references")
}
