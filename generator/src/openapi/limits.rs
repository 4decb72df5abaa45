//! Limits of texts, numbers and lists. Where several schemas hold together, the strictest limit counts.

use super::fate::Fate;
use super::formats::range_of;
use super::keywords::{Form, Position, fate};
use super::left_out::Notes;
use super::pointer::Place;
use super::types::Types;
use super::unwrapped::Unwrapped;
use crate::emit::openapi::extension;
use crate::model::TextLimits;
use crate::spec::forms::MAX_LIMIT;

impl<'d> Types<'_, 'd> {
    /// The limits of a text.
    pub(super) fn text_limits(&mut self, unwrapped: &Unwrapped<'d>) -> TextLimits {
        let (max, min) = self.length(unwrapped);
        let forbidden = unwrapped.all(extension::FORBIDDEN_CHARS);
        let forbidden = self.notes.first(forbidden).and_then(|place| Some(place.scalar()?.text.clone()));
        TextLimits {
            max,
            min,
            pattern: self.pattern(unwrapped),
            forbidden_chars: forbidden.unwrap_or_default(),
        }
    }

    /// The length of what is written like a text, and has no limits of its own.
    pub(super) fn written(&mut self, unwrapped: Option<&Unwrapped<'d>>) -> TextLimits {
        let Some(unwrapped) = unwrapped else { return TextLimits::default() };
        let form = self.form(unwrapped);
        if form == Form::Text || fate("maxLength", form, Position::Field) != Fate::Carried {
            return TextLimits::default();
        }
        let (max, min) = self.length(unwrapped);
        TextLimits { max, min, ..TextLimits::default() }
    }

    /// `maxLength` and `minLength`.
    fn length(&mut self, unwrapped: &Unwrapped<'d>) -> (Option<usize>, usize) {
        let max = unwrapped.all("maxLength").filter_map(|place| count(&place, 1, self.notes)).min();
        let min = unwrapped.all("minLength").filter_map(|place| count(&place, 0, self.notes)).max();
        let min = min.unwrap_or_default();
        let contradicts = max.is_some_and(|max| min > max);
        for place in unwrapped.all("minLength").filter(|_| contradicts) {
            self.notes.add(&place, "is above `maxLength`");
        }
        (max, if contradicts { 0 } else { min })
    }

    /// The pattern of the first schema that has one; of several, the others are noted.
    fn pattern(&mut self, unwrapped: &Unwrapped<'d>) -> Option<String> {
        let own = unwrapped.find(extension::PATTERN).and_then(|place| place.scalar());
        if let Some(own) = own.filter(|own| is_usable(&own.text)) {
            return Some(own.text.clone());
        }
        let mut found: Option<String> = None;
        for place in unwrapped.all("pattern") {
            let Some(scalar) = place.scalar() else {
                self.notes.add(&place, "should be a text");
                continue;
            };
            match (whole_text(&scalar.text), &found) {
                (None, _) => {
                    self.notes.add(&place, "the pattern uses look-around, back references or the like");
                }
                (Some(whole), None) => found = Some(whole),
                (Some(whole), Some(first)) if whole == *first => {}
                (Some(_), Some(_)) => self.notes.add(&place, "a text has one pattern: another one counts"),
            }
        }
        found
    }

    /// The smallest and greatest value of an integer.
    pub(super) fn integer_limits(&mut self, unwrapped: &Unwrapped<'d>) -> (Option<i64>, Option<i64>) {
        let levels = unwrapped.levels.clone();
        let formats = unwrapped.all("format").filter_map(|place| range_of(place.text()?));
        let (mins, maxs): (Vec<_>, Vec<_>) = formats.unzip();
        let min = levels.iter().filter_map(|level| self.bound(level, "minimum", "exclusiveMinimum", 1));
        let min = min.chain(mins.into_iter().flatten()).max();
        let max = levels.iter().filter_map(|level| self.bound(level, "maximum", "exclusiveMaximum", -1));
        let max = max.chain(maxs.into_iter().flatten()).min();
        self.in_order(min, max, unwrapped)
    }

    /// The same for one that is written as text.
    pub(super) fn quoted_limits(&mut self, unwrapped: &Unwrapped<'d>) -> (Option<i64>, Option<i64>) {
        let limit = |key| unwrapped.find(key).and_then(|place| place.integer());
        let (min, max) = (limit(extension::MIN), limit(extension::MAX));
        self.in_order(min, max, unwrapped)
    }

    /// `step` leads from a bound that is excluded to the value next to it.
    fn bound(&mut self, level: &Place<'d>, inclusive: &str, exclusive: &str, step: i64) -> Option<i64> {
        let bound = level.get(inclusive).and_then(|place| self.whole(&place));
        match level.get(exclusive) {
            None => bound,
            // OpenAPI 3.0 says by a boolean that the other bound is excluded.
            Some(place) if place.boolean() == Some(true) => bound.and_then(|bound| bound.checked_add(step)),
            Some(place) if place.boolean() == Some(false) => bound,
            Some(place) => {
                let other = self.whole(&place).and_then(|other| other.checked_add(step));
                let stricter = |a: i64, b: i64| if step > 0 { a.max(b) } else { a.min(b) };
                bound.map_or(other, |bound| Some(other.map_or(bound, |other| stricter(bound, other))))
            }
        }
    }

    fn whole(&mut self, place: &Place<'d>) -> Option<i64> {
        let number = place.integer();
        if number.is_none() {
            self.notes.add(place, "should be a 64-bit integer");
        }
        number
    }

    fn in_order(
        &mut self,
        min: Option<i64>,
        max: Option<i64>,
        unwrapped: &Unwrapped<'d>,
    ) -> (Option<i64>, Option<i64>) {
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            self.notes.add(&unwrapped.place, "its smallest value is above its greatest");
            return (None, None);
        }
        (min, max)
    }

    /// `maxItems`.
    pub(super) fn max_items(&mut self, unwrapped: &Unwrapped<'d>) -> Option<usize> {
        unwrapped.all("maxItems").filter_map(|place| count(&place, 1, self.notes)).min()
    }

    /// `maxProperties` of a map.
    pub(super) fn max_entries(&mut self, unwrapped: &Unwrapped<'d>) -> Option<usize> {
        unwrapped.all("maxProperties").filter_map(|place| count(&place, 1, self.notes)).min()
    }

    /// `maxLength` of the first `propertyNames`: those of other schemas are left out and listed.
    pub(super) fn max_key_length(&mut self, unwrapped: &Unwrapped<'d>) -> Option<usize> {
        let place = unwrapped.all("propertyNames").next().and_then(|names| names.get("maxLength"))?;
        count(&place, 1, self.notes)
    }
}

