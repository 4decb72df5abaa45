//! Ranges of values in words: `between 1 and 99`.

use super::fold::fold;
use super::limits::{Bound, Found, NUMBER, is_alone, is_cut, number};
use regex_lite::{Captures, Regex};
use std::sync::LazyLock;

/// Smallest and greatest value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) min: Option<i64>,
    pub(super) max: Option<i64>,
}

/// What may stand behind a value that is not counted in anything: `no more than 5 times` is no limit of the value.
const END: &str =
    r"\s*(?:$|[.,;)\]]|(?:and|y|but|pero|inclusive|inclusivo|inclusively|included|or|o|max|min)\b|[<>=-])";

/// Patterns of ranges: `V` is a value with a sign, or a word for no limit, `E` the end of what is said about it.
const RANGES: &[(Bound, &str)] = &[
    (
        Bound::Both,
        r"\b(?:value\s+range|valid\s+range|range(?:\s+of\s+values?)?|rango(?:\s+de\s+valores)?|intervalo|values?)\s*(?:is|es|are|:|=)*\s*(?:between|entre|from|de)?\s*[\[(]?\s*V\s*(?:-|~|to|a|and|y|,|\.\.\.?)\s*V\s*[\])]?",
    ),
    (
        Bound::Both,
        r"\b(?:between|entre|from|de|desde)\s+V\s+(?:and|y|to|a|hasta|through|up to)\s+(?:and including\s+|including\s+|inclusive\s+)?V\bE",
    ),
    (Bound::Both, r"(?:^|[,:(])\s*[\[(]?\s*V\s*(?:-|~|to|a|\.\.\.?)\s*V\s*[\])]?\s*\)?\.?\s*$"),
    (Bound::Both, r"^\s*[\[(]\s*V\s*,\s*V\s*[\])]\s*\.?\s*$"),
    (
        Bound::Least,
        r"\b(?:min(?:imum|imo|\.)?(?:\s*value)?|valor\s+min(?:imo|\.)?|greater than or equal to|mayor o igual (?:a|que)|at least|not less than|no less than|al menos|como minimo)\s*(?:is|es|of|de|:|=|>=)*\s*V\bE",
    ),
    (Bound::Least, r">=\s*V\b"),
    (
        Bound::Most,
        r"\b(?:max(?:imum|imo|\.)?(?:\s*value)?|valor\s+max(?:imo|\.)?|less than or equal to|menor o igual (?:a|que)|at most|not (?:be )?(?:greater|more) than|no (?:greater|more) than|up to|cannot exceed|must not exceed|hasta|como maximo|no mas de)\s*(?:is|es|of|de|:|=|<=)*\s*V\bE",
    ),
    (Bound::Most, r"<=\s*V\b"),
    (Bound::Above, r"(?:\b(?:greater than|more than|larger than|mayor (?:que|a))|>)\s*V\bE"),
    (Bound::Below, r"(?:\b(?:less than|smaller than|menor (?:que|a))|<)\s*V\bE"),
];

static RANGE_PATTERNS: LazyLock<Vec<(Bound, Regex)>> = LazyLock::new(|| {
    let number = NUMBER.replacen('(', "(?:", 1);
    let value = format!("([-+]?{number}|unlimited|no limit|infinity|ilimitado|sin limite|∞)");
    let compile = |(bound, pattern): &(Bound, &str)| {
        Some((*bound, Regex::new(&format!("(?i){}", pattern.replace('E', END).replace('V', &value))).ok()?))
    };
    RANGES.iter().filter_map(compile).collect()
});

/// Finds a range of values in a sentence; without a word before it only where the sentence is nothing else.
pub(super) fn range_in(sentence: &str) -> Option<Found<Range>> {
    let text = fold(sentence);
    let mut found: Option<Found<Range>> = None;
    for (bound, pattern) in RANGE_PATTERNS.iter() {
        let Some(captures) = pattern.captures(&text).filter(|found| !is_cut(&text, found)) else { continue };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_in_sentences() {
        let table = [
            ("Value range: 1 - 20", Some(1), Some(20)),
            ("Value range: 1 - unlimited", Some(1), None),
            ("Rango de valores: 0 a 1.000", Some(0), Some(1000)),
            ("It must be between 1 and 99.", Some(1), Some(99)),
            ("Greater than 0.", Some(1), None),
            ("Score from 0 up to and including 100", Some(0), Some(100)),
            (">= 1 and <= 100", Some(1), Some(100)),
            ("[1, 20]", Some(1), Some(20)),
            ("How many, 1-99.", Some(1), Some(99)),
            ("Points (1 to 10,000)", Some(1), Some(10_000)),
            ("Minimum: 5. Maximum: 10", Some(5), Some(10)),
        ];
        for (text, min, max) in table {
            let found = range_in(text).unwrap_or_else(|| panic!("{text}")).limit;
            assert_eq!((found.min, found.max), (min, max), "{text}");
        }
        assert_eq!(RANGE_PATTERNS.len(), RANGES.len());
        for text in [
            "The first of the month.",
            "Between rooms, 3-4 m apart.",
            "1, 2",
            "Asked no more than 2 times.",
            "Value range: 0 - 1,5",
            "It takes between 2 and 3 days.",
        ] {
            assert_eq!(range_in(text), None, "{text}");
        }
    }
}
