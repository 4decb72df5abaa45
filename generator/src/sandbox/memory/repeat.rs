//! How the wallet knows a repeat.

use super::call::Call;
use super::refusal::{Refusal, Stop};
use super::store::{Look, Writer};
use super::{MemoryError, Money};
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The kind of the records of requests of which nothing else is kept.
const REQUEST: &str = "request";

/// What two payments of one id must have in common to be the same one, as one text: amount, means, and the amount of the
/// order. That is what the platform's pages on idempotency list; whatever else differs is ignored.
pub(super) fn of_payment(call: &Call<'_>, amount: &Money) -> Result<String, MemoryError> {
    let method = ["paymentMethod", "paymentMethods"].iter().find_map(|name| call.request.get(name));
    let part = |name: &str| method.and_then(|method| method.get(name)).unwrap_or(&Value::Null);
    let order = call.request.get("order").cloned();
    let order = order.or_else(|| call.request.pointer("/extraParams/ORDER").map(unfolded));
    let order_amount = order.as_ref().and_then(|order| order.get("orderAmount"));
    let order_amount = order_amount.or_else(|| call.request.get("orderAmount")).map(unfolded);
    let compared = (amount, part("paymentMethodType"), part("paymentMethodId"), order_amount);
    Ok(serde_json::to_string(&compared)?)
}

/// JSON inside a text, taken out of it.
fn unfolded(value: &Value) -> Value {
    let inside = value.as_str().and_then(|text| serde_json::from_str(text).ok());
    inside.unwrap_or_else(|| value.clone())
}

/// What a request with these values of its key was given when it came first; what is made now, if that is now. Only
/// digests are kept of it, as it may hold what is secret.
///
/// # Errors
/// When anything else in it was different then.
pub(super) fn first<R: Serialize + DeserializeOwned>(
    call: &Call<'_>,
    writer: &Writer<'_>,
    key: &[impl AsRef<str>],
    make: impl FnOnce() -> Result<R, MemoryError>,
) -> Result<R, Stop> {
    let values: Vec<&Value> =
        key.iter().map(|name| call.request.get(name.as_ref()).unwrap_or(&Value::Null)).collect();
    if values.iter().all(|value| value.is_null()) {
        return Ok(make()?);
    }
    let (endpoint, api) = (call.endpoint, &call.api.name);
    let id = fingerprint(&(&endpoint.version, &endpoint.path, values))?;
    let all = fingerprint(call.request)?;
    match writer.get::<(String, R)>(REQUEST, api, &id)? {
        Some((known, given)) if known == all => Ok(given),
        Some(_) => {
            let names: Vec<&str> = key.iter().map(AsRef::as_ref).collect();
            Err(Refusal::inconsistent(&names.join("` and `")).into())
        }
        None => {
            let given = make()?;
            writer.put(REQUEST, api, &id, &(all, &given))?;
            Ok(given)
        }
    }
}

fn fingerprint(value: &impl Serialize) -> Result<String, MemoryError> {
    Ok(BASE64_STANDARD_NO_PAD.encode(digest(&SHA256, &serde_json::to_vec(value)?)))
}
