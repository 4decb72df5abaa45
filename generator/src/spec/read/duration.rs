//! Durations as specs write them: `15s`, `2m`, `1h`.

use super::mapping::Mapping;
use crate::diagnostics::Findings;
use crate::spec::findings::bad_value;
use std::time::Duration;

/// The longest, which is a day.
const MAX_SECONDS: u64 = 24 * 60 * 60;

/// Reads one.
pub(super) fn duration(mapping: &Mapping<'_>, key: &str, findings: &mut Findings) -> Option<Duration> {
    let written = mapping.text(key, findings)?;
    let duration = parse(&written.value);
    if duration.is_none() {
        let wanted = "a whole number of seconds, minutes or hours, at most 24h: `15s`, `2m`, `1h`";
        findings.push(bad_value::out_of_range(written.span, key, wanted));
    }
    duration
}

fn parse(text: &str) -> Option<Duration> {
    let unit = text.chars().next_back()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 60 * 60,
        _ => return None,
    };
    let digits = text.strip_suffix(unit).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let total = digits.parse::<u64>().ok()?.checked_mul(seconds)?;
    (1..=MAX_SECONDS).contains(&total).then(|| Duration::from_secs(total))
}

/// As [`duration`] reads it.
pub(crate) fn spelled(duration: Duration) -> String {
    match duration.as_secs() {
        seconds if seconds.is_multiple_of(60 * 60) => format!("{}h", seconds / (60 * 60)),
        seconds if seconds.is_multiple_of(60) => format!("{}m", seconds / 60),
        seconds => format!("{seconds}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_minutes_and_hours() {
        for (text, seconds) in [("15s", 15), ("90s", 90), ("2m", 120), ("24h", 86_400)] {
            let duration = parse(text).expect(text);
            assert_eq!(duration.as_secs(), seconds, "{text}");
            assert_eq!(parse(&spelled(duration)), Some(duration), "{text}");
        }
        for text in
            ["", "s", "15", "0s", "+1s", "-1s", "1.5s", "25h", "15 s", "1d", "99999999999999999999h", "1µ"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
