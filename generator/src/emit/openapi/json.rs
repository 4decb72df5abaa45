//! JSON whose objects keep the order in which they were put together.
//!
//! By hand, as serde_json's `preserve_order` holds for the whole program: it would change what users of this library write, and
//! the sandbox, which compares requests with their keys sorted, would no longer know a repeated one.

use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// A JSON value.
#[derive(Debug, Clone)]
pub(super) enum Json {
    /// A text, number or boolean, or a whole value whose order does not matter.
    Value(Value),
    /// `[...]`
    List(Vec<Json>),
    /// `{...}`
    Object(Object),
}

/// A JSON object.
#[derive(Debug, Clone, Default)]
pub(super) struct Object {
    entries: Vec<(String, Json)>,
}

impl Object {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// With one more entry.
    pub(super) fn with(mut self, key: impl Into<String>, value: impl Into<Json>) -> Self {
        self.push(key, value);
        self
    }

    /// With one more entry, if there is a value.
    pub(super) fn with_some(self, key: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// With `key: true`, if it is so.
    pub(super) fn with_true(self, key: &str, so: bool) -> Self {
        self.with_some(key, so.then_some(true))
    }

    pub(super) fn push(&mut self, key: impl Into<String>, value: impl Into<Json>) {
        self.entries.push((key.into(), value.into()));
    }

    /// Adds all entries of another object.
    pub(super) fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Json> {
        self.entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// `None` when it is empty.
    pub(super) fn if_any(self) -> Option<Self> {
        (!self.is_empty()).then_some(self)
    }
}

/// A list, or `None` when it is empty.
pub(super) fn list<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Option<Json> {
    let items: Vec<Json> = items.into_iter().map(Into::into).collect();
    (!items.is_empty()).then_some(Json::List(items))
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

macro_rules! from_plain {
    ($($plain:ty),*) => {
        $(impl From<$plain> for Json {
            fn from(value: $plain) -> Self {
                Self::Value(Value::from(value))
            }
        })*
    };
}

from_plain!(&str, String, bool, i64, usize);

impl From<&String> for Json {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

/// The text of a file.
pub(super) fn print(json: &Json) -> String {
    // This cannot fail: all keys are texts.
    serde_json::to_string_pretty(json).unwrap_or_default() + "\n"
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Object(object) => {
                serializer.collect_map(object.entries.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}
