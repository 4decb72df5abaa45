//! Scalars as text, for wallets that have no others.

use serde_json::Value;

/// Numbers and booleans as text, all of them.
pub(super) fn quote(value: &mut Value) {
    match value {
        Value::Number(_) | Value::Bool(_) => *value = Value::String(value.to_string()),
        Value::Array(items) => items.iter_mut().for_each(quote),
        Value::Object(fields) => fields.values_mut().for_each(quote),
        Value::Null | Value::String(_) => {}
    }
}
