//! The last steps of an answer, right or wrong: what a fault changes is changed here.

use super::reply::{Answer, Reply, Sending};
use super::routes::Route;
use super::wire::Wire;
use super::{Refusal, Request, success};
use crate::fault::Fault;
use crate::keys::Keys;
use crate::quote::quote;
use bytes::Bytes;
use countersign_codegen::model::{Shape, Type};
use countersign_runtime::encryption::{AesKey, encrypt};
use countersign_runtime::signature::{SigningParams, sign};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};
use std::time::Duration;

const HTML: &str =
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";
/// A value that no enum lists.
const UNLISTED: &str = "SANDBOX_UNLISTED";

/// The answer of a fault that keeps a request from being carried out.
pub(super) fn instead(fault: &Fault, route: Route<'_>) -> Option<Map<String, Value>> {
    let result = match fault {
        Fault::Status { status, code } if status == "F" => success::result("F", code, "as the fault says"),
        Fault::RateLimit => {
            let code = "REQUEST_TRAFFIC_EXCEED_LIMIT";
            let listed = route.endpoint.results.iter().find(|result| result.code == code);
            let unknown =
                listed.is_some_and(|result| result.status == countersign_codegen::model::Status::Unknown);
            success::result(if unknown { "U" } else { "F" }, code, "too many calls")
        }
        _ => return None,
    };
    Some(Map::from_iter([("result".to_owned(), result)]))
}

/// Signs an answer, and does to it what the fault says.
pub(super) fn seal(
    mut answer: Answer,
    request: &Request,
    route: Option<Route<'_>>,
    wire: &Wire,
    keys: &Keys,
    fault: Option<&Fault>,
) -> Reply {
    if let (Some(fault), Some(route)) = (fault, route) {
        change_body(&mut answer.body, fault, route);
    }
    if wire.quoted {
        answer.body.values_mut().for_each(quote);
    }
    let status = answer.status;
    let mut headers = HeaderMap::new();
    let mut body = answer.json();
    if fault == Some(&Fault::Xml) {
        body = xml(&body);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=UTF-8"));
    }
    let mut plain = None;
    if request.headers.contains_key("encrypt") {
        plain = Some(body.clone());
        body = match encrypt(&keys.encryption, AesKey::Bits256, wire.separator, &body) {
            Ok(encrypted) => {
                headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=UTF-8"));
                headers.extend(
                    HeaderValue::from_str(&encrypted.header)
                        .map(|value| (http::HeaderName::from_static("encrypt"), value)),
                );
                encrypted.body
            }
            Err(error) => return broken(&error.to_string()),
        };
    }
    match signed(&body, request, wire, keys, fault) {
        Ok(signature) => headers.extend(signature),
        Err(error) => return broken(&error),
    }
    sent(Reply { plain, ..Reply::new(status, headers, body) }, fault)
}

/// What is left to do when the sandbox itself fails.
fn broken(reason: &str) -> Reply {
    let refusal = Refusal::new("UNKNOWN_EXCEPTION", reason);
    Reply::unsigned(&refusal.with_status(StatusCode::INTERNAL_SERVER_ERROR))
}

fn change_body(body: &mut Map<String, Value>, fault: &Fault, route: Route<'_>) {
    match fault {
        // F is an answer of its own: the request is not carried out.
        Fault::Status { status, code } if status != "F" => {
            // With a step to take, U would mean accepted.
            if !matches!(status.as_str(), "S" | "A") {
                body.clear();
            }
            body.insert("result".to_owned(), success::result(status, code, "as the fault says"));
        }
        Fault::UnknownEnum => unlisted(body, route),
        Fault::ExtraFields => {
            body.insert("sandboxExtra".to_owned(), json!({ "added": [1, true, null, "text"] }));
            if let Some(result) = body.get_mut("result").and_then(Value::as_object_mut) {
                result.insert("sandboxExtra".to_owned(), json!("text"));
            }
        }
        _ => {}
    }
}

/// Gives the first enum among the fields of the answer, or of an object in it, a value that is not listed.
fn unlisted(body: &mut Map<String, Value>, route: Route<'_>) {
    let shape = |ty: &Type| match ty {
        Type::Named(name) => route.version.type_named(name).map(|definition| &definition.shape),
        _ => None,
    };
    for field in &route.endpoint.response {
        match shape(&field.ty) {
            Some(Shape::Enum(_)) => {
                body.insert(field.name.clone(), json!(UNLISTED));
                return;
            }
            Some(Shape::Object(fields)) => {
                let inner = fields.iter().find(|inner| matches!(shape(&inner.ty), Some(Shape::Enum(_))));
                let object = body.get_mut(&field.name).and_then(Value::as_object_mut);
                if let (Some(inner), Some(object)) = (inner, object) {
                    object.insert(inner.name.clone(), json!(UNLISTED));
                    return;
                }
            }
            _ => {}
        }
    }
}

fn signed(
    body: &[u8],
    request: &Request,
    wire: &Wire,
    keys: &Keys,
    fault: Option<&Fault>,
) -> Result<HeaderMap, String> {
    if matches!(fault, Some(Fault::Unsigned)) {
        return Ok(HeaderMap::new());
    }
    let stranger;
    let key = match fault {
        Some(Fault::WrongKey) => {
            stranger = Keys::stranger()?;
            &stranger
        }
        Some(Fault::RotatedKey) => &keys.wallet_next,
        _ => &keys.wallet,
    };
    let at = match fault {
        Some(Fault::StaleTime(age)) => request.at.checked_sub(*age).unwrap_or(request.at),
        _ => request.at,
    };
    let client_id = match fault {
        Some(Fault::WrongClientId) => "SANDBOX_SOMEBODY_ELSE",
        _ => &keys.texts.client_id,
    };
    let message = wire.dialect.response(&request.target, body);
    let params = SigningParams::new(key, wire.dialect.header_params(client_id, at));
    sign(&message, &params).map(|signed| signed.headers).map_err(|error| error.to_string())
}

/// What happens to a signed answer on its way.
fn sent(mut reply: Reply, fault: Option<&Fault>) -> Reply {
    reply.sending = match fault {
        Some(Fault::Delay(time)) => Sending::Delayed(*time),
        Some(Fault::Timeout) => Sending::Never,
        Some(Fault::CutBefore) => Sending::CutBefore,
        Some(Fault::CutDuring) => Sending::CutDuring,
        Some(Fault::CutAfter) => Sending::CutAfter,
        Some(Fault::HugeBody(bytes)) => Sending::Padded(*bytes),
        Some(Fault::Tampered) => {
            reply.body = tampered(&reply.body);
            Sending::Whole
        }
        Some(Fault::BadGateway) => {
            let headers =
                HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("text/html"))]);
            return Reply::new(StatusCode::BAD_GATEWAY, headers, HTML.into());
        }
        _ => Sending::Whole,
    };
    reply
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

impl Fault {
    /// The default of `stale-time`: far outside every window.
    pub(crate) const STALE: Duration = Duration::from_secs(3600);
}
