//! C0005: a key that the format does not have.

use crate::diagnostics::{Finding, Rule, Severity, listed, nearest};
use crate::spec::Entry;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0005",
    name: "unknown-key",
    severity: Severity::Error,
    summary: "A key that the spec format does not have.",
    why: "A misspelled `max_lenght` that is read over means a limit that is not checked.",
    fix: "Use the key that is offered, or one of those listed.",
    example: "name: { type: string, max_lenght: 64 }\n# fixed:\nname: { type: string, max_length: 64 }",
};

/// `owner` is what has the keys: `an endpoint`.
pub fn finding(entry: &Entry, owner: &str, keys: &[&str]) -> Finding {
    let finding = Finding::new(&RULE, entry.key_span, format!("unknown key `{}`", entry.key))
        .label(format!("not a key of {owner}"));
    match nearest(&entry.key, keys.iter().copied()) {
        // `4,096` in `{ }` ends at the comma.
        _ if entry.value.is_null()
            && entry.key.len() == 3
            && entry.key.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            finding.help("a number has no commas: `4096`, not `4,096`")
        }
        _ if entry.key == "enum" && keys.contains(&"values") => {
            finding.help("an enum is a type with its values: `type: enum, values: [A, B]`")
        }
        Some(near) => finding.replace("a key with a similar name exists", entry.key_span, near),
        // A text with a comma in `{ }` ends there, and what follows looks like a key.
        None if entry.key.contains(' ') => {
            finding.help("a text with a comma needs quotes within `{ }`: `doc: \"first, second\"`")
        }
        None if keys.is_empty() => finding.help(format!("remove it: {owner} has no keys")),
        None => finding.help(format!("{owner} has the keys {}", listed(keys.iter().copied()))),
    }
}
