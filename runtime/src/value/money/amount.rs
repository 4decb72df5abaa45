//! From an amount as people write it to the smallest unit, by digits alone.

use super::currency::{Counting, CurrencyRule};

/// Reads `100.00` in a currency, as a number of its smallest unit.
///
/// # Errors
/// The reason, with what to write instead.
pub(super) const fn units(amount: &str, currency: &str, rules: &[CurrencyRule]) -> Result<u64, &'static str> {
    match Counting::of(currency, rules) {
        Ok(counting) => match scaled(amount.as_bytes(), counting.exponent) {
            Ok(units) => counting.check(units),
            Err(problem) => Err(problem),
        },
        Err(problem) => Err(problem),
    }
}

/// Reads `USD 100.00`, as a number of the currency's smallest unit.
pub(super) const fn literal(text: &str, rules: &[CurrencyRule]) -> Result<u64, &'static str> {
    let problem = Err("expected a currency, a space and an amount, as in `USD 100.00`");
    let Some((code, rest)) = text.as_bytes().split_first_chunk::<CODE>() else { return problem };
    let Some((b' ', amount)) = rest.split_first() else { return problem };
    match (std::str::from_utf8(code), std::str::from_utf8(amount)) {
        (Ok(code), Ok(amount)) => units(amount, code, rules),
        _ => problem,
    }
}

/// The length of a currency's code.
pub(super) const CODE: usize = 3;

/// Moves the point of a decimal number to the right.
const fn scaled(amount: &[u8], exponent: u8) -> Result<u64, &'static str> {
    let form = Err("expected an amount in digits, with a point before its fraction, as in `100.00`");
    if let Some((b'-' | b'+', _)) = amount.split_first() {
        return Err("an amount has no sign, and is never negative");
    }
    if amount.is_empty() || (amount.len() > 1 && amount[0] == b'0' && amount[1] != b'.') {
        return form;
    }
    let (mut at, mut units, mut behind, mut has_point) = (0, 0_u64, 0, false);
    while at < amount.len() {
        match amount[at] {
            b'.' if at > 0 && !has_point => has_point = true,
            digit @ b'0'..=b'9' => {
                if has_point {
                    behind += 1;
                }
                if behind > exponent {
                    return Err(too_precise(exponent));
                }
                units = match shifted(units, digit - b'0') {
                    Some(units) => units,
                    None => return Err(TOO_LARGE),
                };
            }
            _ => return form,
        }
        at += 1;
    }
    if has_point && behind == 0 {
        return form;
    }
    while behind < exponent {
        units = match shifted(units, 0) {
            Some(units) => units,
            None => return Err(TOO_LARGE),
        };
        behind += 1;
    }
    Ok(units)
}

/// The problem with an amount beyond 64 bits.
pub(super) const TOO_LARGE: &str = "the amount is too large for any field";

const fn too_precise(exponent: u8) -> &'static str {
    match exponent {
        0 => "this currency has no digits behind the point: write `1250`, not `12.50`",
        1 => "this currency has 1 digit behind the point: write no more, as in `12.5`",
        2 => "this currency has 2 digits behind the point: write no more, as in `12.50`",
        3 => "this currency has 3 digits behind the point: write no more, as in `12.500`",
        _ => "this currency has 4 digits behind the point: write no more, as in `12.5000`",
    }
}

/// Appends a digit.
const fn shifted(units: u64, digit: u8) -> Option<u64> {
    match units.checked_mul(10) {
        Some(units) => units.checked_add(digit as u64),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_becomes_a_number_of_the_smallest_unit() {
        for (text, expected) in [
            ("USD 100.00", 10_000),
            ("USD 100", 10_000),
            ("USD 0.05", 5),
            ("USD 0.5", 50),
            ("USD 0", 0),
            ("JPY 1250", 1_250),
            ("KWD 1.005", 1_005),
            ("CLF 1.0001", 10_001),
            ("JPY 18446744073709551615", u64::MAX),
        ] {
            assert_eq!(literal(text, &[]), Ok(expected), "{text}");
        }
    }

    #[test]
    fn whatever_is_no_amount_of_its_currency_is_refused_with_the_reason() {
        for (text, reason) in [
            ("JPY 12.50", "has no digits behind the point"),
            ("JPY 12.0", "has no digits behind the point"),
            ("USD 1.005", "has 2 digits behind the point"),
            ("KWD 1.0001", "has 3 digits behind the point"),
            ("CLF 1.00001", "has 4 digits behind the point"),
            ("XXY 1.00", "no currency"),
            ("usd 1.00", "no currency"),
            ("€€ 1", "as in `USD 100.00`"),
            ("USD -1.00", "no sign"),
            ("USD +1.00", "no sign"),
            ("USD ", "as in `100.00`"),
            ("USD 1.", "as in `100.00`"),
            ("USD .5", "as in `100.00`"),
            ("USD 1.0.0", "as in `100.00`"),
            ("USD 1,000.00", "as in `100.00`"),
            ("USD 1e3", "as in `100.00`"),
            ("USD 007", "as in `100.00`"),
            ("USD  1", "as in `100.00`"),
            ("USD 1 ", "as in `100.00`"),
            ("USD ١", "as in `100.00`"),
            ("", "as in `USD 100.00`"),
            ("USD", "as in `USD 100.00`"),
            ("USD1.00", "as in `USD 100.00`"),
            ("1.00 USD", "as in `USD 100.00`"),
            ("JPY 18446744073709551616", "too large"),
            ("USD 184467440737095517", "too large"),
        ] {
            let problem = literal(text, &[]).expect_err(text);
            assert!(problem.contains(reason), "{text}: {problem}");
        }
        let zeros = format!("USD 0.{}", "0".repeat(1_000));
        assert!(literal(&zeros, &[]).is_err());
    }
}
