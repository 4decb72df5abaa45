//! Bodies whose numbers keep their digits. Specs are checked with serde_json's values, which round them.
//!
//! serde_json's feature `arbitrary_precision` would keep digits too, but it applies to the whole program and changes what
//! other crates read.

use countersign_runtime::Json;
use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// The body of a request, whose numbers keep their digits: `12.50` is sent as `12.50`.
#[derive(Debug, Clone, PartialEq)]
pub struct Body(pub Json);

impl From<Json> for Body {
    fn from(json: Json) -> Self {
        Self(json)
    }
}

impl From<&Json> for Body {
    fn from(json: &Json) -> Self {
        Self(json.clone())
    }
}

/// Converts it with the digits that serde_json writes.
impl From<&Value> for Body {
    fn from(value: &Value) -> Self {
        Self(exact(value))
    }
}

/// Converts a value to a tree that keeps digits.
pub(super) fn exact(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Boolean(*value),
        // What serde_json writes is a number.
        Value::Number(number) => number.to_string().parse().map_or(Json::Null, Json::Number),
        Value::String(text) => Json::Text(text.clone()),
        Value::Array(items) => Json::List(items.iter().map(exact).collect()),
        Value::Object(fields) => {
            Json::Object(fields.iter().map(|(name, value)| (name.clone(), exact(value))).collect())
        }
    }
}

/// Converts a tree to a value for checks against a spec. A number that is no integer is rounded to a float.
#[must_use]
pub fn rounded(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Boolean(value) => Value::Bool(*value),
        Json::Number(number) => number.as_str().parse().map_or(Value::Null, Value::Number),
        Json::Text(text) => Value::String(text.clone()),
        Json::List(items) => items.iter().map(rounded).collect(),
        Json::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), rounded(value)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
    }
}

/// Formats JSON in indented lines.
#[must_use]
pub fn pretty(json: &Json) -> String {
    serde_json::to_string_pretty(&Written(json)).unwrap_or_else(|_| json.to_string())
}

/// Serializes JSON with its digits unchanged.
pub(super) struct Written<'a>(pub(super) &'a Json);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Json::Null => serializer.serialize_unit(),
            Json::Boolean(value) => serializer.serialize_bool(*value),
            Json::Number(number) => {
                RawValue::from_string(number.to_string()).map_err(S::Error::custom)?.serialize(serializer)
            }
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items.iter().map(Written)),
            Json::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(name, value)| (name, Written(value))))
            }
        }
    }
}
