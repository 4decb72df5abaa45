//! How a page says that times are written.

use super::fold::fold;
use regex_lite::Regex;
use std::sync::LazyLock;

static ISO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)iso[\s-]?8601|rfc[\s-]?3339|yyyy-MM-dd'?T'?HH:mm:ss|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)").ok()
});
static EPOCH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:millis|milliseconds?|milisegundos?|epoch|unix)\b").ok());

/// Whether texts say that a time is written as ISO 8601 has it.
pub(super) fn mentions_iso_time(texts: &[String]) -> bool {
    texts.iter().any(|text| {
        ISO.as_ref().is_some_and(|iso| iso.is_match(text)) && !text.to_lowercase().contains("duration")
    })
}

/// Whether a text says that a time is a number: milliseconds, or seconds, since 1970.
pub(super) fn is_epoch(text: &str) -> bool {
    EPOCH.as_ref().is_some_and(|epoch| epoch.is_match(&fold(text)))
}
