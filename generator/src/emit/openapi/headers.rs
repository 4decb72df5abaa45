//! Signing, as header parameters and response headers.

use super::json::{Json, Object};
use crate::model::{Api, RequestTime, Separator, SignatureEncoding};

/// The headers of a request: their keys among the parameters.
pub(crate) const REQUEST: &[&str] = &["Signature", "Client-Id", "Request-Time"];
/// The headers of an answer: their keys among the headers.
pub(super) const RESPONSE: &[&str] = &["Signature", "Client-Id", "Response-Time"];

/// `components.parameters`.
pub(super) fn parameters(api: &Api) -> Object {
    let mut parameters = Object::new();
    for name in REQUEST {
        let parameter = Object::new().with("name", *name).with("in", "header").with("required", true);
        parameters.push(*name, describe(parameter, name, "Request-Time", "the body", api));
    }
    parameters
}

/// `components.headers`.
pub(super) fn headers(api: &Api) -> Object {
    let mut headers = Object::new();
    for name in RESPONSE {
        let header = Object::new().with("required", true);
        headers.push(*name, describe(header, name, "Response-Time", "the body of the answer", api));
    }
    headers
}

/// `{ "$ref": ... }` for each of the parameters.
pub(super) fn parameter_list() -> Json {
    let refer = |name: &&str| Object::new().with("$ref", format!("#/components/parameters/{name}")).into();
    Json::List(REQUEST.iter().map(refer).collect())
}

/// `{ "$ref": ... }` under the name of each of the response's headers.
pub(super) fn header_map() -> Object {
    let mut headers = Object::new();
    for name in RESPONSE {
        headers.push(*name, Object::new().with("$ref", format!("#/components/headers/{name}")));
    }
    headers
}

fn describe(header: Object, name: &str, time: &str, body: &str, api: &Api) -> Object {
    let (description, schema, example) = match name {
        "Signature" => {
            (signature(time, body, api), text_like(&signature_pattern(api)), signature_example(api))
        }
        "Client-Id" => {
            let description =
                "Id that the wallet has given to the client. It is part of what is signed.".to_owned();
            (description, Object::new().with("type", "string"), "SANDBOX_5X00000000000000".to_owned())
        }
        _ => time_header(api),
    };
    header.with("description", description).with("schema", schema).with("example", example)
}

fn text_like(pattern: &str) -> Object {
    Object::new().with("type", "string").with("pattern", pattern)
}

fn signature(time: &str, body: &str, api: &Api) -> String {
    let encoding = match api.dialect.signature_encoding {
        SignatureEncoding::Base64UrlEncoded => "base64, then percent-encoded",
        SignatureEncoding::Base64 => "base64",
        SignatureEncoding::Base64Url => "base64 with the letters that are safe in URLs, without padding",
    };
    format!(
        "SHA256withRSA signature ({encoding}) of the content\n\n\
         ```\nPOST {}/{{version}}/{{path}}\n{{Client-Id}}.{{{time}}}.{{body}}\n```\n\n\
         where the first line is the path of the request, and `body` is {body}, byte for byte as sent. \
         `keyVersion` says which key it is.",
        api.base_path
    )
}

fn separator(api: &Api) -> &'static str {
    match api.dialect.header_separator {
        Separator::CommaSpace => ", ",
        Separator::Comma => ",",
    }
}

fn signature_pattern(api: &Api) -> String {
    let letters = match api.dialect.signature_encoding {
        SignatureEncoding::Base64UrlEncoded => "[A-Za-z0-9%]+",
        SignatureEncoding::Base64 => "[A-Za-z0-9+/]+={0,2}",
        SignatureEncoding::Base64Url => "[A-Za-z0-9_-]+",
    };
    format!("^algorithm=[A-Za-z0-9]+, *keyVersion=[0-9]+, *signature={letters}$")
}

fn signature_example(api: &Api) -> String {
    let value = match api.dialect.signature_encoding {
        SignatureEncoding::Base64UrlEncoded => {
            "KEhXthj4bJ801Hqw8kaLvEKc0Rii8KsNUazw7kZgjxyGSPuOZ48058UVJUkkR21iD9JkHBGR"
        }
        SignatureEncoding::Base64 | SignatureEncoding::Base64Url => {
            "KEhXthj4bJ801Hqw8kaLvEKc0Rii8KsNUazw7kZgjxyG"
        }
    };
    let comma = separator(api);
    format!("algorithm=RSA256{comma}keyVersion=1{comma}signature={value}")
}

fn time_header(api: &Api) -> (String, Object, String) {
    let text = |format: &str| Object::new().with("type", "string").with("format", format);
    let (form, schema, example) = match api.dialect.request_time {
        RequestTime::Rfc3339Millis => {
            ("RFC 3339, with milliseconds and offset", text("date-time"), "2019-04-04T12:08:56.253+05:30")
        }
        RequestTime::Rfc3339Seconds => {
            ("RFC 3339, with seconds and offset", text("date-time"), "2019-04-04T12:08:56+05:30")
        }
        RequestTime::EpochMillis => ("milliseconds since 1970", text_like("^[0-9]+$"), "1685599933871"),
    };
    (format!("When it was sent: {form}. It is part of what is signed."), schema, example.to_owned())
}
