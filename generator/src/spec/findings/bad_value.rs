//! C0009: a value out of its range, or not one of the words that a key takes.

use crate::diagnostics::{Finding, Rule, Severity, listed, nearest};
use crate::spec::Span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0009",
    name: "value-not-allowed",
    severity: Severity::Error,
    summary: "A value is out of its range, or is none of the words that its key takes.",
    why: "The value has no meaning: a text of at most 0 characters, a status that no wallet sends.",
    fix: "Use a value in the range, or one of the words, that the message names.",
    example: "max_length: 0\n# fixed:\nmax_length: 64",
};

/// `wanted` is what the key takes: `a whole number from 1 to 65535`.
pub(crate) fn out_of_range(span: Span, key: &str, wanted: &str) -> Finding {
    Finding::new(&RULE, span, format!("`{key}` takes {wanted}")).label("not one")
}

/// None of the words.
pub(crate) fn no_such_word(span: Span, key: &str, written: &str, words: &[&str]) -> Finding {
    let finding = Finding::new(&RULE, span, format!("`{written}` is not a value of `{key}`"));
    let known = listed(words.iter().copied());
    let known = if words.len() == 1 {
        format!("`{key}` can only be {known}")
    } else {
        format!("`{key}` is one of {known}")
    };
    match nearest(written, words.iter().copied()) {
        Some(near) => finding.replace(known, span, near),
        None => finding.help(known),
    }
}

/// Two values that rule each other out.
pub(crate) fn contradiction(span: Span, message: &str, other: Span, label: &str) -> Finding {
    Finding::new(&RULE, span, message).related(other, label)
}
