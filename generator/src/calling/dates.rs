//! Times in headers.

use crate::model::RequestTime;
use countersign_runtime::DateTime;
use std::time::SystemTime;

/// A time as a header writes it, in the form of a dialect.
pub(super) fn header_time(time: SystemTime, form: RequestTime) -> String {
    let moment = DateTime::from(time);
    // `2019-04-04T06:38:56.253+00:00`
    let millis = DateTime::from_unix_millis(moment.unix_millis(), 0);
    let seconds = millis.as_str().split('.').next().unwrap_or_default();
    match form {
        RequestTime::Rfc3339Millis => millis.as_str().to_owned(),
        RequestTime::Rfc3339Seconds => format!("{seconds}+00:00"),
        RequestTime::Rfc3339Zulu => format!("{seconds}Z"),
        RequestTime::NoColon => format!("{seconds}+0000"),
        RequestTime::EpochMillis => moment.unix_millis().to_string(),
    }
}

/// Milliseconds since 1970 of a header's time, in any of the forms that wallets write: RFC 3339 with or without a
/// fraction and a colon in its offset, or the milliseconds themselves.
pub(super) fn read_header_time(text: &str) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) && (12..=14).contains(&text.len()) {
        return text.parse().ok();
    }
    let exact = |text: &str| text.parse::<DateTime>().ok().map(|time| time.unix_millis());
    exact(text).or_else(|| {
        let (head, minutes) = text.split_at_checked(text.len().checked_sub(2)?)?;
        let offset = head.get(head.len().checked_sub(3)?..)?;
        let plain = offset.starts_with(['+', '-']) && text.contains('T');
        exact(&format!("{head}:{minutes}")).filter(|_| plain)
    })
}

/// `20190404063856253`: 17 digits that sort by time.
pub(super) fn digits(time: SystemTime) -> String {
    let time = header_time(time, RequestTime::Rfc3339Millis);
    time.chars().filter(char::is_ascii_digit).take(17).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

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
        for (form, text, millis) in table {
            assert_eq!(header_time(time, form), text);
            assert_eq!(read_header_time(text), Some(1_554_359_936_000 + millis), "{text}");
        }
        assert_eq!(read_header_time("2019-04-04T12:08:56.2531234+0530"), Some(1_554_359_936_253));
        for garbage in ["", "1", "now", "2019-04-04", "2025-05-19T01:52:32Z\n", "ä", "12345678901234567"] {
            assert_eq!(read_header_time(garbage), None, "{garbage}");
        }
        assert_eq!(digits(time), "20190404063856253");
    }
}
