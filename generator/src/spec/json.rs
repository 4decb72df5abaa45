//! Examples are written as YAML and meant as JSON.

use super::{Node, Scalar, Value};
use serde_json::Value as Json;

/// The JSON that a YAML value stands for. Of a key that is written twice, the last one counts.
#[must_use]
pub fn json(node: &Node) -> Json {
    match &node.value {
        Value::Scalar(scalar) => json_scalar(scalar),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect())
        }
    }
}

fn json_scalar(scalar: &Scalar) -> Json {
    if scalar.is_null() {
        Json::Null
    } else if let Some(boolean) = scalar.boolean() {
        Json::Bool(boolean)
    } else if let Some(number) = scalar.number() {
        Json::Number(number)
    } else {
        Json::String(scalar.text.clone())
    }
}
