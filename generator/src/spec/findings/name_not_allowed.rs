//! C0012: names that cannot be sent, shown or written in Rust.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The most characters in a name.
const MAX_NAME: usize = 128;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0012",
    name: "name-not-allowed",
    severity: Severity::Error,
    summary: "A name or text contains what cannot stand there.",
    why: "Names go into URLs, file names, Rust and documents. Control characters and marks that turn the direction of \
          text make a name look like another one; rustc refuses the latter even in comments. Field names and \
          enum values are otherwise free: they are data.",
    fix: "Write the name with other characters, or shorter.",
    example: "\"partner\\u0007Id\": { type: string, max_length: 32 }\n\
              # fixed:\npartnerId: { type: string, max_length: 32 }",
};

/// A field, an enum value, a code, a map's key: at least one character, at most 128, none of them hidden.
pub(crate) fn check_name(what: &str, name: &str, span: Span) -> Option<Finding> {
    let problem = if name.is_empty() {
        format!("{what} has an empty name")
    } else if name.chars().count() > MAX_NAME {
        format!("the name of {what} is longer than {MAX_NAME} characters")
    } else if let Some(c) = name.chars().find(|c| is_hidden(*c) || matches!(c, '\n' | '\t')) {
        format!("the name of {what} contains the character U+{:04X}", u32::from(c))
    } else {
        return None;
    };
    Some(Finding::new(&RULE, span, problem).help("write it with visible characters"))
}

/// A text for people: several lines are fine.
pub(crate) fn check_text(key: &str, text: &str, span: Span) -> Option<Finding> {
    let hidden = text.chars().find(|c| is_hidden(*c))?;
    let message = format!("the text of `{key}` contains the character U+{:04X}", u32::from(hidden));
    Some(Finding::new(&RULE, span, message).help("write it with visible characters"))
}

/// `name` must be `wanted`: `small letters, digits and `-``.
pub(crate) fn form(span: Span, what: &str, name: &str, wanted: &str) -> Finding {
    Finding::new(&RULE, span, format!("`{name}` cannot be the name of {what}")).help(format!("use {wanted}"))
}

/// A control character other than new line and tab, or a mark that turns the direction of text.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}')
}
