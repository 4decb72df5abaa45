//! Words for people.

use serde_json::{Value, json};

/// A schema with what editors show of it. Draft-07 reads nothing beside a bare `$ref`.
pub(super) fn described(schema: Value, about: &str) -> Value {
    match schema {
        Value::Object(mut schema) if !schema.contains_key("$ref") => {
            schema.insert("description".to_owned(), json!(about));
            Value::Object(schema)
        }
        reference => json!({ "description": about, "allOf": [reference] }),
    }
}
