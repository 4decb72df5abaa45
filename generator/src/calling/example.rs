//! Bodies from the examples of a spec.

use super::NotFound;
use super::find::not_found;
use crate::model::{self, Endpoint, Field, Type, Version};
use crate::rules::nearest::listed;
use countersign_runtime::RequestTime;
use serde_json::Value;
use std::time::SystemTime;

/// The request of an example: of that name, or the first one that fits the spec.
///
/// With `fresh`, an id that the caller chooses anew for each request is replaced by one that was not used before, so
/// that the same line can be run again. Such an id is the one field of the endpoint's idempotency key whose name ends
/// with `requestId`; ids of something that exists already (a payment that is to be cancelled, a token) stay.
///
/// # Errors
/// [`NotFound`] when there is no such example, or none with a request.
pub fn example_body(
    endpoint: &Endpoint,
    version: &Version,
    name: Option<&str>,
    fresh: bool,
) -> Result<Value, NotFound> {
    let with_request = || endpoint.examples.iter().filter(|example| example.request.is_some());
    let found = match name {
        Some(name) => with_request().find(|example| example.name == name),
        None => with_request().find(|example| example.breaks.is_none()).or_else(|| with_request().next()),
    };
    let Some(mut body) = found.and_then(|example| example.request.clone()) else {
        return Err(missing(endpoint, name));
    };
    if fresh && let Some(field) = chosen_by_caller(endpoint) {
        refresh(&mut body, field, version);
    }
    Ok(body)
}

fn missing(endpoint: &Endpoint, name: Option<&str>) -> NotFound {
    let with_request = endpoint.examples.iter().filter(|example| example.request.is_some());
    let names: Vec<&str> = with_request.map(|example| example.name.as_str()).collect();
    let address = endpoint.address();
    not_found(match (name, names.as_slice()) {
        (_, []) => {
            format!("the spec of {address} has no example with a request; give a body by --body or --set")
        }
        (Some(name), _) => format!(
            "{address} has no example `{}` with a request; there is {}",
            name.escape_debug(),
            listed(names.iter().copied())
        ),
        (None, _) => format!("{address} has no example with a request"),
    })
}

/// The id that makes a request a new one, if the caller makes it up. A key of several fields names something that is there
/// already, and so does that of a cancellation.
pub(super) fn chosen_by_caller(endpoint: &Endpoint) -> Option<&Field> {
    let [name] = endpoint.idempotency_key.fields() else { return None };
    let field = endpoint.request.iter().find(|field| field.name == *name)?;
    let is_id = name.to_lowercase().ends_with("requestid") && matches!(field.ty, Type::Text(_));
    let names_another = endpoint.last_segment().to_lowercase().starts_with("cancel");
    (is_id && !names_another).then_some(field)
}

/// Puts a new id in, if one fits the field.
fn refresh(body: &mut Value, field: &Field, version: &Version) {
    let id = Value::from(fresh_id());
    if let Some(object) = body.as_object_mut()
        && model::value_misfits(&id, field, version).is_empty()
    {
        object.insert(field.name.clone(), id);
    }
}

/// 30 digits: the time, so that ids sort by it, and 13 digits by lot.
fn fresh_id() -> String {
    let time = RequestTime::Rfc3339Millis.write(SystemTime::now());
    let time: String = time.chars().filter(char::is_ascii_digit).take(17).collect();
    let mut bytes = [0; 8];
    // Without chance there still is the time.
    let _ = aws_lc_rs::rand::fill(&mut bytes);
    format!("{time}{:013}", u64::from_le_bytes(bytes) % 10_000_000_000_000)
}
