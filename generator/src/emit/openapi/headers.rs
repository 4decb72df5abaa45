//! Signing, as header parameters and response headers.

use super::json::{Json, Object};
use super::schema::{Scope, property};
use super::signature::{self, Message};
use crate::model::{Api, Content, Dialect, Endpoint, Field, RequestTime};

/// The headers of a request that signing brings.
const REQUEST: &[&str] = &["Signature", "Client-Id", "Request-Time"];
/// The headers of an answer: their keys among the headers.
const RESPONSE: &[&str] = &["Signature", "Client-Id", "Response-Time"];

/// The headers of a request, but for those that OpenAPI says in another way: their keys among the parameters.
pub(crate) fn of_requests(dialect: &Dialect) -> Vec<&str> {
    let signed = (dialect.content == Content::SixPart).then_some("Request-Id");
    let encrypted = dialect.encrypted.then_some("Encrypt");
    let own = dialect.headers.keys().map(String::as_str);
    REQUEST.iter().copied().chain(signed).chain(encrypted).chain(own).collect()
}

/// The headers of a response that the client reads itself.
pub(crate) fn of_responses() -> &'static [&'static str] {
    &["Signature", "Client-Id", "Response-Time", "Encrypt", "Content-Type"]
}

/// `components.parameters`.
pub(super) fn parameters(api: &Api) -> Object {
    let mut parameters = Object::new();
    for name in of_requests(&api.dialect) {
        let parameter = Object::new().with("name", name).with("in", "header").with("required", true);
        parameters.push(key(name), describe(parameter, name, Message::Request, api));
    }
    parameters
}

/// `components.headers`.
pub(super) fn headers(api: &Api) -> Object {
    let mut headers = Object::new();
    for name in RESPONSE {
        let header = Object::new().with("required", true);
        headers.push(*name, describe(header, name, Message::Answer, api));
    }
    headers
}

/// `{ "$ref": ... }` for each of the parameters that all requests have, and the endpoint's own.
pub(super) fn parameter_list(endpoint: &Endpoint, scope: &Scope<'_>, dialect: &Dialect) -> Json {
    let refer = |name| Object::new().with("$ref", format!("#/components/parameters/{}", key(name))).into();
    let own = endpoint.headers.iter().map(|header| parameter(header, scope).into());
    Json::List(of_requests(dialect).into_iter().map(refer).chain(own).collect())
}

fn parameter(header: &Field, scope: &Scope<'_>) -> Object {
    Object::new()
        .with("name", &header.name)
        .with("in", "header")
        .with_true("required", header.required)
        .with_some("description", header.doc.as_ref())
        .with_true("deprecated", header.deprecated.is_some())
        .with("schema", property(header, scope))
}

/// `{ "$ref": ... }` under the name of each of the response's headers.
pub(super) fn header_map() -> Object {
    let mut headers = Object::new();
    for name in RESPONSE {
        headers.push(*name, Object::new().with("$ref", format!("#/components/headers/{name}")));
    }
    headers
}

/// What a component may be called: OpenAPI takes fewer characters than HTTP.
fn key(name: &str) -> String {
    let of_a_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    name.chars().map(|c| if of_a_key(c) { c.to_string() } else { format!("_{:02x}", u32::from(c)) }).collect()
}

fn describe(header: Object, name: &str, message: Message, api: &Api) -> Object {
    let text = || Object::new().with("type", "string");
    let (description, schema, example) = match name {
        "Signature" => (
            signature::description(message, api),
            text_like(&signature::pattern(&api.dialect)),
            signature::example(&api.dialect),
        ),
        "Client-Id" => {
            let description = "Id that the wallet has given to the client. It is part of what is signed.";
            (description.to_owned(), text(), "SANDBOX_5X00000000000000".to_owned())
        }
        "Request-Time" => time(api.dialect.request_time),
        "Response-Time" => time(api.dialect.response_time.form().unwrap_or(api.dialect.request_time)),
        "Request-Id" => {
            let description = "Id of the request, another one each time. It is part of what is signed.";
            (description.to_owned(), text(), "5f0c4d1e9a7b4c2d8e6f1a3b5c7d9e0f".to_owned())
        }
        "Encrypt" => {
            let description =
                "How the body is encrypted: with a new AES key, which is encrypted for the wallet's RSA key.";
            (
                description.to_owned(),
                text(),
                "algorithm=RSA_AES, keyVersion=1, symmetricKey=KEhXthj4bJ80".to_owned(),
            )
        }
        own => {
            let said = api.dialect.headers.get(own).cloned().unwrap_or_default();
            ("The same in every request.".to_owned(), text().with("const", &said), said)
        }
    };
    header.with("description", description).with("schema", schema).with("example", example)
}

fn text_like(pattern: &str) -> Object {
    Object::new().with("type", "string").with("pattern", pattern)
}

fn time(form: RequestTime) -> (String, Object, String) {
    let date_time = || Object::new().with("type", "string").with("format", "date-time");
    let (form, schema, example) = match form {
        RequestTime::Rfc3339Millis => {
            ("RFC 3339, with milliseconds and offset", date_time(), "2019-04-04T12:08:56.253+05:30")
        }
        RequestTime::Rfc3339Seconds => {
            ("RFC 3339, with seconds and offset", date_time(), "2019-04-04T12:08:56+05:30")
        }
        RequestTime::Rfc3339Zulu => ("RFC 3339, with seconds, in UTC", date_time(), "2019-04-04T06:38:56Z"),
        RequestTime::NoColon => (
            "as in RFC 3339, with seconds, but no colon in the offset",
            text_like("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{4}$"),
            "2019-04-04T12:08:56+0530",
        ),
        RequestTime::EpochMillis => ("milliseconds since 1970", text_like("^[0-9]+$"), "1685599933871"),
    };
    (format!("When it was sent: {form}. It is part of what is signed."), schema, example.to_owned())
}
