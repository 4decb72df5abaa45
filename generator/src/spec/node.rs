//! YAML as a tree in which every key and value knows its place.

use super::Span;

/// A value and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it is. A mapping or list in block form ends with its last entry.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// The three kinds of YAML values.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text, number, boolean or null: which of them is up to who reads it.
    Scalar(Scalar),
    /// `[a, b]` or `- a`.
    List(Vec<Node>),
    /// `{ a: b }` or `a: b`, in the order of writing, duplicate keys included.
    Map(Vec<Entry>),
}

/// A scalar as it is spelled. YAML would read `1.10` as 1.1, `0777` as 777 and `no` as false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text: without quotes, escapes resolved.
    pub text: String,
    /// Written without quotes, so that it may also be a number, a boolean or null.
    pub plain: bool,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's place.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Scalar {
    /// `~`, `null`, or nothing at all.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.plain && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }
}

impl Node {
    /// For messages: `a list`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Scalar(scalar) if scalar.is_null() => "nothing",
            Value::Scalar(_) => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// Nothing was written, or `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.is_null())
    }

    /// The entries of a mapping.
    #[must_use]
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// A scalar that is not null.
    #[must_use]
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) if !scalar.is_null() => Some(scalar),
            _ => None,
        }
    }
}
