//! Limits in words: lengths, and numbers of items.

use super::fold::fold;
use super::words::has;
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

impl Length {
    /// Adds what is not known yet.
    pub(super) fn complete(&mut self, found: Self) {
        self.min = self.min.or(found.min);
        self.max = self.max.or(found.max);
        self.unlimited |= found.unlimited;
    }
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

/// A limit that is in a sentence, and whether the sentence says nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<T> {
    pub(super) limit: T,
    pub(super) alone: bool,
}

/// A whole number, with or without separators between thousands.
pub(super) const NUMBER: &str = r"(\d{1,3}(?:[,.\x20]\d{3})+|\d+)";
/// Words for what is counted.
pub(super) const UNIT: &str = r"((?:characters?|chars?|bytes?|letters|caracteres?|digits?|digitos?|symbols?|elements?|items?|entries|elementos?|objects?|objetos?|records?|registros?|articulos?)\b)";

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
        Bound::Exact,
        r"\b(?:must be|must have|has to be|debe ser(?: de)?|debe tener|tiene que tener)\s+N[- ]*U\s*(?:in length|long|de largo|de longitud)?\s*[.;]?\s*$",
    ),
    (
        Bound::Most,
        r"\b(?:max(?:imum|\.)?\s*(?:allowed\s*|number of\s*|array\s*|field\s*|string\s*|data\s*)?(?:length|len|size|characters|chars|items|elements|entries|count)|(?:longitud|largo|tamano|cantidad)\s+max(?:ima|imo|\.)?(?:\s+permitid[oa])?|max(?:imo|ima|\.)?\s*(?:longitud|tamano|largo)|(?:numero\s+)?maximo\s+de\s+(?:elementos|caracteres)|numero maximo de elementos|length limit|character limit|maxlength|max_length|maxitems|max_items|array size|array length)(?:\s+(?:of|for|de|del|allowed)\s+(?:this|the|each|every|el|la|este|cada|value|field|list|array)(?:\s+\w+)?)?(?:\s*(?:is|are|es|of|de|:|=|<=|limited to|\(|\)|in characters))*\s*N\s*U?",
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
    // `3 characters`, `ISO 4217, 3 characters`: the most, as it may be less.
    (Bound::Most, r"(?:^|[,:(])\s*N[- ]U\s*\)?\s*[.;]?\s*$"),
    (Bound::Most, r"^\s*\(?\s*(?:max(?:imum|imo|\.)?|maximo)\s*[:=]?\s*N\s*\)?\s*\.?\s*$"),
];

/// What a pattern bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Bound {
    Both,
    Exact,
    Most,
    Least,
    Above,
    Below,
    None,
}

static LENGTH_PATTERNS: LazyLock<Vec<(Bound, Regex)>> = LazyLock::new(|| {
    let compile = |(bound, pattern): &(Bound, &str)| {
        let pattern = pattern.replace('U', UNIT).replace('N', NUMBER);
        Some((*bound, Regex::new(&format!("(?i){pattern}")).ok()?))
    };
    LENGTHS.iter().filter_map(compile).collect()
});
/// Items that the page names as it likes: `up to 5 tags`. Only in what is said about a list.
static ITEMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let lead = r"(?:contains?|holds?|have|has|send|pass|specify|include|supports?|accepts?|allows?|contener|enviar|incluir|admite|soporta|acepta)";
    let pattern = r"(?i)(?:^|[,(:;]\s*|\bL\s+)(?:up to|at most|no more than|not more than|max(?:imum|imo|\.)?(?: of| de)?|hasta|no mas de|como maximo)\s*:?\s*N(?:\s+[a-z]+)?(?:\s+(?:at most|max(?:imum|imo)?))?\s*[.;]?$";
    Regex::new(&pattern.replace('N', NUMBER).replace('L', lead)).ok()
});
/// What a cell of a column of lengths says: `64`, `1-64`, `4,096`, `unlimited`.
static LENGTH_CELLS: LazyLock<Vec<(Bound, Regex)>> = LazyLock::new(|| {
    let patterns = [
        (Bound::Both, r"^[\[(]?N\s*(?:-|~|to|a|\.\.)\s*N[\])]?\s*U?$"),
        (Bound::Both, r"^\[(\d+)\s*,\s*(\d+)\]\s*U?$"),
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
        let whole = captures.get(0)?;
        if is_of_display(text.get(whole.end()..)?) || is_cut(&text, &captures) {
            return None;
        }
        let limit = length_of(*bound, &captures)?;
        let of = if limit.of == Unit::Unsaid { unit_in(whole.as_str()) } else { limit.of };
        Some(Found { limit: Length { of, ..limit }, alone: is_alone(&text, whole) })
    })
}

/// Finds a number of items at the end of a sentence about a list.
pub(super) fn items_in(sentence: &str) -> Option<Found<Length>> {
    let text = fold(sentence);
    if length_in(sentence).is_some_and(|found| found.limit.of != Unit::Unsaid) {
        return None;
    }
    let captures = ITEMS.as_ref()?.captures(text.trim())?;
    let limit = Length { of: Unit::Items, ..length_of(Bound::Most, &captures)? };
    Some(Found { limit, alone: captures.get(0)?.start() == 0 })
}

