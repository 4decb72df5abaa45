//! The body of a response to a request that is in order.

use super::flat;
use super::routes::Route;
use crate::ledger::LedgerResponse;
use countersign_calling::printable::cut;
use countersign_codegen::model::{Example, SampleValues, Status, response_status, value_misfits};
use countersign_runtime::RequestTime;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::time::SystemTime;

/// The limit that all wallets have for `resultMessage`, in characters.
const MAX_MESSAGE: usize = 256;
/// Of endpoints without a role.
const FROM_EXAMPLE: &str = "answered from an example: the endpoint has no role";
/// The end of a message that was cut.
const REST_IN_LOG: &str = " (all of it is in the sandbox's log)";

/// Returns the body of a response: from the ledger, or from the spec's example and the request.
pub(super) fn of(
    route: Route<'_>,
    request: &Value,
    ledger: LedgerResponse,
    now: SystemTime,
) -> Map<String, Value> {
    let mut samples = SampleValues::new(route.version, request, RequestTime::Rfc3339Seconds.write(now));
    match ledger {
        LedgerResponse::Untracked => {
            let mut body = example(route).unwrap_or_default();
            if let Some(flat) = &route.endpoint.flat_result {
                flat::gather(&mut body, flat);
            }
            body.entry("result").or_insert_with(|| result("S", success_code(route), "success"));
            echo(route, request, &mut body);
            complete(&mut samples, &mut body, route);
            body
        }
        LedgerResponse::Result { status, code, message, fields, .. } => {
            let mut body = fields;
            body.insert("result".to_owned(), result(status.letter(), &code, &message));
            if matches!(status, Status::Success | Status::Accepted) {
                complete(&mut samples, &mut body, route);
            }
            body
        }
    }
}

/// Adds what the response must have and has not. Where the result lies flat, conditions are about its parts.
fn complete(samples: &mut SampleValues<'_>, body: &mut Map<String, Value>, route: Route<'_>) {
    let Some(flat) = &route.endpoint.flat_result else {
        return samples.complete(body, &route.endpoint.response);
    };
    let result = body.get("result").cloned();
    flat::lay_flat(body, flat);
    samples.complete(body, &route.endpoint.response);
    flat.names().iter().for_each(|name| drop(body.remove(*name)));
    body.extend(result.map(|result| ("result".to_owned(), result)));
}

/// What the log says of a response, beside its result.
pub(super) fn remark(response: &LedgerResponse) -> Option<String> {
    match response {
        LedgerResponse::Untracked => Some(FROM_EXAMPLE.to_owned()),
        LedgerResponse::Result { message, .. } => is_too_long(message).then(|| message.clone()),
    }
}

/// A `result` object, whose message keeps to the limit.
pub(super) fn result(status: &str, code: &str, message: &str) -> Value {
    json!({ "resultStatus": status, "resultCode": code, "resultMessage": within_limit(message) })
}

/// The message, or as much of it as fits.
fn within_limit(message: &str) -> Cow<'_, str> {
    if !is_too_long(message) {
        return Cow::Borrowed(message);
    }
    let room = MAX_MESSAGE - REST_IN_LOG.len();
    Cow::Owned(format!("{}{REST_IN_LOG}", cut(message, room)))
}

/// Whether a message is longer than `resultMessage` may be.
fn is_too_long(message: &str) -> bool {
    message.chars().nth(MAX_MESSAGE).is_some()
}

fn success_code<'a>(route: Route<'a>) -> &'a str {
    let success = route.endpoint.results.iter().find(|result| result.status == Status::Success);
    success.map_or("SUCCESS", |result| &result.code)
}

/// The first example of an answer that says yes and fits the tables. Examples that are marked as breaking them are skipped.
fn example(route: Route<'_>) -> Option<Map<String, Value>> {
    let says_yes = |example: &&Example| {
        let status = example.response.as_ref().map(|body| response_status(body, route.endpoint));
        matches!(status, Some(None | Some("S" | "A")))
    };
    let examples = &route.endpoint.examples;
    let example = examples.iter().filter(says_yes).find(|example| example.breaks.is_none())?;
    example.response.as_ref()?.as_object().cloned()
}

/// What the request says is what the answer says, where both have a field of that name.
fn echo(route: Route<'_>, request: &Value, body: &mut Map<String, Value>) {
    for field in &route.endpoint.response {
        if let Some(value) = request.get(&field.name)
            && value_misfits(value, field, route.version).is_empty()
        {
            body.insert(field.name.clone(), value.clone());
        }
    }
}
