//! Conditions in the form that is checked: `field = A | B and other is present`.

use serde_json::Value;
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

    /// Whether it holds for an object. Numbers and booleans may come quoted.
    #[must_use]
    pub fn holds(&self, object: &Value) -> bool {
        let found = self.path().split('.').try_fold(object, |value, name| value.get(name));
        let is_one_of = |values: &[String]| match found {
            Some(Value::String(text)) => values.contains(text),
            Some(value @ (Value::Bool(_) | Value::Number(_))) => values.contains(&value.to_string()),
            _ => false,
        };
        match self {
            Self::Is(_, values) => is_one_of(values),
            Self::IsNot(_, values) => !is_one_of(values),
            Self::Present(_) => found.is_some_and(is_there),
            Self::Absent(_) => !found.is_some_and(is_there),
        }
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

/// Neither `null` nor empty.
fn is_there(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
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
            // That a field is `null` is `is absent`.
            [word] if !matches!(*word, "=" | "≠" | "null") => Some((*word).to_owned()),
            _ => None,
        })
        .collect();
    values.filter(|values| !values.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn conditions_of_an_object() {
        let object =
            json!({ "a": { "flag": true, "quoted": "true" }, "kind": "NEW", "empty": "", "no": null });
        for (condition, expected) in [
            ("a.flag = true", true),
            ("a.quoted = true", true),
            ("a.flag != true", false),
            ("a.lacking != true", true),
            ("kind = OLD | NEW and a.flag is present", true),
            ("empty is present", false),
            ("no is absent", true),
            ("empty is absent and kind.inner is absent", true),
        ] {
            let all = Comparison::parse_all(condition).expect("a condition");
            assert_eq!(all.iter().all(|one| one.holds(&object)), expected, "{condition}");
        }
    }

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
            "a = null",
            "a != b | null",
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
