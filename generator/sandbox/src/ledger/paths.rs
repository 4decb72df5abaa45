//! Values of a request by their paths: `paymentFactor.isOrderCode`.

use serde_json::Value;
use std::borrow::Cow;

/// The value at a path.
pub(super) fn at<'a>(request: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(request, |value, name| value.get(name))
}

/// The value at a path, which may lead into JSON inside a text. If it is JSON inside a text itself, it is read too.
pub(super) fn unfolded<'a>(request: &'a Value, path: &str) -> Option<Cow<'a, Value>> {
    let read = |value: Cow<'a, Value>| {
        let inside = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        inside.filter(Value::is_object).map_or(value, Cow::Owned)
    };
    let inside = |value: Cow<'a, Value>, name: &str| match value {
        Cow::Borrowed(value) => value.get(name).map(Cow::Borrowed),
        Cow::Owned(value) => value.get(name).cloned().map(Cow::Owned),
    };
    path.split('.').try_fold(Cow::Borrowed(request), |value, name| Some(read(inside(value, name)?)))
}

/// Neither `null` nor empty.
pub(super) fn is_there(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paths_lead_into_json_texts() {
        let request = json!({ "outer": "{\"inner\":\"{\\\"value\\\": \\\"1\\\"}\"}", "plain": "1 USD" });
        assert_eq!(unfolded(&request, "outer.inner").as_deref(), Some(&json!({ "value": "1" })));
        assert_eq!(unfolded(&request, "plain").as_deref(), Some(&json!("1 USD")));
        assert_eq!(unfolded(&request, "outer.other"), None);
    }
}
