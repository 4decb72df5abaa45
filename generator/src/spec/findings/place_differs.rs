//! C0011: what a file says about itself is not where it is.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Spanned;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0011",
    name: "place-differs",
    severity: Severity::Error,
    summary: "The name, version or path in a file differs from the file's place.",
    why: "The path and the version are what is called and signed. They stand in the file, so that a spec can be read \
          alone, and in its place, so that a spec can be found; when they differ, one of them is a mistake.",
    fix: "Correct the value, or move the file.",
    example: "# specs/claro/v1/payments/pay.yaml\npath: payments/refund\n# fixed:\npath: payments/pay",
};

/// `place` is what the file's place says.
pub(crate) fn finding(key: &str, written: &Spanned<String>, place: &str) -> Finding {
    Finding::new(
        &RULE,
        written.span,
        format!("`{key}` is `{}`, but by its place it is `{place}`", written.value),
    )
    .label("differs from the file's place")
    .replace("correct it, or move the file", written.span, place)
}
