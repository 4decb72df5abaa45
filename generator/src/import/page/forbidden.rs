//! Characters that a text must not have: `Special characters like @ # ? are not supported.`

use super::fold::fold;
use regex_lite::Regex;
use std::sync::LazyLock;

static FORBIDDEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:special characters|the characters|caracteres especiales|los caracteres)\s*(?:like|such as|including|como)?\s*:?\s+(.+?)\s+(?:(?:are|is)\s+not|cannot be|must not be|no\s+(?:son|estan|se))\s+(?:supported|allowed|permitted|accepted|used|admitid|permitid|admiten|permiten)").ok()
});

/// The characters that a sentence forbids. `None` where it names anything but signs.
pub(super) fn forbidden_in(sentence: &str) -> Option<String> {
    let text = fold(sentence);
    let listed = FORBIDDEN.as_ref()?.captures(&text)?.get(1)?.as_str();
    let words =
        listed.split([' ', ',', '`', '"']).filter(|word| !matches!(*word, "" | "and" | "or" | "y" | "o"));
    let mut signs = String::new();
    for word in words {
        let mut chars = word.chars();
        let sign = chars.next().filter(char::is_ascii_punctuation)?;
        if chars.next().is_some() {
            return None;
        }
        if !signs.contains(sign) {
            signs.push(sign);
        }
    }
    (!signs.is_empty()).then_some(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_are_forbidden() {
        let table = [
            ("Special characters like @ # ? are not supported.", Some("@#?")),
            ("Note: Special characters such as `@`, `#` and `?` are not allowed.", Some("@#?")),
            ("Caracteres especiales como @ # ? no están permitidos.", Some("@#?")),
            ("Special characters like emojis are not supported.", None),
            ("Special characters like @ # ? are supported.", None),
        ];
        for (text, expected) in table {
            assert_eq!(forbidden_in(text).as_deref(), expected, "{text}");
        }
    }
}
