//! The time of a message, as its header says it.

use crate::rfc3339::{self, Grammar, unix_millis};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The form of `Request-Time` and `Response-Time`. Times are UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestTime {
    /// `2019-04-04T06:38:56.253+00:00`.
    #[default]
    Rfc3339Millis,
    /// `2019-04-04T06:38:56+00:00`.
    Rfc3339Seconds,
    /// `2019-04-04T06:38:56Z`: what Rebell insists on.
    Rfc3339Zulu,
    /// `2019-04-04T06:38:56+0000`: no colon in the offset, as ZOLOZ writes it.
    NoColon,
    /// `1554359936253`: milliseconds since 1970, as Antom's own SDKs write it.
    EpochMillis,
}

impl RequestTime {
    /// A time as a header says it.
    #[must_use]
    pub fn write(self, time: SystemTime) -> String {
        header_time(time, self)
    }

    /// The time that a header says, in any of the forms; `None` when it is in none of them. What is finer than a
    /// millisecond is cut off.
    #[must_use]
    pub fn read(text: &str) -> Option<SystemTime> {
        let millis = read_millis(text)?;
        let distance = Duration::from_millis(millis.unsigned_abs());
        if millis < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
    }
}

/// The text of `Request-Time` or `Response-Time`.
fn header_time(time: SystemTime, form: RequestTime) -> String {
    let millis = unix_millis(time);
    if form == RequestTime::EpochMillis {
        return millis.to_string();
    }
    // `2019-04-04T06:38:56.253+00:00`
    let mut text = rfc3339::write(millis, 0);
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
pub(crate) fn read_millis(text: &str) -> Option<i64> {
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
            assert_eq!(read_millis(text), Some(1_554_359_936_000 + millis));
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
            assert_eq!(read_millis(text), Some(1_554_359_936_000 + millis), "{text}");
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
            assert_eq!(read_millis(garbage), None, "{garbage}");
        }
    }
}
