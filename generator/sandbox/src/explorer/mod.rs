//! The explorer: a web page on which endpoints are read about, called, and given faults.
//!
//! | path | what |
//! |---|---|
//! | `/` | the page |
//! | `/-/style.css`, `/-/theme.js`, the icons, `/-/app.js` and the scripts that it imports | files in `assets`, as they are |
//! | `/-/apis.json` | all endpoints, from the model |
//! | `/-/received?after=N` | what the sandbox has received since the entry N, or as much of it as is told at once |
//! | `/-/faults` | GET: the faults there are, and those switched on; POST: switches one |
//! | `/-/check` | POST: says what is wrong with a body |
//! | `/-/call` | POST: signs and sends |
//!
//! [`guard`] decides who may use them. The page holds no keys: signing is done by the sandbox. It needs no network, and its policy forbids it any.

mod apis;
mod assets;
mod call;
mod check;
mod faults;
mod guard;
mod in_process;
mod order;
mod problem;
mod received;

use super::access::Access;
use super::instance::Instance;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use serde_json::{Value, json};
use std::net::IpAddr;

/// A request to the explorer has no longer body: it is held and shown in half a dozen forms.
const MAX_BODY: usize = 32 * 1024;

const JSON: &str = "application/json";

/// Nothing from elsewhere, nothing inline, and no text that becomes HTML.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
                      trusted-types 'none'";

/// Whether a path can be the explorer's.
pub(crate) fn is_path(path: &str) -> bool {
    path == "/" || path == "/-" || path.starts_with("/-/")
}

/// Answers what is meant for the explorer. `None`: the request is for the wallet.
pub(crate) async fn respond(
    instance: &Instance,
    peer: IpAddr,
    request: &Request<Bytes>,
) -> Option<Response<Bytes>> {
    let path = request.uri().path();
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_path(path) || path == "/" && changes {
        return None;
    }
    if let Some(why) = guard::refusal(request, peer, &instance.access, changes) {
        return Some(problem(StatusCode::FORBIDDEN, why));
    }
    if instance.access.is_in_url(request) {
        return Some(without_token(&instance.access));
    }
    if request.body().len() > MAX_BODY {
        let why = format!("the body has more than {MAX_BODY} bytes");
        return Some(problem(StatusCode::PAYLOAD_TOO_LARGE, &why));
    }
    Some(route(instance, request).await)
}

/// Refuses a request that was not received whole. `None`: it is not for the explorer.
pub(crate) fn refuse(path: &str, status: StatusCode, why: &str) -> Option<Response<Bytes>> {
    (is_path(path) && path != "/").then(|| {
        let mut response = problem(status, why);
        // Nobody reads the request to its end.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        response
    })
}

async fn route(instance: &Instance, request: &Request<Bytes>) -> Response<Bytes> {
    let (path, body) = (request.uri().path(), request.body());
    let result = match (request.method(), path) {
        (&Method::POST, "/-/call") => call::run(instance, body).await,
        (&Method::POST, "/-/check") => check::run(instance, body),
        (&Method::POST, "/-/faults") => faults::switch(instance, body),
        (&Method::GET | &Method::HEAD, "/-/faults") => Ok(faults::document(instance)),
        (&Method::GET | &Method::HEAD, "/-/apis.json") => {
            let made = || Bytes::from(apis::document(&instance.state.apis).to_string());
            return answer(StatusCode::OK, JSON, instance.document.get_or_init(made).clone());
        }
        (&Method::GET | &Method::HEAD, "/-/received") => {
            Ok(received::document(instance, after(request.uri().query())))
        }
        (&Method::GET | &Method::HEAD, _) => {
            return match assets::find(path) {
                Some((kind, text)) => answer(StatusCode::OK, kind, Bytes::from_static(text.as_bytes())),
                None => problem(StatusCode::NOT_FOUND, "there is nothing here; the explorer is at /"),
            };
        }
        _ => return problem(StatusCode::METHOD_NOT_ALLOWED, "the method is not allowed here"),
    };
    match result {
        Ok(value) => json_answer(StatusCode::OK, &value),
        Err(why) => problem(StatusCode::BAD_REQUEST, &why.to_string()),
    }
}

/// `after=12`; all, when there is no such number.
fn after(query: Option<&str>) -> u64 {
    let pairs = query.unwrap_or_default().split('&');
    pairs.filter_map(|pair| pair.strip_prefix("after=")).find_map(|number| number.parse().ok()).unwrap_or(0)
}

/// Leads a browser that has the token in its URL to the page, with the token as a cookie.
fn without_token(access: &Access) -> Response<Bytes> {
    let mut response = answer(StatusCode::SEE_OTHER, JSON, Bytes::new());
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_static("/"));
    headers.extend(access.cookie().map(|cookie| (header::SET_COOKIE, cookie)));
    response
}

fn problem(status: StatusCode, why: &str) -> Response<Bytes> {
    json_answer(status, &json!({ "error": why }))
}

fn json_answer(status: StatusCode, value: &Value) -> Response<Bytes> {
    answer(status, JSON, Bytes::from(value.to_string()))
}

fn answer(status: StatusCode, kind: &'static str, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