/// Finds the size of a list: a length that is called a size, and does not say of what.
pub(super) fn size_in(sentence: &str) -> Option<Found<Length>> {
    let is_size = ["size", "tamano"].iter().any(|word| fold(sentence).to_lowercase().contains(word));
    let found = length_in(sentence).filter(|found| is_size && found.limit.of == Unit::Unsaid)?;
    Some(Found { limit: Length { of: Unit::Items, ..found.limit }, ..found })
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

/// Whether a number that was found is the beginning or the end of another one: `2` of `2,56`.
pub(super) fn is_cut(text: &str, captures: &Captures<'_>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let sign = |c: Option<char>| matches!(c, Some(',' | '.'));
    let numbers = captures.iter().skip(1).flatten().filter(|found| digit(found.as_str().chars().next()));
    let mut ends = numbers.filter_map(|found| Some((text.get(..found.start())?, text.get(found.end()..)?)));
    ends.any(|(before, behind)| {
        let (mut before, mut behind) = (before.chars().rev(), behind.chars());
        sign(before.next()) && digit(before.next()) || sign(behind.next()) && digit(behind.next())
    })
}

/// A whole number, with or without separators between thousands.
pub(super) fn number(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    digits.parse().ok()
}

/// `At most 20 characters are shown` is no limit of what is sent.
fn is_of_display(behind: &str) -> bool {
    let words = behind.to_lowercase();
    ["shown", "displayed", "visible", "printed", "muestra", "visualiza"]
        .iter()
        .any(|word| words.contains(word))
}

/// What the words before a number count: `Maximum number of elements: 5`.
fn unit_in(text: &str) -> Unit {
    let words = text.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if has(&["character", "chars", "caracter"]) {
        Unit::Characters
    } else if has(&["element", "items", "entries", "count", "array", "list "]) {
        Unit::Items
    } else {
        Unit::Unsaid
    }
}

/// What a word that is a unit counts.
pub(super) fn unit(word: &str) -> Unit {
    let word = word.to_lowercase();
    let items = ["element", "item", "entr", "object", "objet", "record", "registr", "articul"];
    if items.iter().any(|start| word.starts_with(start)) { Unit::Items } else { Unit::Characters }
}

/// Words that say nothing beside a limit.
const FILLING: &str = "the, this, a, an, of, is, value, field, parameter, length, must, be, it, characters, string, el, \
     la, este, campo, parametro, valor, es, debe, ser, tener, con, has, have, can, supports, should, \
     total, size, with, longitud, in, its, and, de, del, contain, contains, up, list, array, text, \
     long, una, un, maximum, caracteres, char, note, integer, number, elements";

/// Whether there is nothing around what was found that means something.
pub(super) fn is_alone(text: &str, found: Match<'_>) -> bool {
    let around = [text.get(..found.start()), text.get(found.end()..)];
    let words = around.iter().flatten().flat_map(|part| part.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).all(|word| has(FILLING, &word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_are_regular_expressions() {
        assert_eq!(LENGTH_PATTERNS.len(), LENGTHS.len());
        assert_eq!(LENGTH_CELLS.len(), 7);
        assert!(ITEMS.is_some());
    }

    #[test]
    fn lengths_in_cells() {
        let table = [
            ("64", None, Some(64)),
            ("4,096", None, Some(4096)),
            ("4.096", None, Some(4096)),
            ("≤ 64", None, Some(64)),
            ("1-64", Some(1), Some(64)),
            ("[1,50]", Some(1), Some(50)),
            ("[6 ~ 254]", Some(6), Some(254)),
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
            ("3 characters", 3, true),
            ("La longitud máxima es de 128 caracteres.", 128, true),
            ("The code, which must be 6 characters in length.", 6, false),
            ("The currency, 3 characters.", 3, false),
        ];
        for (text, max, alone) in table {
            let found = length_in(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.limit.max, found.alone), (Some(max), alone), "{text}");
        }
        for text in [
            "See chapter 5.",
            "The code has expired.",
            "Version 2 of 3",
            "Call it 3 times at most.",
            "At most 20 characters are shown.",
            "Max. length: 2,56 characters",
        ] {
            assert_eq!(length_in(text), None, "{text}");
        }
    }

    #[test]
    fn items_of_lists() {
        for (text, max, alone) in [
            ("Up to 5 tags", 5, true),
            ("Máximo 5", 5, true),
            ("Max. 1,000 códigos.", 1000, true),
            ("The tags, no more than 20 labels", 20, false),
            ("It can contain up to 5 tags.", 5, false),
        ] {
            let found = items_in(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (found.limit.max, found.limit.of, found.alone),
                (Some(max), Unit::Items, alone),
                "{text}"
            );
        }
        for text in [
            "Up to 5 characters",
            "Up to 5 tags are shown to the user.",
            "Five tags.",
            "Shown on at most 3 pages.",
        ] {
            assert_eq!(items_in(text), None, "{text}");
        }
    }
}
