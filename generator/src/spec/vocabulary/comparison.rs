//! Conditions in the form that is checked: `field = A | B and other is present`.

use std::fmt;

/// A comparison of a field, by its path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `field = A | B`: it has one of these values.
    Is(String, Vec<String>),
    /// `field != A | B`: it has none of these values.
    IsNot(String, Vec<String>),
    /// `field is present`.
    Present(String),
    /// `field is absent`: not there, `null` or empty.
    Absent(String),
}

impl Comparison {
    /// Takes comparisons apart that are joined by `and`. `None` when one of them has another form.
    #[must_use]
    pub fn parse_all(text: &str) -> Option<Vec<Self>> {
        // It stands for `!=` below.
        if text.contains('≠') {
            return None;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        words.split(|word| *word == "and").map(Self::parse).collect()
    }

    /// Writes several, joined by `and`.
    #[must_use]
    pub fn spelled(comparisons: &[Self]) -> String {
        let each: Vec<String> = comparisons.iter().map(ToString::to_string).collect();
        each.join(" and ")
    }

    /// The path of the field.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Is(path, _) | Self::IsNot(path, _) | Self::Present(path) | Self::Absent(path) => path,
        }
    }

    /// The values that it is compared with.
    #[must_use]
    pub fn values(&self) -> &[String] {
        match self {
            Self::Is(_, values) | Self::IsNot(_, values) => values,
            Self::Present(_) | Self::Absent(_) => &[],
        }
    }

    fn parse(words: &[&str]) -> Option<Self> {
        // `a=b` and `a = b` are the same; a value itself has none of these characters.
        let spaced = words.join(" ").replace("!=", " ≠ ").replace('=', " = ").replace('|', " | ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let (path, rest) = words.split_first().filter(|(path, _)| is_path(path))?;
        let path = (*path).to_owned();
        match rest {
            ["is", "present"] => Some(Self::Present(path)),
            ["is", "absent"] => Some(Self::Absent(path)),
            ["=", values @ ..] => Some(Self::Is(path, alternatives(values)?)),
            ["≠", values @ ..] => Some(Self::IsNot(path, alternatives(values)?)),
            _ => None,
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(path, values) => write!(f, "{path} = {}", values.join(" | ")),
            Self::IsNot(path, values) => write!(f, "{path} != {}", values.join(" | ")),
            Self::Present(path) => write!(f, "{path} is present"),
            Self::Absent(path) => write!(f, "{path} is absent"),
        }
    }
}

fn is_path(text: &str) -> bool {
    !text.contains(['=', '≠', '|', '<', '>', '!']) && text.split('.').all(|name| !name.is_empty())
}

/// `A | B`: one word each.
fn alternatives(words: &[&str]) -> Option<Vec<String>> {
    let values: Option<Vec<String>> = words
        .split(|word| *word == "|")
        .map(|value| match value {
            [word] if !matches!(*word, "=" | "≠") => Some((*word).to_owned()),
            _ => None,
        })
        .collect();
    values.filter(|values| !values.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_and_nothing_else() {
        for (text, again) in [
            ("notifyType = PAYMENT_RESULT", "notifyType = PAYMENT_RESULT"),
            ("a.b=S|F", "a.b = S | F"),
            ("a != X  and b is present", "a != X and b is present"),
            ("a is absent and b = 1 | 2 and c!=Y", "a is absent and b = 1 | 2 and c != Y"),
        ] {
            let parsed = Comparison::parse_all(text).expect(text);
            let shown: Vec<String> = parsed.iter().map(ToString::to_string).collect();
            assert_eq!(shown.join(" and "), again);
            assert_eq!(Comparison::parse_all(&shown.join(" and ")), Some(parsed), "{text}");
        }
        for words in [
            "",
            "and",
            "a = 1 and",
            "a",
            "a =",
            "= b",
            "a = b c",
            "a == b",
            "a = | b",
            "a >= 1",
            "a ≠ b",
            "a is there",
            "a..b = c",
            "a = b or c = d",
            "the order was paid",
        ] {
            assert_eq!(Comparison::parse_all(words), None, "{words}");
        }
    }
}
