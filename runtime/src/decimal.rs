//! Decimal numbers as texts, compared digit by digit and never through a floating-point number.

/// Longest exponent that is written out; a number beyond it has no canonical form.
const MAX_EXPONENT: u64 = 400;

/// Returns the canonical form of a number: `100`, `100.00` and `1e2` are `100`. `None` for text that is not a JSON number
/// (leading zeros are allowed, a plus sign is not).
pub(crate) fn canonical(text: &str) -> Option<String> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (digits, 0),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (mantissa, ""),
    };
    let is_number = !whole.is_empty() && [whole, fraction].concat().bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || exponent.unsigned_abs() > MAX_EXPONENT {
        return None;
    }
    let (whole, fraction) = shifted(whole, fraction, exponent);
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match (whole, fraction) {
        ("0", "") => "0".to_owned(),
        (whole, "") => format!("{sign}{whole}"),
        (whole, fraction) => format!("{sign}{whole}.{fraction}"),
    })
}

/// The digits before and after the point, after it was moved.
fn shifted(whole: &str, fraction: &str, exponent: i64) -> (String, String) {
    let places = usize::try_from(exponent.unsigned_abs()).unwrap_or_default();
    if exponent >= 0 {
        let fraction = format!("{fraction:0<places$}");
        let (moved, rest) = fraction.split_at(places);
        (format!("{whole}{moved}"), rest.to_owned())
    } else {
        let whole = format!("{whole:0>places$}");
        let (rest, moved) = whole.split_at(whole.len() - places);
        (rest.to_owned(), format!("{moved}{fraction}"))
    }
}

/// Whether two amounts are the same: as numbers where both are numbers, else as texts.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    match (canonical(one), canonical(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_form() {
        for (text, expected) in [
            ("100", "100"),
            ("100.00", "100"),
            ("1e2", "100"),
            ("1.0E+2", "100"),
            ("0.01e4", "100"),
            ("1000e-1", "100"),
            ("00100", "100"),
            ("12.50", "12.5"),
            ("125e-1", "12.5"),
            ("-12.50", "-12.5"),
            ("5e-3", "0.005"),
            ("-0", "0"),
            ("0.000", "0"),
            ("0e7", "0"),
            ("9007199254740993.5", "9007199254740993.5"),
            ("18446744073709551616", "18446744073709551616"),
        ] {
            assert_eq!(canonical(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "+1",
            "1 ",
            "1,5",
            "0x1",
            "1e",
            "1e999999",
            "1e-9223372036854775808",
            "1e9223372036854775807",
            "1e99999999999999999999",
            "é",
            "١",
        ] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_compared_as_numbers() {
        assert!(is_same("100", "100.00"));
        assert!(is_same("USD", "USD"));
        assert!(!is_same("USD", "usd"));
        assert!(!is_same("100", "10"));
        assert!(!is_same("9007199254740993", "9007199254740992"));
        assert!(!is_same("100", "abc"));
    }
}
