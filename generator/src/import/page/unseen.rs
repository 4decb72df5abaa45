//! How a spec says what the page does not. Asks the format for its keys, so that what it cannot say is left out.

use crate::emit::specs::yaml::{Entry, Yaml, entry};
use crate::spec::forms::FIELD;

fn has(key: &str) -> bool {
    FIELD.rows(key).next().is_some()
}

/// The key for a condition in words.
pub(super) fn condition_in_words() -> &'static str {
    if has("condition") { "condition" } else { "required_when" }
}

/// Whether a type may have a `max_length`.
pub(super) fn takes_limit(ty: &str) -> bool {
    FIELD.applies("max_length", ty)
}

/// `max_length` of a text whose limit the page does not state. Without the key `unseen`, that reads as "no limit".
pub(super) fn limit() -> Option<Entry> {
    (!has("unseen")).then(|| entry("max_length", Yaml::text("unlimited")))
}

/// `unseen` with the keys that the page says nothing about.
pub(super) fn keys(keys: &[&str]) -> Option<Entry> {
    let list: Vec<Yaml> = keys.iter().map(|key| Yaml::text(*key)).collect();
    (has("unseen") && !list.is_empty()).then(|| entry("unseen", Yaml::List(list)))
}
