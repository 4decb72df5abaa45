//! `required_when` in the form that can be checked.

use serde_json::Value;

/// `grantType = AUTHORIZATION_CODE` or `result.resultStatus = S`. Anything else is words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The names that lead to the field, outermost first.
    pub path: Vec<String>,
    /// What the field has to hold.
    pub value: String,
}

impl Condition {
    /// Takes a condition apart. `None` when it is words.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (path, value) = text.split_once('=')?;
        let (path, value) = (path.trim(), value.trim());
        let one_word =
            |text: &str| !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c == '=');
        if !one_word(path) || !one_word(value) || path.ends_with(['!', '<', '>']) {
            return None;
        }
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        let complete = path.iter().all(|name| !name.is_empty());
        complete.then(|| Self { path, value: value.to_owned() })
    }

    /// Whether it holds in an object: the path leads to a text, number or boolean that is spelled like the value.
    #[must_use]
    pub fn holds(&self, object: &Value) -> bool {
        match self.path.iter().try_fold(object, |value, name| value.get(name)) {
            Some(Value::String(text)) => *text == self.value,
            Some(Value::Bool(boolean)) => boolean.to_string() == self.value,
            Some(Value::Number(number)) => number.to_string() == self.value,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_the_simple_form_is_a_condition() {
        let parsed = Condition::parse(" result.resultStatus = S ").expect("a condition");
        assert_eq!(
            parsed,
            Condition { path: vec!["result".into(), "resultStatus".into()], value: "S".into() }
        );
        assert!(Condition::parse("grantType=REFRESH_TOKEN").is_some());
        for words in [
            "",
            "=",
            "a =",
            "= b",
            "the order was paid",
            "a = b or c",
            "a == b",
            "a != b",
            "a..b = c",
            "a >= 1",
        ] {
            assert_eq!(Condition::parse(words), None, "{words}");
        }
    }

    #[test]
    fn holds_by_spelling() {
        let object = json!({ "a": { "b": "S", "n": 12, "yes": true }, "list": [] });
        for (text, holds) in [
            ("a.b = S", true),
            ("a.b = F", false),
            ("a.n = 12", true),
            ("a.yes = true", true),
            ("list = x", false),
            ("c = S", false),
        ] {
            assert_eq!(Condition::parse(text).expect(text).holds(&object), holds, "{text}");
        }
    }
}
