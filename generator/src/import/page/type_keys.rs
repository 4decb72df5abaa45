//! The keys of a field's type, its condition and its description.

use super::facts::Facts;
use super::limits::Length;
use super::ranges::Range;
use super::values::ListedValue;
use crate::emit::specs::yaml::{Entry, Yaml, entry};
use crate::openapi::identifiers::clean;
use crate::spec::forms::MAX_LIMIT;

/// Whether the format can state a length, or number of items.
fn in_limit(number: usize) -> bool {
    i64::try_from(number).is_ok_and(|number| (1..=MAX_LIMIT).contains(&number))
}

/// A type whose value has a length as it is written.
pub(super) fn written(word: &str, length: &Length) -> Vec<Entry> {
    let max = length.max.filter(|max| in_limit(*max)).map(|max| entry("max_length", Yaml::number(max)));
    [Some(entry("type", Yaml::text(word))), max].into_iter().flatten().collect()
}

/// The number of items of a list, or of entries of a map.
pub(super) fn max_of(key: &str, number: Option<usize>) -> Option<Entry> {
    number.filter(|max| in_limit(*max)).map(|max| entry(key, Yaml::number(max)))
}

/// The key for a case: one that is checked before sending, or words for the documentation.
pub(super) fn condition(case: &str, is_checked: bool) -> Entry {
    entry(if is_checked { "required_when" } else { "condition" }, Yaml::text(case))
}

pub(super) fn text(word: &str, length: &Length, unseen: &mut Vec<&'static str>) -> Vec<Entry> {
    let mut keys = vec![entry("type", Yaml::text(word))];
    match length.max {
        Some(max) if in_limit(max) => keys.push(entry("max_length", Yaml::number(max))),
        // More than the format can state is no limit in practice.
        Some(_) => keys.push(entry("max_length", Yaml::text("unlimited"))),
        None if length.unlimited => keys.push(entry("max_length", Yaml::text("unlimited"))),
        None => {
            unseen.push("max_length");
        }
    }
    let max = length.max.unwrap_or(usize::MAX);
    keys.extend(
        length
            .min
            .filter(|min| in_limit(*min) && *min <= max)
            .map(|min| entry("min_length", Yaml::number(min))),
    );
    keys
}

pub(super) fn integer(range: Range) -> Vec<Entry> {
    let limit = |key: &str, value: Option<i64>| value.map(|value| entry(key, Yaml::number(value)));
    let kind = Some(entry("type", Yaml::text("integer")));
    [kind, limit("min", range.min), limit("max", range.max)].into_iter().flatten().collect()
}

pub(super) fn enumeration(said: &Facts) -> Vec<Entry> {
    let mut values: Vec<&ListedValue> = Vec::new();
    for value in &said.values {
        if !values.iter().any(|(known, _)| *known == value.0) {
            values.push(value);
        }
    }
    let documented = values.iter().any(|(_, doc)| doc.is_some());
    let nothing = || Yaml::Plain("~".to_owned());
    let listed = if documented {
        let doc = |doc: &Option<String>| doc.as_deref().and_then(clean).map_or_else(nothing, Yaml::prose);
        Yaml::Map(values.iter().map(|(value, text)| entry(value, doc(text))).collect())
    } else {
        Yaml::List(values.iter().map(|(value, _)| Yaml::text(value)).collect())
    };
    let mut keys = vec![entry("type", Yaml::text("enum")), entry("values", listed)];
    keys.extend(
        said.length.max.filter(|max| in_limit(*max)).map(|max| entry("max_length", Yaml::number(max))),
    );
    keys
}

/// The description: what of it is no limit.
pub(super) fn doc(said: &Facts) -> Option<String> {
    let mut text = String::new();
    for line in &said.doc {
        let is_item = line.starts_with("* ");
        if !text.is_empty() {
            text.push_str(if is_item && text.lines().last().is_some_and(|last| last.starts_with("* ")) {
                "\n"
            } else {
                "\n\n"
            });
        }
        text.push_str(line);
    }
    clean(&text)
}
