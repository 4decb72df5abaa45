//! A request of the page about a body: `{ api, endpoint, body, headers: { name: text }, fault }`, the body as JSON text.

use super::problem::Problem;
use serde_json::Value;

/// A body to check, or to send.
pub(super) struct Order {
    /// `claro`.
    pub(super) api: String,
    /// `v1/payments/pay`.
    pub(super) endpoint: String,
    /// JSON text.
    pub(super) body: String,
    /// Headers of the endpoint: names and values.
    pub(super) headers: Vec<(String, String)>,
    /// The name of a fault for this call alone.
    pub(super) fault: Option<String>,
}

impl Order {
    /// Reads what the page sends.
    ///
    /// # Errors
    /// It is not JSON, or a part is missing.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let sent: Value = serde_json::from_slice(bytes).map_err(Problem::NotJson)?;
        let text = |name: &str| sent.get(name).and_then(Value::as_str).map(str::to_owned);
        let needed = |name: &'static str| text(name).ok_or(Problem::NoText(name));
        let body = needed("body")?;
        let fault = text("fault").filter(|fault| !fault.is_empty());
        let headers = sent.get("headers").and_then(Value::as_object).into_iter().flatten();
        let headers = headers.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        let headers = headers.filter(|(_, value)| !value.is_empty()).collect();
        Ok(Self { api: needed("api")?, endpoint: needed("endpoint")?, body, headers, fault })
    }
}
