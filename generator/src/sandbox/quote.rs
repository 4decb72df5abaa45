//! What an API's dialect changes about what is said, by whichever side.

use countersign_runtime::signature::{Content, ContentTemplate};
use serde_json::Value;

/// What a request is signed over. Only one template has the request's id in it.
pub(super) fn request_content<'a>(
    template: ContentTemplate,
    target: &str,
    client_id: &str,
    request_id: &str,
    time: &str,
    body: &'a [u8],
) -> Content<'a> {
    match template {
        ContentTemplate::SixPart => Content::six_part(target, client_id, request_id, time, body),
        _ => Content::new(target, client_id, time, body),
    }
}

/// What the answer to a request is signed over.
pub(super) fn answer_content<'a>(
    template: ContentTemplate,
    target: &str,
    client_id: &str,
    time: &str,
    body: &'a [u8],
) -> Content<'a> {
    match template {
        ContentTemplate::SixPart => Content::six_part_answer(client_id, time, body),
        _ => Content::new(target, client_id, time, body),
    }
}

/// Numbers and booleans as text, all of them.
pub(super) fn quote(value: &mut Value) {
    match value {
        Value::Number(_) | Value::Bool(_) => *value = Value::String(value.to_string()),
        Value::Array(items) => items.iter_mut().for_each(quote),
        Value::Object(fields) => fields.values_mut().for_each(quote),
        Value::Null | Value::String(_) => {}
    }
}
