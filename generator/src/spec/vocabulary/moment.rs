//! The forms of dates and times, without a library: nothing is computed with them.

/// RFC 3339 with an offset: `2020-07-25T08:30:00.125+08:00`.
pub(crate) fn is_datetime(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else { return false };
    let Some((clock, offset)) = split_offset(time) else { return false };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    is_date(date) && is_clock(clock) && all_digits(fraction) && fraction.len() <= 9 && is_offset(offset)
}

/// `2020-07-25`.
pub(crate) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}

fn split_offset(time: &str) -> Option<(&str, &str)> {
    let at = time.find(['Z', 'z', '+', '-'])?;
    Some((time.get(..at)?, time.get(at..)?))
}

fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let [hour, minute, second] = parts.as_slice() else { return false };
    in_range(hour, 23) && in_range(minute, 59) && in_range(second, 60)
}

fn is_offset(text: &str) -> bool {
    if matches!(text, "Z" | "z") {
        return true;
    }
    let Some((hour, minute)) = text.strip_prefix(['+', '-']).and_then(|offset| offset.split_once(':')) else {
        return false;
    };
    in_range(hour, 23) && in_range(minute, 59)
}

fn in_range(text: &str, most: u32) -> bool {
    number(text, 2).is_some_and(|number| number <= most)
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && all_digits(text)).then(|| text.parse().ok()).flatten()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for good in
            ["2020-01-01T12:01:01+08:30", "2020-02-29T00:00:60.123456789Z", "2019-06-06t23:59:59-00:00"]
        {
            assert!(is_datetime(good), "{good}");
        }
        for bad in [
            "",
            "T",
            "2020-01-01",
            "2020-01-01T12:01:01",
            "2020-01-01 12:01:01Z",
            "2021-02-29T00:00:00Z",
            "2020-01-01T24:00:00Z",
            "2020-01-01T12:01:01+0830",
            "2020-01-01T12:01:01.Z",
            "2020-1-1T12:01:01Z",
            "2020-01-01T12:01:01+08:30+08:30",
            "2020-00-01T12:01:01Z",
            "２０20-01-01T12:01:01Z",
        ] {
            assert!(!is_datetime(bad), "{bad}");
        }
        assert!(
            is_date("2020-07-25") && !is_date("2020-07-32") && !is_date("20200725") && !is_date("1900-02-29")
        );
    }
}
