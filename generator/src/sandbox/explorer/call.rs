//! "Sign and send" of the page.

use super::host::{Host, Order};
use crate::model::{Api, Endpoint, Kind};
use serde_json::{Value, json};
use std::sync::Arc;

/// Reads what the page sends, and has it sent. `Err` says what is wrong.
pub(super) async fn run(host: &dyn Host, body: &[u8]) -> Result<Value, String> {
    let order = order(body)?;
    let Some(endpoint) = find(host.apis(), &order) else {
        return Err(format!("there is no endpoint `{}` in `{}`", order.endpoint, order.api));
    };
    if endpoint.kind == Kind::Notification {
        return Err(format!("`{}` is a notification: the wallet sends it", order.endpoint));
    }
    let sent: Value =
        serde_json::from_str(&order.body).map_err(|error| format!("the body is not JSON: {error}"))?;
    if !sent.is_object() {
        return Err("the body is not a JSON object".to_owned());
    }
    Ok(host.call(order).await)
}

fn order(body: &[u8]) -> Result<Order, String> {
    let sent: Value = serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}"))?;
    let text = |name: &str| sent.get(name).and_then(Value::as_str).map(str::to_owned);
    let needed = |name: &str| text(name).ok_or_else(|| format!("`{name}` is missing, or not a text"));
    Ok(Order {
        api: needed("api")?,
        endpoint: needed("endpoint")?,
        body: needed("body")?,
        fault: text("fault").filter(|fault| !fault.is_empty()),
    })
}

fn find<'a>(apis: &'a [Arc<Api>], order: &Order) -> Option<&'a Endpoint> {
    let api = apis.iter().find(|api| api.name == order.api)?;
    let (name, path) = order.endpoint.split_once('/')?;
    let version = api.versions.iter().find(|version| version.name == name)?;
    version.endpoints.iter().find(|endpoint| endpoint.path == path)
}

/// What the page sends to switch a fault: `{ endpoint, fault }`, the fault a name or null.
pub(super) fn set_fault(host: &dyn Host, body: &[u8]) -> Result<Value, String> {
    let sent: Value = serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}"))?;
    let endpoint = sent.get("endpoint").and_then(Value::as_str);
    let endpoint = endpoint.ok_or("`endpoint` is missing, or not a text")?;
    let fault = sent.get("fault").and_then(Value::as_str).filter(|fault| !fault.is_empty());
    host.set_fault(endpoint, fault)?;
    Ok(json!({ "ok": true }))
}
