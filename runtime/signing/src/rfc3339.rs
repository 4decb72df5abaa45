//! Points in time as text. Reading is `const`, so that a literal is checked by the compiler.

use std::time::{SystemTime, UNIX_EPOCH};

/// A point in time, and how far local time was from UTC there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub unix_millis: i64,
    pub offset_minutes: i16,
}

/// How a point in time may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grammar {
    /// RFC 3339, such as `2026-11-22T08:30:00.123+08:00`: with seconds, with a fraction of up to nine digits or none, with `Z` or an
    /// offset.
    Strict,
    /// Also as wallets write it in headers: `t`, a blank for `T`, a comma before the fraction, up to twelve digits of it,
    /// `z`, `+0800`, `+08`.
    Header,
}

/// Reads a point in time. Digits below a millisecond are dropped.
pub const fn parse(text: &str, grammar: Grammar) -> Result<Moment, &'static str> {
    let header = matches!(grammar, Grammar::Header);
    let b = text.as_bytes();
    let date = match date(b) {
        Ok(days) => days,
        Err(problem) => return Err(problem),
    };
    let separated = at(b, 10, b'T') || header && (at(b, 10, b't') || at(b, 10, b' '));
    if !(separated && at(b, 13, b':') && at(b, 16, b':')) {
        return Err("expected the form 2026-11-22T08:30:00+08:00");
    }
    let (hour, minute, second) = (digits(b, 11, 2), digits(b, 14, 2), digits(b, 17, 2));
    if hour < 0 || minute < 0 || second < 0 {
        return Err("expected the form 2026-11-22T08:30:00+08:00");
    }
    // A leap second is a second of the next minute, as everywhere in Unix time.
    if hour > 23 || minute > 59 || second > 60 {
        return Err("there is no such time of day");
    }
    let (millis, next) = match fraction(b, 19, header) {
        Ok(found) => found,
        Err(problem) => return Err(problem),
    };
    let offset = match offset(b, next, header) {
        Ok(minutes) => minutes,
        Err(problem) => return Err(problem),
    };
    let seconds = ((date * 24 + hour) * 60 + minute - offset) * 60 + second;
    Ok(Moment { unix_millis: seconds * 1000 + millis, offset_minutes: offset as i16 })
}

/// Days since 1970-01-01 of the `2026-11-22` that a text starts with.
pub const fn date(b: &[u8]) -> Result<i64, &'static str> {
    let (year, month, day) = (digits(b, 0, 4), digits(b, 5, 2), digits(b, 8, 2));
    if year < 0 || month < 0 || day < 0 || !at(b, 4, b'-') || !at(b, 7, b'-') {
        return Err("expected a date of the form 2026-11-22");
    }
    if month < 1 || month > 12 {
        return Err("there is no such month");
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if day < 1 || day > days {
        return Err("the month has no such day");
    }
    // Years from March, so that the leap day is the last one (Howard Hinnant's days_from_civil).
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    Ok(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
}

const fn at(b: &[u8], index: usize, byte: u8) -> bool {
    index < b.len() && b[index] == byte
}

/// The number of that many digits, or -1.
const fn digits(b: &[u8], from: usize, count: usize) -> i64 {
    let (mut index, mut number) = (from, 0);
    while index < from + count {
        if index >= b.len() || !b[index].is_ascii_digit() {
            return -1;
        }
        number = number * 10 + (b[index] - b'0') as i64;
        index += 1;
    }
    number
}

/// Milliseconds, and where the text goes on.
const fn fraction(b: &[u8], from: usize, header: bool) -> Result<(i64, usize), &'static str> {
    if !(at(b, from, b'.') || header && at(b, from, b',')) {
        return Ok((0, from));
    }
    let (mut index, mut millis, mut weight) = (from + 1, 0, 100);
    while index < b.len() && b[index].is_ascii_digit() {
        millis += (b[index] - b'0') as i64 * weight;
        weight /= 10;
        index += 1;
    }
    let most = if header { 12 } else { 9 };
    if index == from + 1 || index > from + 1 + most {
        return Err("a fraction of a second has one to nine digits");
    }
    Ok((millis, index))
}

/// Minutes east of UTC of the offset that the text ends with.
const fn offset(b: &[u8], from: usize, header: bool) -> Result<i64, &'static str> {
    if (at(b, from, b'Z') || header && at(b, from, b'z')) && b.len() == from + 1 {
        return Ok(0);
    }
    let sign = if at(b, from, b'+') {
        1
    } else if at(b, from, b'-') {
        -1
    } else {
        return Err("no offset from UTC: end with `Z` or as in `+08:00`");
    };
    let hours = digits(b, from + 1, 2);
    let (minutes, end) = if at(b, from + 3, b':') {
        (digits(b, from + 4, 2), from + 6)
    } else if header && b.len() == from + 3 {
        (0, from + 3)
    } else if header {
        (digits(b, from + 3, 2), from + 5)
    } else {
        (-1, b.len())
    };
    if hours < 0 || minutes < 0 || b.len() != end {
        return Err("expected an offset from UTC as in `+08:00` at the end");
    }
    if hours > 23 || minutes > 59 {
        return Err("there is no such offset from UTC");
    }
    Ok(sign * (hours * 60 + minutes))
}

