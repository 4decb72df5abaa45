//! Limits in words: lengths, ranges, numbers of items.

use super::fold::fold;
use regex_lite::{Captures, Match, Regex};
use std::sync::LazyLock;

/// Characters, or items, at least and at most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) min: Option<usize>,
    pub(super) max: Option<usize>,
    /// The page says that there is no limit.
    pub(super) unlimited: bool,
    pub(super) of: Unit,
}

/// What a length counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Unit {
    /// The page does not say.
    #[default]
    Unsaid,
    Characters,
    Items,
}

/// Smallest and greatest value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) min: Option<i64>,
    pub(super) max: Option<i64>,
}

/// A limit that is in a sentence, and whether the sentence says nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<T> {
    pub(super) limit: T,
    pub(super) alone: bool,
}

const NUMBER: &str = r"(\d{1,3}(?:[,.\x20]\d{3})+|\d+)";
const UNIT: &str = r"((?:characters?|chars?|bytes?|letters|caracteres?|digits?|digitos?|symbols?|elements?|items?|entries|elementos?|objects?|objetos?|records?|registros?|articulos?)\b)";

/// Patterns of lengths: `N` is a number, `U` a unit, `U?` one that may be missing.
const LENGTHS: &[(Bound, &str)] = &[
    (
        Bound::Both,
        r"(?:length|longitud|largo|size|tamano)?(?:\s*range)?(?:\s*(?:is|es|must be|:|=))*\s*\b(?:between|entre|from|de)?\s*N\s*(?:-|~|to|and|a|y|\.\.)\s*N\s*U",
    ),
    (
        Bound::Both,
        r"\b(?:length|longitud|largo)(?:\s*range)?\s*(?:is|es|must be|:|=)*\s*(?:between|entre|from|de)?\s*N\s*(?:-|~|to|and|a|y|\.\.)\s*N",
    ),
    (Bound::Exact, r"\b(?:fixed length|longitud fija|exactly|exactamente)\s*(?:is|es|of|de|:|=)*\s*N\s*U?"),
    (Bound::Exact, r"\bN[- ]U\s*(?:fixed|exactly)"),
    (
        Bound::Most,
        r"\b(?:max(?:imum|\.)?\s*(?:allowed\s*|number of\s*|array\s*|field\s*|string\s*|data\s*)?(?:length|len|size|characters|chars|items|elements|entries|count)|(?:longitud|largo|tamano|cantidad)\s+max(?:ima|imo|\.)?(?:\s+permitid[oa])?|max(?:imo|ima|\.)?\s*(?:longitud|tamano|largo)|(?:numero\s+)?maximo\s+de\s+(?:elementos|caracteres)|numero maximo de elementos|length limit|character limit|maxlength|max_length|maxitems|max_items|array size|array length)(?:\s+(?:of|for|de|del|allowed)\s+(?:this|the|el|la|este|value|field|list|array)(?:\s+\w+)?)?\s*(?:is|are|es|of|de|:|=|<=|limited to|\(|\)|in characters)*\s*N\s*U?",
    ),
    (
        Bound::Most,
        r"(?:\b(?:up to|at most|no more than|not more than|(?:not|cannot|can't|must not|may not|shall not|should not)\s+exceed|not exceeding|(?:no|not|not be|cannot be) longer than|limited to|less than or equal to|maximum(?: of)?|max\.?(?: of)?|hasta|no mas de|maximo(?: de)?|como maximo|no (?:(?:debe|puede) )?(?:exceder|superar)(?: de)?(?: los)?|within|limit(?: of)?|limite(?: de)?)|<=)\s*:?\s*N[- ]*U",
    ),
    (
        Bound::Most,
        r"\bN\s*U\s*(?:max(?:imum|imo|\.)?|at most|at maximum|or less|or fewer|como maximo|o menos)",
    ),
    (
        Bound::Least,
        r"\b(?:min(?:imum|\.)?\s*(?:length|len|size)|(?:longitud|largo)\s+min(?:ima|imo|\.)?|minlength|min_length)\s*(?:is|es|of|de|:|=|>=)*\s*N\s*U?",
    ),
    (
        Bound::Least,
        r"\b(?:at least|no less than|not less than|al menos|como minimo|minimum(?: of)?|min\.?)\s*:?\s*N[- ]*U",
    ),
    (
        Bound::None,
        r"\b(?:max(?:imum|\.)?\s*(?:length|size)|(?:longitud|tamano)\s+max(?:ima|imo|\.)?|length|longitud)\s*(?:is|es|:|=)*\s*(?:unlimited|no limit|not limited|ilimitad[oa]|sin limite)",
    ),
    (Bound::Most, r"^\s*(?:the\s+)?(?:length|longitud|largo|len)\s*(?:is|es|:|=|<=)+\s*N\s*U?\s*\.?\s*$"),
    (Bound::Most, r"^\s*\(?\s*(?:max(?:imum|imo|\.)?|maximo)\s*[:=]?\s*N\s*\)?\s*\.?\s*$"),
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Bound {
    Both,
    Exact,
    Most,
    Least,
    Above,
    Below,
    None,
}

/// Patterns of ranges: `V` is a value with a sign, or a word for no limit.
const RANGES: &[(Bound, &str)] = &[
    (
        Bound::Both,
        r"\b(?:value\s+range|valid\s+range|range(?:\s+of\s+values?)?|rango(?:\s+de\s+valores)?|intervalo|values?)\s*(?:is|es|are|:|=)*\s*(?:between|entre|from|de)?\s*[\[(]?\s*V\s*(?:-|~|to|a|and|y|,|\.\.\.?)\s*V\s*[\])]?",
    ),
    (Bound::Both, r"\b(?:between|entre|from|de|desde)\s+V\s+(?:and|y|to|a|hasta)\s+V\b"),
    (Bound::Both, r"^\s*[\[(]?\s*V\s*(?:-|~|to|a|,|\.\.\.?)\s*V\s*[\])]?\s*$"),
    (
        Bound::Least,
        r"\b(?:min(?:imum|imo|\.)?(?:\s*value)?|valor\s+min(?:imo|\.)?|greater than or equal to|mayor o igual (?:a|que)|at least|not less than|no less than|al menos|como minimo)\s*(?:is|es|of|de|:|=|>=)*\s*V\b",
    ),
    (Bound::Least, r">=\s*V\b"),
    (
        Bound::Most,
        r"\b(?:max(?:imum|imo|\.)?(?:\s*value)?|valor\s+max(?:imo|\.)?|less than or equal to|menor o igual (?:a|que)|at most|not (?:be )?(?:greater|more) than|no (?:greater|more) than|up to|cannot exceed|must not exceed|hasta|como maximo|no mas de)\s*(?:is|es|of|de|:|=|<=)*\s*V\b",
    ),
    (Bound::Most, r"<=\s*V\b"),
    (Bound::Above, r"(?:\b(?:greater than|more than|larger than|mayor (?:que|a))|>)\s*V\b"),
    (Bound::Below, r"(?:\b(?:less than|smaller than|menor (?:que|a))|<)\s*V\b"),
];

static LENGTH_PATTERNS: LazyLock<Vec<(Bound, Regex)>> = LazyLock::new(|| {
    let compile = |(bound, pattern): &(Bound, &str)| {
        let pattern = pattern.replace('U', UNIT).replace('N', NUMBER);
        Some((*bound, Regex::new(&format!("(?i){pattern}")).ok()?))
    };
    LENGTHS.iter().filter_map(compile).collect()
});
static RANGE_PATTERNS: LazyLock<Vec<(Bound, Regex)>> = LazyLock::new(|| {
    let number = NUMBER.replacen('(', "(?:", 1);
    let value = format!("([-+]?{number}|unlimited|no limit|infinity|ilimitado|sin limite|∞)");
    let compile = |(bound, pattern): &(Bound, &str)| {
        Some((*bound, Regex::new(&format!("(?i){}", pattern.replace('V', &value))).ok()?))
    };
    RANGES.iter().filter_map(compile).collect()
});

/// What a cell of a column of lengths says: `64`, `1-64`, `4,096`, `unlimited`.
static LENGTH_CELLS: LazyLock<Vec<(Bound, Regex)>> = LazyLock::new(|| {
    let patterns = [
        (Bound::Both, r"^\(?N\s*(?:-|~|to|a|\.\.)\s*N\)?\s*U?$"),
        (Bound::Exact, r"^(?:fixed|fixed length|fijo|fija|=)\s*:?\s*N\s*U?$"),
        (Bound::Exact, r"^N\s*U?\s*\(?(?:fixed|fijo|fija)\)?$"),
        (
            Bound::Most,
            r"^\(?(?:<=?|max(?:imum|imo|\.)?(?:\s*length)?|up to|at most|hasta|length|longitud maxima)?\s*[:=]?\s*N\s*\)?\s*U?\s*\(?(?:max(?:imum|imo|\.)?)?\)?\.?$",
        ),
        (Bound::Least, r"^(?:>=?|min(?:imum|imo|\.)?)\s*:?\s*N\s*U?$"),
        (Bound::None, r"^(?:unlimited|no limit|not limited|ilimitad[oa]|sin limite|no maximum)$"),
    ];
    let compile = |(bound, pattern): (Bound, &str)| {
        Some((bound, Regex::new(&format!("(?i){}", pattern.replace('U', UNIT).replace('N', NUMBER))).ok()?))
    };
    patterns.into_iter().filter_map(compile).collect()
});

/// Reads a cell that holds nothing but a length.
pub(super) fn length(cell: &str) -> Option<Length> {
    let folded = fold(cell);
    let text = folded.trim();
    LENGTH_CELLS.iter().find_map(|(bound, pattern)| length_of(*bound, &pattern.captures(text)?))
}

/// Finds a length in a sentence.
pub(super) fn length_in(sentence: &str) -> Option<Found<Length>> {
    let text = fold(sentence);
    LENGTH_PATTERNS.iter().find_map(|(bound, pattern)| {
        let captures = pattern.captures(&text)?;
        let limit = length_of(*bound, &captures)?;
        Some(Found { limit, alone: is_alone(&text, captures.get(0)?) })
    })
}

/// Finds a range of values in a sentence; without a word before it only where the sentence is nothing else.
pub(super) fn range_in(sentence: &str) -> Option<Found<Range>> {
    let text = fold(sentence);
    let mut found: Option<Found<Range>> = None;
    for (bound, pattern) in RANGE_PATTERNS.iter() {
        let Some(captures) = pattern.captures(&text) else { continue };
        let limit = range_of(*bound, &captures);
        let alone = captures.get(0).is_some_and(|whole| is_alone(&text, whole));
        if *bound == Bound::Both {
            return (limit != Range::default()).then_some(Found { limit, alone });
        }
        let known = found.get_or_insert(Found { limit: Range::default(), alone });
        known.limit.min = known.limit.min.or(limit.min);
        known.limit.max = known.limit.max.or(limit.max);
    }
    found.filter(|found| found.limit != Range::default())
}

fn length_of(bound: Bound, captures: &Captures<'_>) -> Option<Length> {
    let text = |group: usize| captures.get(group).map(|found| found.as_str());
    let size = |group: usize| text(group).and_then(|text| usize::try_from(number(text)?).ok());
    let unit = |group: usize| text(group).map_or(Unit::Unsaid, unit);
    let first = size(1);
    let limit = match bound {
        Bound::None => Length { unlimited: true, ..Length::default() },
        Bound::Both => Length { min: first, max: Some(size(2)?), unlimited: false, of: unit(3) },
        Bound::Exact => Length { min: first, max: Some(first?), unlimited: false, of: unit(2) },
        Bound::Most => Length { min: None, max: Some(first?), unlimited: false, of: unit(2) },
        _ => Length { min: Some(first?), max: None, unlimited: false, of: unit(2) },
    };
    let is_sound = limit.max.is_none_or(|max| max > 0 && limit.min.is_none_or(|min| min <= max));
    is_sound.then_some(limit)
}

fn range_of(bound: Bound, captures: &Captures<'_>) -> Range {
    let value = |group: usize| captures.get(group).and_then(|found| number(found.as_str()));
    let first = value(1);
    match bound {
        Bound::Both => Range { min: first, max: value(2) },
        Bound::Least => Range { min: first, max: None },
        Bound::Above => Range { min: first.and_then(|value| value.checked_add(1)), max: None },
        Bound::Below => Range { min: None, max: first.and_then(|value| value.checked_sub(1)) },
        _ => Range { min: None, max: first },
    }
}

/// A whole number, with or without separators between thousands.
fn number(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    digits.parse().ok()
}

fn unit(word: &str) -> Unit {
    let word = word.to_lowercase();
    let items = ["element", "item", "entr", "object", "objet", "record", "registr", "articul"];
    if items.iter().any(|start| word.starts_with(start)) { Unit::Items } else { Unit::Characters }
}

/// Words that say nothing beside a limit.
const FILLING: &[&str] = &[
    "the",
    "this",
    "a",
    "an",
    "of",
    "is",
    "value",
    "field",
    "parameter",
    "length",
    "must",
    "be",
    "it",
    "characters",
    "string",
    "el",
    "la",
    "este",
    "campo",
    "parametro",
    "valor",
    "es",
    "debe",
    "ser",
    "tener",
    "con",
    "has",
    "have",
    "can",
    "supports",
    "should",
    "total",
    "size",
    "with",
    "longitud",
    "in",
    "its",
    "and",
    "de",
    "del",
    "contain",
    "contains",
    "up",
    "list",
    "array",
    "text",
    "long",
    "una",
    "un",
    "maximum",
    "caracteres",
    "char",
    "note",
    "integer",
    "number",
    "elements",
];

fn is_alone(text: &str, found: Match<'_>) -> bool {
    let around = [text.get(..found.start()), text.get(found.end()..)];
    let words = around.iter().flatten().flat_map(|part| part.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).all(|word| FILLING.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_are_regular_expressions() {
        assert_eq!(LENGTH_PATTERNS.len(), LENGTHS.len());
        assert_eq!(RANGE_PATTERNS.len(), RANGES.len());
        assert_eq!(LENGTH_CELLS.len(), 6);
    }

    #[test]
    fn lengths_in_cells() {
        let table = [
            ("64", None, Some(64)),
            ("4,096", None, Some(4096)),
            ("4.096", None, Some(4096)),
            ("≤ 64", None, Some(64)),
            ("1-64", Some(1), Some(64)),
            ("1 ~ 2,048 characters", Some(1), Some(2048)),
            ("64 chars (max)", None, Some(64)),
            ("fixed 3", Some(3), Some(3)),
            ("20,4", None, None),
            ("-", None, None),
            ("2MB", None, None),
        ];
        for (text, min, max) in table {
            let found = length(text);
            assert_eq!(found.and_then(|found| found.min), min, "{text}");
            assert_eq!(found.and_then(|found| found.max), max, "{text}");
        }
        assert!(length("Unlimited").is_some_and(|found| found.unlimited));
    }

    #[test]
    fn lengths_in_sentences() {
        let table = [
            ("Maximum length: 64 characters", 64, true),
            ("Max. length: 1,024 characters.", 1024, true),
            ("The maximum length is 32.", 32, true),
            ("The maximum length of this field is 128 characters.", 128, true),
            ("Longitud máxima: 32 caracteres", 32, true),
            ("Máx. 20 elementos", 20, true),
            ("Maximum size: 30 elements", 30, true),
            ("It cannot exceed 256 characters.", 256, true),
            ("No debe exceder los 64 caracteres.", 64, true),
            ("The order's title, up to 256 characters, as the user sees it.", 256, false),
            ("A text of 10 to 64 characters.", 64, true),
            ("Length: 3", 3, true),
        ];
        for (text, max, alone) in table {
            let found = length_in(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.limit.max, found.alone), (Some(max), alone), "{text}");
        }
        for text in ["See chapter 5.", "The code has expired.", "Version 2 of 3", "Call it 3 times at most."]
        {
            assert_eq!(length_in(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_in_sentences() {
        let table = [
            ("Value range: 1 - 20", Some(1), Some(20)),
            ("Value range: 1 - unlimited", Some(1), None),
            ("Rango de valores: 0 a 1.000", Some(0), Some(1000)),
            ("It must be between 1 and 99.", Some(1), Some(99)),
            ("Greater than 0.", Some(1), None),
            (">= 1 and <= 100", Some(1), Some(100)),
            ("[1, 20]", Some(1), Some(20)),
            ("Minimum: 5. Maximum: 10", Some(5), Some(10)),
        ];
        for (text, min, max) in table {
            let found = range_in(text).unwrap_or_else(|| panic!("{text}")).limit;
            assert_eq!((found.min, found.max), (min, max), "{text}");
        }
        assert_eq!(range_in("The first of the month."), None);
    }
}
