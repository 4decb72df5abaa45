//! Defaults in sentences: `The default value is 1.`

use super::fold::{fold, unfolded};
use regex_lite::Regex;
use std::sync::LazyLock;

static DEFAULT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?:^|[,(]\s*)(?:the\s+|el\s+)?(?:default(?:s)?(?:\s+value)?(?:\s+of this (?:field|parameter))?|valor\s+(?:por\s+defecto|predeterminado)|por\s+defecto|predeterminado)\s*(?:(?:is|are|to|es|:|=)\s*)*[`"']?([^\s`"'.,;()]+(?:\.\d+)?)[`"']?\s*\)?[.;]?$"#).ok()
});

/// Finds a default at the end of a sentence, and whether the sentence says nothing else.
pub(super) fn default_in(sentence: &str) -> Option<(String, bool)> {
    let folded = fold(sentence);
    let captures = DEFAULT.as_ref()?.captures(&folded)?;
    let value = unfolded(sentence, captures.get(1)?.range());
    let is_none =
        matches!(value.to_lowercase().as_str(), "none" | "null" | "empty" | "not" | "no" | "the" | "a");
    (!is_none).then(|| (value.to_owned(), captures.get(0).is_some_and(|whole| whole.start() == 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults() {
        let table = [
            ("The default value is `1`.", Some(("1", true))),
            ("Valor por defecto: menú", Some(("menú", true))),
            ("The seating, default: INSIDE.", Some(("INSIDE", false))),
            ("Default: none", None),
            ("By default it is not sent to the user.", None),
        ];
        for (text, expected) in table {
            assert_eq!(default_in(text), expected.map(|(value, alone)| (value.to_owned(), alone)), "{text}");
        }
    }
}
