use std::fmt;

use crate::codec::{Decode, Encode, Fields, Items, Number, Taken, View};

/// Any JSON value, for fields of which the wallet says no more.
///
/// ```
/// use countersign_runtime::Json;
///
/// let memo: Json = r#"{ "memo": [1, 2] }"#.parse()?;
/// assert_eq!(memo.to_string(), r#"{"memo":[1,2]}"#);
/// # Ok::<(), countersign_runtime::JsonError>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Json(serde_json::Value);

/// A text is not JSON.
#[derive(Debug)]
pub struct JsonError(serde_json::Error);

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not JSON: {}", self.0)
    }
}

impl std::error::Error for JsonError {}

impl std::str::FromStr for Json {
    type Err = JsonError;
    fn from_str(text: &str) -> Result<Self, JsonError> {
        serde_json::from_str(text).map(Self).map_err(JsonError)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Encode for Json {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        self.0.show(look);
    }
}

impl Decode for Json {
    fn empty() -> Self {
        Self::default()
    }
    fn text(&mut self, text: &str) -> Taken {
        self.0.text(text)
    }
    fn boolean(&mut self, value: bool) -> Taken {
        self.0.boolean(value)
    }
    fn number(&mut self, number: Number) -> Taken {
        self.0.number(number)
    }
    fn object(&mut self, source: &mut dyn Fields) -> Taken {
        self.0.object(source)
    }
    fn list(&mut self, items: &mut dyn Items) -> Taken {
        self.0.list(items)
    }
}

impl Encode for serde_json::Value {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        use serde_json::Value;
        match self {
            Value::Null => look(View::Absent),
            Value::Bool(value) => look(View::Boolean(*value)),
            Value::Number(number) => look(View::Number(&number.to_string())),
            Value::String(text) => look(View::Text(text)),
            Value::Array(items) => items.show(look),
            Value::Object(entries) => {
                look(View::Map(&mut entries.iter().map(|(key, value)| (key.as_str(), value as &dyn Encode))));
            }
        }
    }
}

impl Decode for serde_json::Value {
    fn empty() -> Self {
        Self::Null
    }
    fn text(&mut self, text: &str) -> Taken {
        *self = text.into();
        Taken::Yes
    }
    fn boolean(&mut self, value: bool) -> Taken {
        *self = value.into();
        Taken::Yes
    }
    fn number(&mut self, number: Number) -> Taken {
        *self = match number {
            Number::Integer(number) => number.into(),
            Number::Large(number) => number.into(),
            Number::Float(number) => number.into(),
        };
        Taken::Yes
    }
    fn object(&mut self, source: &mut dyn Fields) -> Taken {
        let mut entries = serde_json::Map::new();
        loop {
            let mut value = Self::Null;
            let Some(key) = source.next_entry(&mut value) else { break };
            entries.insert(key, value);
        }
        *self = entries.into();
        Taken::Yes
    }
    fn list(&mut self, items: &mut dyn Items) -> Taken {
        let mut values = Vec::new();
        let _ = values.list(items);
        *self = Self::Array(values);
        Taken::Yes
    }
}
