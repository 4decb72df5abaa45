use std::time::Duration;

/// A time in milliseconds. A very long one is cut, so that sums of it stay within an integer.
pub(super) fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 4).min(i64::MAX / 4)
}
