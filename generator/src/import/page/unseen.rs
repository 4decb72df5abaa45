//! How a spec says what the page does not.

use crate::emit::specs::yaml::{Entry, Yaml, entry};

/// Whether the format has the key `unseen`. Without it, what was not seen reads as "no limit" and "optional".
const HAS_UNSEEN: bool = false;

/// The key for a condition in words.
pub(super) const CONDITION_IN_WORDS: &str = "required_when";

/// Whether `datetime` and `json` may have a `max_length`.
pub(super) const LIMITS_EVERYWHERE: bool = false;

/// `max_length` of a text whose limit the page does not state.
pub(super) fn limit() -> Option<Entry> {
    (!HAS_UNSEEN).then(|| entry("max_length", Yaml::text("unlimited")))
}

/// `unseen` with the keys that the page says nothing about.
pub(super) fn keys(keys: &[&str]) -> Option<Entry> {
    let keys: Vec<Yaml> = keys.iter().map(|key| Yaml::text(*key)).collect();
    (HAS_UNSEEN && !keys.is_empty()).then(|| entry("unseen", Yaml::List(keys)))
}
