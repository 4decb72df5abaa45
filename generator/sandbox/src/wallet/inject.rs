//! Fault injection: the points at which a fault changes a response that is correct otherwise.

use super::body::result;
use super::refusal::Refusal;
use super::response::{Draft, Response, Sending, Text};
use super::routes::Route;
use super::sign::Signing;
use crate::fault::Fault;
use crate::keys::Keys;
use crate::ledger::NotifyFault;
use bytes::Bytes;
use countersign_codegen::model::{Shape, Status, Type};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

const HTML: &str =
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";
/// A value that no enum lists.
const UNLISTED: &str = "SANDBOX_UNLISTED";

/// The response of a fault that keeps a request from being carried out.
pub(super) fn instead(fault: Option<&Fault>, route: Route<'_>) -> Option<Draft> {
    let result = match fault? {
        Fault::Status { status, code } if status == "F" => result("F", code, "as the fault says"),
        Fault::RateLimit => {
            let code = "REQUEST_TRAFFIC_EXCEED_LIMIT";
            let listed = route.endpoint.results.iter().find(|result| result.code == code);
            let is_unknown = listed.is_some_and(|result| result.status == Status::Unknown);
            result(if is_unknown { "U" } else { "F" }, code, "too many calls")
        }
        _ => return None,
    };
    Some(Draft::new(Map::from_iter([("result".to_owned(), result)])))
}

/// What goes wrong with the notification about a request.
pub(super) fn notification(fault: Option<&Fault>) -> Option<NotifyFault> {
    match fault? {
        Fault::DuplicateNotification => Some(NotifyFault::Duplicate),
        Fault::LateNotification(time) => Some(NotifyFault::Late(*time)),
        _ => None,
    }
}

/// Changes the body of a response. Returns whether a fault that changes bodies could do so.
pub(super) fn body(fault: Option<&Fault>, body: &mut Map<String, Value>, route: Route<'_>) -> bool {
    match fault {
        // F is a response of its own: the request is not carried out.
        Some(Fault::Status { status, code }) if status != "F" => {
            // With a step to take, U would mean accepted.
            if !matches!(status.as_str(), "S" | "A") {
                body.clear();
            }
            body.insert("result".to_owned(), result(status, code, "as the fault says"));
        }
        Some(Fault::UnknownEnum) => return unlisted(body, route),
        Some(Fault::ExtraFields) => {
            body.insert("sandboxExtra".to_owned(), json!({ "added": [1, true, null, "text"] }));
            if let Some(result) = body.get_mut("result").and_then(Value::as_object_mut) {
                result.insert("sandboxExtra".to_owned(), json!("text"));
            }
        }
        _ => {}
    }
    true
}

/// Changes the text of a response.
pub(super) fn text(fault: Option<&Fault>, mut text: Text) -> Text {
    if let Some(Fault::Xml) = fault {
        text.body = xml(&text.body);
        let kind = HeaderValue::from_static("application/xml; charset=UTF-8");
        text.headers.insert(header::CONTENT_TYPE, kind);
    }
    text
}

/// Changes how a response is signed. `None`: not at all.
pub(super) fn signing<'a>(
    fault: Option<&Fault>,
    mut signing: Signing<'a>,
    keys: &'a Keys,
) -> Result<Option<Signing<'a>>, Refusal> {
    match fault {
        Some(Fault::Unsigned) => return Ok(None),
        Some(Fault::WrongKey) => {
            let stranger = Keys::stranger().map_err(|error| Refusal::failed(&error))?;
            signing.key = Cow::Owned(stranger);
        }
        Some(Fault::RotatedKey) => signing.key = Cow::Borrowed(&keys.wallet_next),
        Some(Fault::StaleTime(age)) => signing.at = signing.at.checked_sub(*age).unwrap_or(signing.at),
        Some(Fault::WrongClientId) => signing.client_id = "SANDBOX_SOMEBODY_ELSE",
        _ => {}
    }
    Ok(Some(signing))
}

/// Changes a signed response, and how it is sent.
pub(super) fn sending(fault: Option<&Fault>, mut response: Response) -> Response {
    match fault {
        Some(Fault::Delay(time)) => response.sending = Sending::Delayed(*time),
        Some(Fault::Timeout) => response.sending = Sending::Never,
        Some(Fault::CutBefore) => response.sending = Sending::CutBefore,
        Some(Fault::CutDuring) => response.sending = Sending::CutDuring,
        Some(Fault::CutAfter) => response.sending = Sending::CutAfter,
        Some(Fault::HugeBody(bytes)) => response.sending = Sending::Padded(*bytes),
        Some(Fault::Tampered) => response.body = tampered(&response.body),
        Some(Fault::BadGateway) => {
            let kind = HeaderValue::from_static("text/html");
            let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, kind)]);
            return Response::new(StatusCode::BAD_GATEWAY, Text { headers, body: HTML.into() });
        }
        _ => {}
    }
    response
}

/// Gives the first enum among the fields of the response, or of an object in it, a value that is not listed. Returns whether there is one.
fn unlisted(body: &mut Map<String, Value>, route: Route<'_>) -> bool {
    let shape = |ty: &Type| match ty {
        Type::Named(name) => route.version.type_named(name).map(|definition| &definition.shape),
        _ => None,
    };
    for field in &route.endpoint.response {
        match shape(&field.ty) {
            Some(Shape::Enum(_)) => {
                body.insert(field.name.clone(), json!(UNLISTED));
                return true;
            }
            Some(Shape::Object(fields)) => {
                let inner = fields.iter().find(|inner| matches!(shape(&inner.ty), Some(Shape::Enum(_))));
                let object = body.get_mut(&field.name).and_then(Value::as_object_mut);
                if let (Some(inner), Some(object)) = (inner, object) {
                    object.insert(inner.name.clone(), json!(UNLISTED));
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Another body that is as readable as the one that was signed.
fn tampered(body: &[u8]) -> Bytes {
    match body.strip_prefix(b"{") {
        Some(rest) => [b"{\"tampered\":true,".as_slice(), rest].concat().into(),
        None => [body, b" "].concat().into(),
    }
}

/// The plain reading of XML: a field is an element, a list is its element repeated.
fn xml(json: &[u8]) -> Bytes {
    let value: Value = serde_json::from_slice(json).unwrap_or_default();
    let mut text = r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned();
    element("response", &value, &mut text);
    text.into()
}

fn element(name: &str, value: &Value, out: &mut String) {
    if let Value::Array(items) = value {
        return items.iter().for_each(|item| element(name, item, out));
    }
    // Keys of a map may be anything.
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let name = if is_name { name } else { "entry" };
    out.push_str(&format!("<{name}>"));
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| element(name, value, out)),
        Value::String(text) => out.push_str(&escaped(text)),
        Value::Null => {}
        other => out.push_str(&other.to_string()),
    }
    out.push_str(&format!("</{name}>"));
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
