//! Times, as milliseconds since 1970.

use countersign_runtime::{DateTime, Form};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A time of the machine's clock.
pub(crate) fn millis(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis),
    }
}

/// So much later.
pub(crate) fn later(millis: i64, time: Duration) -> i64 {
    millis.saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX))
}

/// As bodies write it: `2019-06-06T12:12:12.000+00:00`.
pub(super) fn text(millis: i64) -> String {
    DateTime::from_unix_millis(millis, 0).as_str().to_owned()
}

/// `20190606`.
pub(super) fn day(millis: i64) -> String {
    text(millis).chars().take(10).filter(char::is_ascii_digit).collect()
}

/// What a request says.
pub(super) fn read(text: &str) -> Option<i64> {
    DateTime::parse(text).ok().map(|time| time.unix_millis())
}
