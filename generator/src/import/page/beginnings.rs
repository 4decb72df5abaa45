//! What a description begins with where it has no column of its own: `MANDATORY String (64) The id of the payment.`

use super::type_text::{PageType, type_text};
use super::words::{Presence, presence};

/// Marks that begin a description; shorter ones could be words of it.
const SHORTEST: usize = 6;

/// The most words that a type has.
const WORDS: usize = 4;

/// Words behind a mark with which it is a condition.
const CASES: &[&str] = &["when", "if", "only", "unless", "in", "for", "cuando", "si", "solo", "en", "para"];

/// Splits a mark off the beginning of a description: `required The book.`, `(Optional) the book`.
pub(super) fn marked(text: &str) -> Option<(Presence, &str)> {
    let text = text.trim();
    let inner = text.trim_start_matches(['(', '[', '*']);
    let end = inner.find(|c: char| !c.is_alphabetic()).unwrap_or(inner.len());
    let (word, rest) = inner.split_at_checked(end).filter(|(word, _)| word.len() >= SHORTEST)?;
    let found = presence(word)?;
    let signs = [')', ']', '*', '.', ':', ';', ',', '-', '–', '—', '\n'];
    let behind = rest.trim_start_matches(' ').trim_start_matches(signs);
    let is_parted = behind.len() < rest.trim_start_matches(' ').len() || rest.is_empty();
    let behind = behind.trim_start();
    let next = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let begins_anew = behind.starts_with(|c: char| c.is_uppercase() || c == '`');
    (!CASES.contains(&next.as_str()) && (is_parted || begins_anew)).then_some((found, behind))
}

/// Splits a type off the beginning of a description: a line of its own, or before a sentence where a mark was before it.
pub(super) fn typed(text: &str, is_marked: bool) -> Option<(&str, &str)> {
    let (line, rest) = text.trim().split_once('\n').unwrap_or((text.trim(), ""));
    let is_type = |text: &str| match type_text(text).map(|found| found.ty) {
        Some(PageType::Named(_)) => is_marked,
        found => found.is_some(),
    };
    if is_type(line) {
        return Some((line, rest));
    }
    let ends: Vec<usize> = line.match_indices(' ').map(|(at, _)| at).take(WORDS).collect();
    ends.into_iter().rev().filter(|_| is_marked).find_map(|end| {
        let (before, _) = line.split_at_checked(end)?;
        let behind = text.trim().get(end..)?.trim_start();
        (is_type(before) && behind.starts_with(|c: char| c.is_uppercase() || c == '`'))
            .then_some((before, behind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_before_descriptions() {
        let required = |rest| Some((Presence::Required, rest));
        for (text, expected) in [
            ("required The book.", required("The book.")),
            ("(Optional) the book", Some((Presence::Optional, "the book"))),
            ("MANDATORY\nString (64)\nThe id.", required("String (64)\nThe id.")),
            ("Obligatorio. El libro.", required("El libro.")),
            ("Required", required("")),
            ("Required when `a` is `B`.", None),
            ("Required, if `a` is `B`.", None),
            ("Required fields of the form.", None),
            ("The book, required.", None),
            ("No The book.", None),
        ] {
            assert_eq!(marked(text), expected, "{text}");
        }
    }

    #[test]
    fn types_before_descriptions() {
        for (text, is_marked, expected) in [
            ("String (64)\nThe id.", false, Some(("String (64)", "The id."))),
            ("String (64) The id.", true, Some(("String (64)", "The id."))),
            ("Amount What it costs.", true, Some(("Amount", "What it costs."))),
            ("Amount", true, Some(("Amount", ""))),
            ("Amount", false, None),
            ("String The id.", false, None),
            ("Number of guests.", true, None),
            ("Date of birth", true, None),
        ] {
            assert_eq!(typed(text, is_marked), expected, "{text}");
        }
    }
}
