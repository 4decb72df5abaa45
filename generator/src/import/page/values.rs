//! Lists of values: `Valid values are:`, and what follows.

use super::fold::{fold, unfolded};
use regex_lite::Regex;
use std::sync::LazyLock;

/// A value and what is said about it.
pub(super) type ListedValue = (String, Option<String>);

static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:the\s+|los\s+|las\s+|its\s+)?(?:(?:(?:valid|allowed|possible|supported|available|enum|enumeration|enumerated|permitted|accepted|currently supported)\s+(?:values?|options?|types?|statuses|enums?))|valid\s+\w+\s+values|values?|options|enum|enums|enumeration|enum values?|valores?(?:\s+(?:validos?|permitidos?|posibles?|aceptados?|admitidos?))?|it can be|the value can be|(?:the\s+value|value|it)\s+(?:is|must be|can be|should be)\s+one of|can be(?:\s+one of)?|one of|must be one of|uno de|puede ser|opciones)\s*(?:(?:of|for|de|para)\s+(?:this|the|este|el)\s+(?:field|parameter|campo|parametro|\w+)\s*)?(?:\s*(?:are|is|include|includes|can be|son|es|as follows|the following(?:\s+values)?|one of|los siguientes|incluyen|:|=))*\s*(.*)$",
    )
    .ok()
});
static LEAD_AT_END: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:one of the following(?:\s+\w+)?|(?:the\s+)?following\s+(?:values|types|options|statuses)(?:\s+are\s+(?:supported|valid|allowed))?|siguientes\s+(?:valores|opciones)|(?:valid|possible|allowed|supported)\s+values(?:\s+are|\s+include)?|valores\s+(?:validos|permitidos|posibles)(?:\s+son)?|uno de los siguientes(?:\s+\w+)?|can be|puede ser|are|son|include|includes)\s*:\s*$",
    )
    .ok()
});
static INLINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(?:valid|possible|allowed|supported|permitted|enum)\s+values?(?:\s+(?:are|is|include))?|valores\s+(?:validos|permitidos|posibles)(?:\s+son)?)\s*[:=]?\s*([^:]+?)\s*\)?\.?$").ok()
});
static ITEM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"^[*\-•]?\s*[`"']?([A-Za-z0-9][A-Za-z0-9_./+\-]*)[`"']?\s*(?:[:=]|\s[-–—]\s|\s-$|\()\s*(.*)$"#,
    )
    .ok()
});
static MARKED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"`[A-Za-z0-9][A-Za-z0-9_./+\-]*`\s*(?:[:=(]|[-–—]\s)").ok());
static ITEM_ALONE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"^[*\-•]?\s*[`"']?([A-Za-z0-9][A-Za-z0-9_./+\-]*)[`"']?\s*[.,;]?$"#).ok());

/// What a sentence says about the values of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lead {
    /// They follow, in lines of their own. Whether the sentence says something else, too.
    Follow { alone: bool },
    /// These.
    Are { values: Vec<ListedValue>, alone: bool },
}

/// Whether a sentence begins a list of values, or is one.
pub(super) fn lead(sentence: &str) -> Option<Lead> {
    let sentence = sentence.trim();
    let text = &fold(sentence);
    let is_open = ["including but not limited", "such as", "e.g.", "for example", "por ejemplo"];
    if is_open.iter().any(|words| text.to_lowercase().contains(words)) {
        return None;
    }
    if let Some(rest) = LEAD.as_ref().and_then(|lead| lead.captures(text)).and_then(|found| found.get(1)) {
        let rest = unfolded(sentence, rest.range()).trim();
        if rest.is_empty() || rest == "." {
            return Some(Lead::Follow { alone: true });
        }
        if let Some(values) = inline(rest) {
            return Some(Lead::Are { values, alone: true });
        }
    }
    if LEAD_AT_END.as_ref().is_some_and(|lead| lead.is_match(text)) {
        return Some(Lead::Follow { alone: false });
    }
    let within = INLINE.as_ref()?.captures(text)?;
    inline(unfolded(sentence, within.get(1)?.range())).map(|values| Lead::Are { values, alone: false })
}

/// `A, B and C`; `A: this; B: that`; each value as code, with a text behind it.
pub(super) fn inline(text: &str) -> Option<Vec<ListedValue>> {
    let text = text.trim().trim_end_matches('.').trim();
    if let Some(values) = marked(text).or_else(|| side_by_side(text)) {
        return Some(values);
    }
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let parts = |separators: &[char]| -> Option<Vec<ListedValue>> {
        let joined = text
            .replace(" and ", ", ")
            .replace(" or ", ", ")
            .replace(" y ", ", ")
            .replace(" o ", ", ")
            .replace(" & ", ", ");
        let text = if separators.contains(&',') { joined.as_str() } else { text };
        let parts = text.split(|c| separators.contains(&c)).map(str::trim).filter(|part| !part.is_empty());
        let parts: Vec<&str> = parts.collect();
        let values: Option<Vec<ListedValue>> =
            parts.iter().map(|part| item(part).filter(|_| is_marked(part))).collect();
        values.filter(|values| {
            values.len() > 1 || values.iter().all(|_| text.contains('`')) && values.len() == 1
        })
    };
    parts(&[';', '\n'])
        .filter(|values| values.len() > 1)
        .or_else(|| parts(&[',', '|', '/', '\n']))
        .or_else(|| parts(&[',', '|', '\n', ';']))
}

