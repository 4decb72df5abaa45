//! Names and texts that specs can hold.

use super::left_out::Notes;
use super::pointer::Place;
use crate::model::names::Named;
use crate::spec::Span;
use crate::spec::findings::name_not_allowed::{check_name, check_text};
use heck::ToUpperCamelCase;

/// The most characters in a type's name; a number may be put behind it.
const MAX_TYPE_NAME: usize = 56;

/// A text for people without what may not stand there; `None` when nothing is left.
pub(crate) fn clean(text: &str) -> Option<String> {
    let good = |text: &str| check_text("doc", text, Span::default()).is_none();
    let cleaned: String = if good(text) {
        text.to_owned()
    } else {
        text.chars().filter(|c| good(c.encode_utf8(&mut [0; 4]))).collect()
    };
    let trimmed = cleaned.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// The same in one line.
pub(crate) fn one_line(text: &str) -> Option<String> {
    clean(text).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Why a text cannot be the name of a field, a value, a code; `what` is which of them: `a field`.
pub(crate) fn name_problem(what: &str, name: &str) -> Option<String> {
    check_name(what, name, Span::default()).map(|finding| finding.message)
}

/// The name in Rust that an export states. A note if it cannot be one.
pub(super) fn rust_name(place: Option<Place<'_>>, named: Named, notes: &mut Notes) -> Option<String> {
    let place = place?;
    let name = place.text().filter(|name| named.accepts(name));
    if name.is_none() {
        notes.add(&place, format!("should be {}", named.wanted()));
    }
    name.map(str::to_owned)
}

/// The name of an example, without characters that specs do not allow.
pub(crate) fn cleaned_name(text: &str) -> Option<String> {
    one_line(text).map(|text| text.chars().take(128).collect::<String>().trim().to_owned())
}

/// The name of a type: a capital letter, then letters, digits and `_`.
pub(crate) fn type_name(wanted: &str) -> String {
    let legal = |name: &str| {
        name.len() <= 64
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if legal(wanted) {
        return wanted.to_owned();
    }
    let ascii: String = wanted.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let name: String = ascii.to_upper_camel_case().chars().take(MAX_TYPE_NAME).collect();
    if legal(&name) { name } else { format!("Type{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_names() {
        let table = [
            ("Amount", "Amount"),
            ("Amount_V2", "Amount_V2"),
            ("com.wallet.Amount", "ComWalletAmount"),
            ("amount", "Amount"),
            ("3DS", "Type3ds"),
            ("größe", "GrE"),
            ("", "Type"),
            ("日本", "Type"),
        ];
        for (wanted, name) in table {
            assert_eq!(type_name(wanted), name);
        }
        assert!(type_name(&"x".repeat(500)).len() <= 64);
    }

    #[test]
    fn texts() {
        assert_eq!(clean(" a\u{202E}b\r\nc ").as_deref(), Some("ab\nc"));
        assert_eq!(clean("\u{7}"), None);
        assert_eq!(one_line(" a \n b").as_deref(), Some("a b"));
    }
}
