//! JSON whose objects keep the order in which they were put together.

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

/// No line with a list of plain values is longer.
const WIDTH: usize = 110;

/// The text of a file.
pub(super) fn print(json: &Json) -> String {
    let mut out = String::new();
    write(&mut out, json, 0);
    out.push('\n');
    out
}

fn write(out: &mut String, json: &Json, indent: usize) {
    match json {
        Json::Value(Value::Array(items)) => {
            write_list(out, &items.iter().cloned().map(Json::Value).collect::<Vec<_>>(), indent)
        }
        Json::Value(Value::Object(entries)) => {
            let entries =
                entries.iter().map(|(key, value)| (key.clone(), Json::Value(value.clone()))).collect();
            write(out, &Json::Object(Object { entries }), indent);
        }
        Json::Value(plain) => out.push_str(&plain.to_string()),
        Json::List(items) => write_list(out, items, indent),
        Json::Object(object) if object.is_empty() => out.push_str("{}"),
        Json::Object(object) => {
            out.push('{');
            for (number, (key, value)) in object.entries.iter().enumerate() {
                new_line(out, number, indent + 2);
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push_str(": ");
                write(out, value, indent + 2);
            }
            new_line(out, 0, indent);
            out.push('}');
        }
    }
}

fn write_list(out: &mut String, items: &[Json], indent: usize) {
    let plain: Option<Vec<String>> = items
        .iter()
        .map(|item| match item {
            Json::Value(value) if !value.is_array() && !value.is_object() => Some(value.to_string()),
            _ => None,
        })
        .collect();
    if let Some(line) = plain.map(|plain| plain.join(", ")).filter(|line| line.len() + indent <= WIDTH) {
        out.push_str(&format!("[{line}]"));
        return;
    }
    out.push('[');
    for (number, item) in items.iter().enumerate() {
        new_line(out, number, indent + 2);
        write(out, item, indent + 2);
    }
    new_line(out, 0, indent);
    out.push(']');
}

/// With a comma behind what was before, unless it is the first entry.
fn new_line(out: &mut String, number: usize, indent: usize) {
    if number > 0 {
        out.push(',');
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
}
