//! What is to be written, before it is laid out.

use serde_json::Value;

/// A YAML value that knows how it likes to be written.
#[derive(Debug, Clone)]
pub(crate) enum Yaml {
    /// Spelled already: a number, `true`, `~`.
    Plain(String),
    /// A text that is data: in one line, in quotes where it needs them.
    Text(String),
    /// A text for people, which may run over several lines. Reading it trims it.
    Prose(String),
    /// `[a, b]` where it fits, or an item in a line.
    List(Vec<Yaml>),
    /// `{ a: b }` where it fits, or an entry in a line.
    Map(Vec<Entry>),
    /// An entry in a line.
    Lines(Vec<Entry>),
    /// An entry in a line, and what is in `{ }` in a column.
    Fields(Vec<Entry>),
    /// An item in a line, the values of each key in a column.
    Rows(Vec<Vec<Entry>>),
}

/// A key and its value.
pub(crate) type Entry = (String, Yaml);

/// A key and its value.
pub(crate) fn entry(key: impl Into<String>, value: Yaml) -> Entry {
    (key.into(), value)
}

impl Yaml {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn prose(text: impl Into<String>) -> Self {
        Self::Prose(text.into())
    }

    pub(crate) fn number(number: impl ToString) -> Self {
        Self::Plain(number.to_string())
    }

    pub(crate) fn yes() -> Self {
        Self::Plain("true".to_owned())
    }

    pub(crate) fn texts<'a>(texts: impl IntoIterator<Item = &'a String>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// A JSON value.
    pub(crate) fn json(value: &Value) -> Self {
        match value {
            Value::Null => Self::Plain("null".to_owned()),
            Value::Bool(boolean) => Self::Plain(boolean.to_string()),
            Value::Number(number) => Self::Plain(number.to_string()),
            Value::String(text) => Self::text(text),
            Value::Array(items) => Self::List(items.iter().map(Self::json).collect()),
            Value::Object(entries) => {
                Self::Map(entries.iter().map(|(key, value)| entry(key, Self::json(value))).collect())
            }
        }
    }
}
