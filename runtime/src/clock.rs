//! What time it is, and how headers write it.

use std::{
    sync::LazyLock,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use crate::{
    DateTime,
    dialect::RequestTime,
    signature::BoxFuture,
    value::rfc3339::{self, Grammar},
};

/// Tells the time, and lets it pass. Replace it in tests: `testing::ManualClock` lets it pass at once.
pub trait Clock: Send + Sync + 'static {
    /// The wall-clock time, for headers. It may be set forward or back at any moment.
    fn now(&self) -> SystemTime;

    /// The time since a fixed moment in the past. It never goes back, even if [`Clock::now`] is set back: time-outs,
    /// deadlines and the polling of [`Client::settle`](crate::Client::settle) are measured by it.
    ///
    /// Reads [`Instant`] unless a clock has its own.
    fn monotonic(&self) -> Duration {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed()
    }

    /// Waits: between two tries of a call, or two questions about one. Works in any async runtime and without one.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(futures_timer::Delay::new(time))
    }
}

/// Measures how long something takes, by a clock's monotonic time.
pub(crate) struct Stopwatch<'a> {
    clock: &'a dyn Clock,
    started: Duration,
}

impl<'a> Stopwatch<'a> {
    /// A stopwatch that starts now.
    pub(crate) fn start(clock: &'a dyn Clock) -> Self {
        Self { clock, started: clock.monotonic() }
    }

    /// The time since it was started.
    pub(crate) fn elapsed(&self) -> Duration {
        self.clock.monotonic().saturating_sub(self.started)
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A clock from a function: `|| some_time`.
impl<F: Fn() -> SystemTime + Send + Sync + 'static> Clock for F {
    fn now(&self) -> SystemTime {
        self()
    }
}

/// Milliseconds since 1970, negative before.
pub(crate) fn unix_millis(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis),
    }
}

/// The text of `Request-Time` or `Response-Time`.
pub(crate) fn header_time(time: SystemTime, form: RequestTime) -> String {
    let millis = unix_millis(time);
    if form == RequestTime::EpochMillis {
        return millis.to_string();
    }
    // `2019-04-04T06:38:56.253+00:00`
    let mut text = DateTime::from_unix_millis(millis, 0).into_string();
    let zone = match form {
        RequestTime::Rfc3339Seconds => "+00:00",
        RequestTime::Rfc3339Zulu => "Z",
        RequestTime::NoColon => "+0000",
        RequestTime::Rfc3339Millis | RequestTime::EpochMillis => return text,
    };
    text.truncate(text.find('.').unwrap_or(text.len()));
    text + zone
}

/// Reads a header's time in any of the forms that wallets write, as milliseconds since 1970: [`Grammar::Header`], and
/// seconds (10 digits) or milliseconds (12 to 14) since 1970.
///
/// Rejects everything else, even blanks around it. In the signed text a time is followed by a dot and the body, so no
/// accepted time may begin with another accepted time and a dot: two different messages could then share one signature.
pub(crate) fn read_header_time(text: &str) -> Option<i64> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        let unit = match text.len() {
            10 => 1000,
            12..=14 => 1,
            _ => return None,
        };
        return text.parse::<i64>().ok().map(|number| number * unit);
    }
    rfc3339::parse(text, Grammar::Header).ok().map(|moment| moment.unix_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_written_and_read() {
        let time = UNIX_EPOCH + Duration::from_millis(1_554_359_936_253);
        let table = [
            (RequestTime::Rfc3339Millis, "2019-04-04T06:38:56.253+00:00", 253),
            (RequestTime::Rfc3339Seconds, "2019-04-04T06:38:56+00:00", 0),
            (RequestTime::Rfc3339Zulu, "2019-04-04T06:38:56Z", 0),
            (RequestTime::NoColon, "2019-04-04T06:38:56+0000", 0),
            (RequestTime::EpochMillis, "1554359936253", 253),
        ];
        assert_eq!(RequestTime::read("1969-12-31T23:59:59Z"), UNIX_EPOCH.checked_sub(Duration::from_secs(1)));
        for (form, text, millis) in table {
            assert_eq!(header_time(time, form), text);
            assert_eq!(read_header_time(text), Some(1_554_359_936_000 + millis));
            assert_eq!(form.write(time), text);
            assert_eq!(
                RequestTime::read(text),
                Some(UNIX_EPOCH + Duration::from_millis(1_554_359_936_000 + millis as u64))
            );
        }
        for (text, millis) in [
            ("2019-04-04T12:08:56.2531234+0530", 253),
            ("2019-04-04 11:38:56,253123456789+05", 253),
            ("2019-04-04t06:38:56z", 0),
            ("1554359936", 0),
            ("01554359936253", 253),
        ] {
            assert_eq!(read_header_time(text), Some(1_554_359_936_000 + millis), "{text}");
        }
        for garbage in [
            "",
            "1",
            "now",
            "2019-04-04",
            "155435993",
            "15543599362",
            "155435993625300",
            "15543599362530000",
            "-1554359936253",
            "+1554359936253",
            "-155435993",
            "1554359936253.{}",
            "1554359936.253",
            "1554359936 ",
            " 1554359936",
            "١٥٥٤٣٥٩٩٣٦",
        ] {
            assert_eq!(read_header_time(garbage), None, "{garbage}");
        }
    }
}