/// Values as code, each with a text that reaches to the next one.
fn marked(text: &str) -> Option<Vec<ListedValue>> {
    let starts: Vec<usize> = MARKED.as_ref()?.find_iter(text).map(|found| found.start()).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts.iter().zip(ends).map(|(start, end)| text.get(*start..end).unwrap_or_default());
    let values: Vec<ListedValue> = parts
        .map(|part| item(part.trim_end_matches([' ', ',', ';', '.', '|', '/'])))
        .collect::<Option<_>>()?;
    (values.len() > 1 && starts.first() == Some(&0)).then_some(values)
}

/// Values as code, or in quotation marks, with nothing but blanks between them: `"A" "B"`.
fn side_by_side(text: &str) -> Option<Vec<ListedValue>> {
    let is_mark = |c: char| matches!(c, '`' | '"' | '“' | '”');
    let value = |part: &str| {
        let inner = part.strip_prefix(is_mark)?.strip_suffix(is_mark)?;
        item(inner).filter(|(value, _)| value == inner)
    };
    let values: Option<Vec<ListedValue>> = text.split_whitespace().map(value).collect();
    values.filter(|values| values.len() > 1)
}

/// A value, and not the first word of a text: it is code, or no word of small letters.
fn is_marked(part: &str) -> bool {
    let word = part.trim_start_matches(['*', '-', ' ']);
    let first: &str = word.split([' ', ':', '(', '=']).next().unwrap_or_default();
    word.starts_with(['`', '"', '\''])
        || (!first.is_empty() && !first.chars().any(|c| c.is_ascii_lowercase()))
        || word.split_whitespace().count() == 1
}

/// `INSIDE: in the dining room`, as a line of a list of values.
pub(super) fn item(line: &str) -> Option<ListedValue> {
    let line = line.trim();
    let alone = |regex: &Option<Regex>| Some(regex.as_ref()?.captures(line)?.get(1)?.as_str().to_owned());
    if let Some(value) = alone(&ITEM_ALONE) {
        return Some((value.trim_end_matches('.').to_owned(), None));
    }
    let captures = ITEM.as_ref()?.captures(line)?;
    let doc = captures.get(2)?.as_str().trim();
    let opened = line.matches('(').count() < line.matches(')').count() + usize::from(line.ends_with(')'));
    let doc = if opened && doc.matches('(').count() < doc.matches(')').count() {
        doc.trim_end_matches('.').strip_suffix(')').unwrap_or(doc)
    } else {
        doc
    };
    let value = captures.get(1)?.as_str().to_owned();
    Some((value, (!doc.is_empty()).then(|| doc.to_owned())))
}

/// Whether a line of a list can only be a value, even where no sentence announced it.
pub(super) fn is_surely_value(line: &str) -> bool {
    let text = line.trim_start_matches(['*', '-', '•', ' ']);
    let word: String =
        text.trim_start_matches('`').chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let capitals = word.len() > 1 && word.chars().all(|c| !c.is_ascii_lowercase());
    (capitals || text.starts_with('`')) && item(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are(values: &[(&str, &str)]) -> Vec<ListedValue> {
        let doc = |doc: &str| (!doc.is_empty()).then(|| doc.to_owned());
        values.iter().map(|(value, text)| ((*value).to_owned(), doc(text))).collect()
    }

    #[test]
    fn sentences_that_list_values() {
        for text in [
            "Valid values are:",
            "Los valores válidos son:",
            "Enum values:",
            "The value can be:",
            "Allowed values",
        ] {
            assert_eq!(lead(text), Some(Lead::Follow { alone: true }), "{text}");
        }
        assert_eq!(lead("The seating, one of the following:"), Some(Lead::Follow { alone: false }));
        let table = [
            ("Valid values: `A`, `B` and `C`.", are(&[("A", ""), ("B", ""), ("C", "")])),
            ("Valores permitidos: A, B.", are(&[("A", ""), ("B", "")])),
            ("One of A | B", are(&[("A", ""), ("B", "")])),
            ("Enum: `A` \"B\"", are(&[("A", ""), ("B", "")])),
            ("Enum: S: success; F: failed", are(&[("S", "success"), ("F", "failed")])),
            (
                "Valid values are INSIDE (in the room), OUTSIDE (on it)",
                are(&[("INSIDE", "in the room"), ("OUTSIDE", "on it")]),
            ),
        ];
        for (text, values) in table {
            assert_eq!(lead(text), Some(Lead::Are { values, alone: true }), "{text}");
        }
        for text in ["The id of the payment.", "Values such as `A`, `B`.", "It can be used twice."] {
            assert_eq!(lead(text), None, "{text}");
        }
    }

    #[test]
    fn items() {
        assert_eq!(
            item("* `INSIDE`: in the dining room."),
            Some(("INSIDE".to_owned(), Some("in the dining room.".to_owned())))
        );
        assert_eq!(item("BAR - at the bar"), Some(("BAR".to_owned(), Some("at the bar".to_owned()))));
        assert_eq!(item("* `BAR`"), Some(("BAR".to_owned(), None)));
        assert_eq!(item("* Only letters are allowed."), None);
    }
}
