//! What two payments of one id must have in common to be the same one: amount, means, and the amount of the order. That is
//! what the platform's pages on idempotency list; whatever else differs is ignored.

use super::call::Call;
use super::{MemoryError, Money};
use serde_json::Value;

/// The values that are compared, as one text.
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