/// Year, month and day of a number of days since 1970-01-01.
pub const fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + (month <= 2) as i64, month, day)
}

/// Writes milliseconds since 1970 at an offset in minutes east of UTC: `2026-11-22T08:30:00.123+08:00`. A time outside the
/// years 0 to 9999 becomes the nearest one inside.
pub fn write(millis: i64, offset_minutes: i16) -> String {
    const FIRST: i64 = -62_167_132_800_000;
    const LAST: i64 = 253_402_214_400_000;
    let offset = i64::from(offset_minutes.clamp(-1439, 1439));
    let local = millis.clamp(FIRST, LAST) + offset * 60_000;
    let (days, of_day) = (local.div_euclid(86_400_000), local.rem_euclid(86_400_000));
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1000 % 60);
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
    format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}{sign}{hours:02}:{minutes:02}",
        of_day % 1000
    )
}

/// Milliseconds since 1970, negative before.
pub fn unix_millis(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        let table = [
            ("1970-01-01T00:00:00Z", 0),
            ("2020-01-01T12:01:01+08:30", 1_577_849_461_000),
            ("2019-04-04T12:08:56.253+05:30", 1_554_359_936_253),
            ("2025-02-20T08:51:49.09Z", 1_740_041_509_090),
            ("2024-02-29T23:59:60-01:00", 1_709_254_800_000),
            ("0000-03-01T00:00:00Z", -62_162_035_200_000),
        ];
        for (text, millis) in table {
            for grammar in [Grammar::Strict, Grammar::Header] {
                assert_eq!(parse(text, grammar).map(|moment| moment.unix_millis), Ok(millis), "{text}");
            }
        }
    }

    #[test]
    fn the_forms_of_headers_are_read_in_headers_only() {
        for (text, millis) in [
            ("2019-04-04T12:08:56+0530", 0),
            ("2019-04-04T11:38:56+05", 0),
            ("2019-04-04T01:38:56-05", 0),
            ("2019-04-04t06:38:56Z", 0),
            ("2019-04-04T06:38:56z", 0),
            ("2019-04-04 06:38:56Z", 0),
            ("2019-04-04T06:38:56,253Z", 253),
            ("2019-04-04T06:38:56.253123456789Z", 253),
            ("2019-04-04 12:08:56,2+0530", 200),
            ("2019-04-04t06:38:56,04z", 40),
        ] {
            let expected = Ok(1_554_359_936_000 + millis);
            assert_eq!(parse(text, Grammar::Header).map(|moment| moment.unix_millis), expected, "{text}");
            assert!(parse(text, Grammar::Strict).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "2020-01-01",
            "2020-13-01T00:00:00Z",
            "2021-02-29T00:00:00Z",
            "2020-01-01T24:00:00Z",
            "2020-01-01T00:00:00",
            "2020-01-01T00:00:00.Z",
            "2020-01-01T00:00:00.1234567890123Z",
            "2020-01-01T00:00:00,Z",
            "2020-01-01T00:00:00,1.2Z",
            "2020-01-01T00:00:00;1Z",
            "2020-01-01  00:00:00Z",
            "2020-01-01_00:00:00Z",
            "2020-01-01T00:00:00 Z",
            "2020-01-01T00:00:00 +05:30",
            "2020-01-01T00:00:00Z ",
            " 2020-01-01T00:00:00Z",
            "2020-01-01T00:00:00zz",
            "2020-01-01T00:00:00+24:00",
            "2020-01-01T00:00:00+24",
            "2020-01-01T00:00:00+5",
            "2020-01-01T00:00:00+053",
            "2020-01-01T00:00:00+05:",
            "2020-01-01T00:00:00+05:3",
            "2020-01-01T00:00:00+05300",
            "2020-01-01T00:00:00+05.30",
            "2020-01-01T00:00:00+05:30x",
            "２020-01-01T00:00:00Z",
            "2020-01-01T00:00:00+",
            "2020-01-01T00:00:0",
        ] {
            assert!(parse(text, Grammar::Strict).is_err(), "{text}");
            assert!(parse(text, Grammar::Header).is_err(), "{text}");
        }
    }

    #[test]
    fn days_and_dates_agree_over_four_centuries() {
        for days in -146_097..146_097 {
            let (year, month, day) = civil(days);
            assert_eq!(date(format!("{year:04}-{month:02}-{day:02}").as_bytes()), Ok(days));
        }
    }
}
