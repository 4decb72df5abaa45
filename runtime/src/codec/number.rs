use std::fmt;

/// A number as JSON writes it, digit by digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number<'t>(&'t str);

/// Why a number is no integer of 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoInteger {
    /// It has a fraction.
    Fraction,
    /// It is an integer beyond them.
    Range,
}

impl<'t> Number<'t> {
    /// The number that the whole text is.
    #[must_use]
    pub fn parse(text: &'t str) -> Option<Self> {
        Self::at_start(text.as_bytes()).filter(|number| number.0.len() == text.len())
    }

    /// The number that a text begins with.
    pub(super) fn at_start(bytes: &'t [u8]) -> Option<Self> {
        let digits = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let byte = |at: usize| bytes.get(at).copied();
        let whole = usize::from(byte(0) == Some(b'-'));
        let mut end = match byte(whole)? {
            b'0' => whole + 1,
            _ => whole + Some(digits(whole)).filter(|count| *count > 0)?,
        };
        if byte(end) == Some(b'.') {
            end += 1 + Some(digits(end + 1)).filter(|count| *count > 0)?;
        }
        if matches!(byte(end), Some(b'e' | b'E')) {
            let start = end + 1 + usize::from(matches!(byte(end + 1), Some(b'+' | b'-')));
            end = start + Some(digits(start)).filter(|count| *count > 0)?;
        }
        std::str::from_utf8(&bytes[..end]).ok().map(Self)
    }

    /// The number as it came: `12.50`.
    #[must_use]
    pub fn as_str(self) -> &'t str {
        self.0
    }

    /// Whether it is beyond what a 64-bit float can hold, which is where programs stop to agree on JSON.
    pub(crate) fn is_too_large(self) -> bool {
        // Shorter than the largest, and without an exponent.
        let is_usual = self.0.len() < 309 && !self.0.bytes().any(|byte| matches!(byte, b'e' | b'E'));
        !is_usual && self.0.parse().is_ok_and(f64::is_infinite)
    }

    /// The integer that it is: of `100`, `100.0` and `1e2` the same.
    pub(crate) fn integer(self) -> Result<i64, NoInteger> {
        if let Ok(number) = self.0.parse() {
            return Ok(number);
        }
        let (mantissa, exponent) = self.0.split_once(['e', 'E']).unwrap_or((self.0, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let (sign, whole) = whole.strip_prefix('-').map_or((1, whole), |whole| (-1, whole));
        // Without the zeros at both ends, the number is some digits, and a shift that makes it whole or does not.
        let fraction = fraction.trim_end_matches('0');
        let kept = if fraction.is_empty() { whole.trim_end_matches('0') } else { whole };
        let digits = || kept.bytes().chain(fraction.bytes()).skip_while(|digit| *digit == b'0');
        let count = digits().count();
        if count == 0 {
            return Ok(0);
        }
        let dropped = whole.len() - kept.len();
        match exponent_of(exponent)
            .saturating_add_unsigned(dropped as u64)
            .saturating_sub_unsigned(fraction.len() as u64)
        {
            ..0 => Err(NoInteger::Fraction),
            shift @ 0..=18 if count + shift as usize <= 19 => {
                let number = digits().fold(0, |number, digit| number * 10 + i128::from(digit - b'0'));
                i64::try_from(sign * number * 10_i128.pow(shift as u32)).map_err(|_| NoInteger::Range)
            }
            _ => Err(NoInteger::Range),
        }
    }
}

/// An exponent; one of many digits is as good as the largest.
fn exponent_of(text: &str) -> i64 {
    let limit = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    text.parse().unwrap_or(limit)
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integer(text: &str) -> Result<i64, NoInteger> {
        Number::parse(text).expect(text).integer()
    }

    #[test]
    fn an_integer_may_be_written_with_a_point_or_an_exponent() {
        for (text, number) in [
            ("100", 100),
            ("100.0", 100),
            ("1e3", 1000),
            ("1E+3", 1000),
            ("-1.50e1", -15),
            ("1000e-3", 1),
            ("0.05e2", 5),
            ("0", 0),
            ("-0.0", 0),
            ("0e999999999999999999999", 0),
            ("0.000e-999999999999999999999", 0),
            ("9223372036854775807.000", i64::MAX),
            ("-9.223372036854775808e18", i64::MIN),
        ] {
            assert_eq!(integer(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_integer_says_why() {
        for text in ["100.5", "1e-1", "15e-1", "1e-999999999999999999999", "9223372036854775807.5"] {
            assert_eq!(integer(text), Err(NoInteger::Fraction), "{text}");
        }
        for text in
            ["9223372036854775808", "-1e19", "1e999999999", "1e999999999999999999999", "123456789.0e15"]
        {
            assert_eq!(integer(text), Err(NoInteger::Range), "{text}");
        }
    }

    #[test]
    fn only_what_json_calls_a_number_is_one() {
        for text in
            ["", "-", "+1", "01", ".5", "5.", "1e", "1e+", "0x1", "1 ", " 1", "NaN", "--1", "1.e1", "١"]
        {
            assert_eq!(Number::parse(text), None, "{text}");
        }
        for text in ["1e999", "-1e309", &"9".repeat(310)] {
            assert!(Number::parse(text).is_some_and(Number::is_too_large), "{text}");
        }
        for text in ["1e308", "1e-999", "0e999", &"9".repeat(308)] {
            assert!(Number::parse(text).is_some_and(|number| !number.is_too_large()), "{text}");
        }
    }
}
