//! Bodies from the examples of a spec.

use super::NotFound;
use super::find::not_found;
use countersign_codegen::diagnostics::listed;
use countersign_codegen::model::{self, Endpoint, Field, Shape, Type, Version};
use countersign_runtime::RequestTime;
use serde_json::Value;
use std::time::{Duration, SystemTime};

/// The request of an example: of that name, or the first one that fits the spec. Where the spec has none, sample values for all
/// that a request must have.
///
/// With `fresh`, the request can be sent at any time, and again: its request id is replaced by an unused one, and an expiry
/// time that has passed (`paymentExpiryTime`) by one in an hour. The request id is the one field of the endpoint's
/// idempotency key whose name ends with `requestId`; ids of something that exists already (a payment to be cancelled, a
/// token) stay.
///
/// # Errors
/// [`NotFound`] when there is no such example, or none with a request.
pub fn example_body(
    endpoint: &Endpoint,
    version: &Version,
    name: Option<&str>,
    fresh: bool,
) -> Result<Value, NotFound> {
    example_at(SystemTime::now(), endpoint, version, name, fresh)
}

fn example_at(
    now: SystemTime,
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
    let sample = || model::sample_request(endpoint, version).filter(|_| name.is_none());
    let Some(mut body) = found.and_then(|example| example.request.clone()).or_else(sample) else {
        return Err(missing(endpoint, name));
    };
    if fresh {
        if let Some(field) = chosen_by_caller(endpoint) {
            replace(&mut body, field, version, fresh_id());
        }
        extend(&mut body, &endpoint.request, version, now);
    }
    Ok(body)
}

/// How long an example is good for from now on.
const GOOD_FOR: Duration = Duration::from_secs(60 * 60);

/// Moves expiry times that have passed into the future.
fn extend(body: &mut Value, fields: &[Field], version: &Version, now: SystemTime) {
    for field in fields {
        let Some(value) = body.get_mut(&field.name) else { continue };
        let written = value.as_str().and_then(RequestTime::read);
        let is_over = written.is_some_and(|time| time <= now);
        if is_over && field.name.to_lowercase().contains("expir") {
            replace(body, field, version, RequestTime::Rfc3339Seconds.write(now + GOOD_FOR));
        } else if let Type::Named(name) = &field.ty
            && let Some(Shape::Object(fields)) = version.type_named(name).map(|named| &named.shape)
        {
            extend(value, fields, version, now);
        }
    }
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

/// Replaces a text, if the new one fits the field.
fn replace(body: &mut Value, field: &Field, version: &Version, text: String) {
    let text = Value::from(text);
    if let Some(object) = body.as_object_mut()
        && model::value_misfits(&text, field, version).is_empty()
    {
        object.insert(field.name.clone(), text);
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

#[cfg(test)]
mod tests {
    use super::*;
    use countersign_codegen::Generator;
    use serde_json::json;
    use std::path::Path;

    /// An example that pays until some time of 2030, at another time.
    fn at(now: &str, fresh: bool) -> Value {
        let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
        let (mut apis, _) = Generator::new(specs).api("claro").read().expect("the shipped specs");
        let version = apis[0].versions.iter_mut().find(|version| version.name == "v1").expect("v1");
        let mut endpoint =
            version.endpoints.iter().find(|one| one.path == "payments/pay").expect("pay").clone();
        let example = endpoint.examples.iter_mut().find(|one| one.request.is_some()).expect("an example");
        let body = example.request.as_mut().expect("a request");
        body["paymentExpiryTime"] = json!("2030-06-01T12:00:00+08:00");
        let now = RequestTime::read(now).expect("a time");
        example_at(now, &endpoint, version, None, fresh).expect("an example")
    }

    #[test]
    fn it_can_be_run_in_years_to_come() {
        let written = json!("2030-06-01T12:00:00+08:00");
        assert_eq!(at("2030-06-01T03:59:59Z", true)["paymentExpiryTime"], written, "it is not over yet");
        assert_eq!(at("2031-01-01T00:00:00Z", true)["paymentExpiryTime"], "2031-01-01T01:00:00+00:00");
        assert_eq!(at("2031-01-01T00:00:00Z", false)["paymentExpiryTime"], written, "as it is");
    }
}
