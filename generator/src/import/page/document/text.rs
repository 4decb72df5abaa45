//! The text of blocks.

use regex_lite::Regex;
use std::sync::LazyLock;

static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"!?\[([^\]]*)\]\([^)\s]*\)").ok());
static GENERIC: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(array|list|set|map|string|vector|collection|integer|number)<").ok());

/// The text without marks of code and addresses of links.
pub(in super::super) fn plain(text: &str) -> String {
    let text = match &*LINK {
        Some(link) if text.contains("](") => link.replace_all(text, "$1").into_owned(),
        _ => text.to_owned(),
    };
    text.replace('`', "").trim().to_owned()
}

/// Whether nothing is left without its links.
pub(in super::super) fn is_only_links(text: &str) -> bool {
    let Some(link) = &*LINK else { return false };
    link.is_match(text) && !link.replace_all(text, "").chars().any(char::is_alphanumeric)
}

/// Escapes the `<` of `Array<String>`, which is not a tag.
pub(super) fn escape_generics(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut done = 0;
    for found in GENERIC.iter().flat_map(|generic| generic.find_iter(text)) {
        let (before, rest) = (text.get(done..found.end() - 1), text.get(found.end()..).unwrap_or_default());
        escaped.push_str(before.unwrap_or_default());
        escaped.push_str(if begins_tag(rest) { "<" } else { "&lt;" });
        done = found.end();
    }
    escaped.push_str(text.get(done..).unwrap_or_default());
    escaped
}

/// Tags that follow a type's name in a cell.
const TAGS: &[&str] = &[
    "br", "p", "ul", "ol", "li", "div", "span", "code", "a", "b", "i", "em", "strong", "sup", "sub", "small",
    "td", "th", "tr", "font", "img", "table", "label", "kbd", "u",
];

/// Whether what stands behind a `<` is the name of a tag, or ends one.
fn begins_tag(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let name = rest.get(..end).unwrap_or_default().to_ascii_lowercase();
    rest.starts_with(['/', '!']) || TAGS.contains(&name.as_str())
}

/// Undoes [`escape_generics`] where entities are not read.
pub(super) fn unescape_generics(text: &str) -> String {
    text.replace("&lt;", "<")
}

/// Blanks in a row become one, line breaks stay, non-breaking blanks become plain ones.
pub(super) fn tidy(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let words: Vec<&str> = line.split(|c: char| c.is_whitespace() || c == '\u{200B}').collect();
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// How many blanks a text begins with; a wide one counts for several.
pub(super) fn leading_blanks(text: &str) -> usize {
    let width = |c| match c {
        '\u{3000}' | '\u{2003}' | '\t' => 4,
        '\u{2002}' => 2,
        _ => 1,
    };
    text.chars().take_while(|c| c.is_whitespace() && *c != '\n').map(width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        assert_eq!(plain("see [ISO `8601`](https://x/y) and `a`"), "see ISO 8601 and a");
        assert!(is_only_links(" [Home](../../) > [API](../)"));
        assert!(!is_only_links("see [ISO](https://x)"));
        assert_eq!(escape_generics("Array<Dish> a<b>"), "Array&lt;Dish> a<b>");
        assert_eq!(escape_generics("List<Map<String, A>>"), "List&lt;Map&lt;String, A>>");
        for text in ["String<br>", "<td>String Array</td>", "Array<span class=x>"] {
            assert_eq!(escape_generics(text), text);
        }
        assert_eq!(tidy(" a \u{a0} b\n\n c"), "a b\nc");
        assert_eq!(leading_blanks("\u{a0}\u{2003}x"), 5);
    }
}
