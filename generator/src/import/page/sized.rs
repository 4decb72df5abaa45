//! A size behind a type: `string [1..64] characters`, `integer >= 1`, `Array of strings <= 10 items`.

use super::limits::{Length, NUMBER, UNIT, Unit, number, unit};
use super::ranges::Range;
use regex_lite::Regex;
use std::sync::LazyLock;

/// Smallest and greatest, of whatever the type counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) min: Option<i64>,
    pub(super) max: Option<i64>,
    unit: Unit,
}

impl Size {
    /// As a range of values.
    pub(super) fn range(self) -> Range {
        Range { min: self.min, max: self.max }
    }

    /// As a length; what it counts, where it does not say so, is `of`.
    pub(super) fn length(self, of: Unit) -> Length {
        let size = |bound: Option<i64>| bound.and_then(|bound| usize::try_from(bound).ok());
        let of = if self.unit == Unit::Unsaid { of } else { self.unit };
        Length { min: size(self.min), max: size(self.max), unlimited: false, of }
    }
}

static SIZE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = r"(?i)^(.*[^\s<>=])\s*(?:\[\s*V?\s*\.\.\.?\s*V?\s*\]|(<=|>=|=)\s*V)\s*U?$";
    let value = format!("(-?{})", NUMBER.replacen('(', "(?:", 1));
    Regex::new(&pattern.replace('U', UNIT).replace('V', &value)).ok()
});

/// Splits the size off the end of a type. `None` where there is none.
pub(super) fn sized(text: &str) -> Option<(&str, Size)> {
    let captures = SIZE.as_ref()?.captures(text)?;
    let value = |group: usize| captures.get(group).and_then(|found| number(found.as_str()));
    let (least, most, only) = (value(2), value(3), value(5));
    let (min, max) = match captures.get(4).map(|sign| sign.as_str()) {
        Some("<=") => (None, only),
        Some(">=") => (only, None),
        Some(_) => (only, only),
        None => (least, most),
    };
    let unit = captures.get(6).map_or(Unit::Unsaid, |word| unit(word.as_str()));
    (min.is_some() || max.is_some()).then_some((captures.get(1)?.as_str(), Size { min, max, unit }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_types() {
        let table = [
            ("string [1..64] characters", Some(("string", Some(1), Some(64), Unit::Characters))),
            ("integer [ 0 .. 9 ]", Some(("integer", Some(0), Some(9), Unit::Unsaid))),
            ("string <= 4,096 characters", Some(("string", None, Some(4096), Unit::Characters))),
            ("Array of strings [1..] items", Some(("Array of strings", Some(1), None, Unit::Items))),
            ("integer >= -1", Some(("integer", Some(-1), None, Unit::Unsaid))),
            ("string = 3 characters", Some(("string", Some(3), Some(3), Unit::Characters))),
            ("string [..]", None),
            ("Array<String>", None),
            ("integer <= 5 minutes", None),
        ];
        for (text, expected) in table {
            let found = sized(text).map(|(before, size)| (before, size.min, size.max, size.unit));
            assert_eq!(found, expected, "{text}");
        }
    }
}
