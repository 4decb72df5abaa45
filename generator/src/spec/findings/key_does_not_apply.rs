//! C0006: a key of another type.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::{Entry, Spanned};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0006",
    name: "key-does-not-apply",
    severity: Severity::Error,
    summary: "A key that exists, but not for this type or place.",
    why: "A limit that has no effect looks as if it were checked.",
    fix: "Remove the key, change the type, or move the key to where it has an effect.",
    example: "names: { type: string, max_items: 9 }\n\
              # fixed:\nnames: { type: list, items: { type: string, max_length: 64 }, max_items: 9 }",
};

/// `max_length` or `min_length` of a field that is a number, an object and the like.
pub(crate) fn length(key: &Spanned<String>) -> Finding {
    let name = &key.value;
    Finding::new(&RULE, key.span, format!("`{name}` does not apply to a field that is not written as a text"))
        .label("has no effect here")
        .help(format!("`{name}` belongs to texts, times, enums, `json`, and what is `json_text: true`"))
}

/// `to` is what it was written for: `a field of type `string``.
pub(crate) fn finding(entry: &Entry, to: &str, belongs_to: &str) -> Finding {
    Finding::new(&RULE, entry.key_span, format!("`{}` does not apply to {to}", entry.key))
        .label("has no effect here")
        .help(format!("`{}` belongs to {belongs_to}", entry.key))
}
