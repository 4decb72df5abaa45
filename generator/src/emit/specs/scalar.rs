//! How a text is spelled so that it is read as that text.

use crate::spec::Scalar;
use std::fmt::Write;

/// Characters that end a text within `{ }`.
const FLOW: [char; 5] = [',', '[', ']', '{', '}'];

/// A text in one line: without quotes where nobody could take it for something else, be it in `{ }` or not.
pub(super) fn spell(text: &str) -> String {
    if text.contains(FLOW) { in_quotes(text) } else { spell_alone(text) }
}

/// The same for a text that is not within `{ }` or `[ ]`.
pub(super) fn spell_alone(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { in_quotes(text) }
}

fn in_quotes(text: &str) -> String {
    if text.contains(['"', '\\']) && text.chars().all(is_visible) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        double_quoted(text)
    }
}

/// Whether a text may stand without quotes outside `{ }`.
fn is_plain(text: &str) -> bool {
    let starts_well =
        text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '/' | '(' | '$' | '^'));
    let reads_otherwise = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    let scalar = Scalar { text: text.to_owned(), plain: true };
    starts_well
        && !reads_otherwise
        && !scalar.is_null()
        && scalar.number().is_none()
        && !text.ends_with(char::is_whitespace)
        && !text.contains(':')
        && !text.contains(" #")
        && text.chars().all(is_visible)
}

/// A character that can stand as it is; a line break or tab is none.
pub(super) fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
        && !matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            visible if is_visible(visible) => quoted.push(visible),
            // Writing to a text does not fail.
            hidden => drop(write!(quoted, "\\U{:08X}", u32::from(hidden))),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_only_where_needed() {
        let table = [
            ("Amount", "Amount"),
            ("What was ordered.", "What was ordered."),
            ("It's `x`", "It's `x`"),
            ("", "\"\""),
            ("1000", "\"1000\""),
            ("1.2.3", "\"1.2.3\""),
            ("no", "\"no\""),
            ("Null", "\"Null\""),
            ("a, b", "\"a, b\""),
            ("a #b", "\"a #b\""),
            ("https://x", "\"https://x\""),
            ("{\"a\":1}", "'{\"a\":1}'"),
            ("it's \"so\"", "it's \"so\""),
            ("\"it's\"", "'\"it''s\"'"),
            (" a", "\" a\""),
            ("- a", "\"- a\""),
            ("a\nb\u{7}\\", "\"a\\nb\\U00000007\\\\\""),
        ];
        for (text, spelled) in table {
            assert_eq!(spell(text), spelled, "{text:?}");
        }
    }
}
