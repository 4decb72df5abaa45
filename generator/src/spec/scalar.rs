//! What a scalar means once it is known what is wanted.

use super::Scalar;

impl Scalar {
    /// `true` or `false`, without quotes. YAML 1.1's `yes`, `no`, `on` and `off` are texts.
    #[must_use]
    pub fn boolean(&self) -> Option<bool> {
        match (self.plain, self.text.as_str()) {
            (true, "true") => Some(true),
            (true, "false") => Some(false),
            _ => None,
        }
    }

    /// A whole number without quotes, spelled as JSON spells it: no leading zero, `+` or `_`.
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        let number = self.plain.then(|| self.text.parse::<i64>().ok()).flatten()?;
        (number.to_string() == self.text).then_some(number)
    }

    /// A number without quotes, spelled as JSON spells it. Anything else is a text: `0777`, `1_000`, `.5`, `+1`.
    #[must_use]
    pub fn number(&self) -> Option<serde_json::Number> {
        let digits = self.text.strip_prefix('-').unwrap_or(&self.text);
        if !self.plain || !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let number: serde_json::Number = serde_json::from_str(&self.text).ok()?;
        // A whole number that is too large would be rounded.
        let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
        (!whole || !number.is_f64()).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Scalar {
        Scalar { text: text.to_owned(), plain: true }
    }

    #[test]
    fn only_json_spellings_are_numbers() {
        for text in [
            "0777",
            "+1",
            "1_000",
            ".5",
            "0x10",
            "1e",
            "-",
            "",
            "NaN",
            ".inf",
            "1 2",
            " 1",
            "1e999",
            "99999999999999999999",
        ] {
            assert_eq!(plain(text).number(), None, "{text}");
            assert_eq!(plain(text).integer(), None, "{text}");
        }
        assert_eq!(plain("-12").integer(), Some(-12));
        assert_eq!(plain("-0").integer(), None);
        assert_eq!(plain("1.10").number().map(|n| n.to_string()).as_deref(), Some("1.1"));
        assert_eq!(Scalar { text: "12".to_owned(), plain: false }.integer(), None);
    }

    #[test]
    fn only_true_and_false_are_booleans() {
        assert_eq!(plain("true").boolean(), Some(true));
        for text in ["yes", "no", "on", "True", "FALSE"] {
            assert_eq!(plain(text).boolean(), None, "{text}");
        }
    }
}