fn count(place: &Place<'_>, least: i64, notes: &mut Notes) -> Option<usize> {
    let number = place.integer().filter(|number| (least..=MAX_LIMIT).contains(number));
    if number.is_none() {
        notes.add(place, format!("should be a whole number from {least} to {MAX_LIMIT}; taken as no limit"));
    }
    number.and_then(|number| usize::try_from(number).ok())
}

fn is_usable(pattern: &str) -> bool {
    crate::spec::findings::name_not_allowed::check_text("pattern", pattern, crate::spec::Span::default())
        .is_none()
        && regex_lite::Regex::new(pattern).is_ok()
        && regex_lite::Regex::new(&format!("^(?:{pattern})$")).is_ok()
}

/// The pattern that matches the whole of exactly those texts in which the given one is found.
fn whole_text(pattern: &str) -> Option<String> {
    let anchored = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$'));
    let anchored = anchored.filter(|inner| !inner.ends_with('\\'));
    // `^(?:...)$` is how an export writes it.
    let group = anchored.and_then(|inner| inner.strip_prefix("(?:")?.strip_suffix(')'));
    if let Some(group) = group.filter(|group| is_usable(group) && !group.ends_with('\\')) {
        return Some(group.to_owned());
    }
    let alone = anchored.filter(|inner| !inner.contains(['|', '^', '$']) && is_usable(inner));
    if let Some(alone) = alone {
        return Some(alone.to_owned());
    }
    let anywhere = format!("(?s:.*)(?:{pattern})(?s:.*)");
    (is_usable(pattern) && is_usable(&anywhere)).then_some(anywhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_the_whole_text() {
        let table = [
            ("^[A-Z]{3}$", Some("[A-Z]{3}")),
            ("^(?:a|b)$", Some("a|b")),
            ("^(?:a)(?:b)$", Some("(?:a)(?:b)")),
            ("^a|b$", Some("(?s:.*)(?:^a|b$)(?s:.*)")),
            ("[0-9]", Some("(?s:.*)(?:[0-9])(?s:.*)")),
            ("^a\\$", Some("(?s:.*)(?:^a\\$)(?s:.*)")),
            ("^(?=a)b$", None),
            ("(", None),
            ("a)(b", None),
        ];
        for (pattern, whole) in table {
            assert_eq!(whole_text(pattern).as_deref(), whole, "{pattern}");
        }
    }

    #[test]
    fn the_same_texts_match() {
        for (pattern, text) in
            [("^a|b$", "ax"), ("^a|b$", "xb"), ("^a|b$", "xax"), ("[0-9]", "a\n1"), ("^a\\$", "a$b")]
        {
            let found = regex_lite::Regex::new(pattern).expect("a pattern").is_match(text);
            let whole = format!("^(?:{})$", whole_text(pattern).expect("a pattern"));
            assert_eq!(
                regex_lite::Regex::new(&whole).expect("a pattern").is_match(text),
                found,
                "{pattern} {text}"
            );
        }
    }
}
