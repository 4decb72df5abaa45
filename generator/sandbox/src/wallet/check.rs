//! Checks a request's body against the spec.

use super::refusal::Refusal;
use super::request::shown;
use super::routes::Route;
use countersign_calling::{Violation, header_violations, violations};
use countersign_codegen::model::MisfitKind;
use http::HeaderMap;
use serde_json::Value;

/// How many violations a message names. The rest is counted.
const MAX_NAMED: usize = 20;

/// What the values of a body may take of memory, in bytes. A megabyte of `{"":0},{"":0}` would take a hundred.
const MAX_VALUES: usize = 8 * 1024 * 1024;

/// A body that fits the spec.
#[derive(Debug, PartialEq)]
pub(super) struct Checked {
    /// Without the fields that the spec lacks.
    pub(super) body: Value,
    /// The fields that were left out, for the log.
    pub(super) ignored: Vec<String>,
}

/// Reads a body and checks it. Fields that the spec lacks are ignored, as wallets do it, unless `strict` says otherwise.
///
/// # Errors
/// Each violation with its JSON path, the limit and what came.
pub(super) fn body(bytes: &[u8], route: Route<'_>, strict: bool) -> Result<Checked, Refusal> {
    if values(bytes) > MAX_VALUES {
        let megabytes = MAX_VALUES / (1024 * 1024);
        return Err(Refusal::illegal(format!(
            "the body has more values than fit into {megabytes} MB of memory"
        )));
    }
    let mut body: Value = serde_json::from_slice(bytes)
        .map_err(|error| Refusal::illegal(format!("the body is not JSON: {error}")))?;
    let found = violations(&body, route.endpoint, route.version);
    let (ignored, refused): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|violation| !strict && violation.kind == MisfitKind::UnknownField);
    if !refused.is_empty() {
        return Err(Refusal::illegal(listed(&refused, described).join("; ")));
    }
    for violation in &ignored {
        remove(&mut body, &violation.steps);
    }
    Ok(Checked { body, ignored: listed(&ignored, place) })
}

/// Checks the headers that the endpoint has by its spec.
///
/// # Errors
/// Each one that is missing, or is not what the spec asks for.
pub(super) fn headers(given: &HeaderMap, route: Route<'_>) -> Result<(), Refusal> {
    let text =
        |name: &str| given.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let found = header_violations(text, route.endpoint, route.version);
    if found.is_empty() { Ok(()) } else { Err(Refusal::illegal(listed(&found, described).join("; "))) }
}

/// The first of them as text, and how many more there are.
fn listed(found: &[Violation], text: fn(&Violation) -> String) -> Vec<String> {
    let mut texts: Vec<String> = found.iter().take(MAX_NAMED).map(text).collect();
    if let Some(more) = found.len().checked_sub(MAX_NAMED).filter(|more| *more > 0) {
        texts.push(format!("and {more} more"));
    }
    texts
}

/// Removes a value, unless it is in JSON inside a text.
fn remove(value: &mut Value, steps: &[String]) {
    match (steps, value) {
        ([last], Value::Object(fields)) => {
            fields.remove(last);
        }
        ([first, rest @ ..], Value::Object(fields)) => {
            fields.get_mut(first).into_iter().for_each(|inner| remove(inner, rest));
        }
        ([first, rest @ ..], Value::Array(items)) => {
            let item = first.parse().ok().and_then(|at: usize| items.get_mut(at));
            item.into_iter().for_each(|inner| remove(inner, rest));
        }
        _ => {}
    }
}

/// About what the values of a JSON text take of memory, those of JSON within its texts among them.
fn values(json: &[u8]) -> usize {
    let each = json.iter().map(|byte| match byte {
        b'{' => 640,
        b'[' | b',' => 64,
        _ => 0,
    });
    each.sum()
}

/// `$.goods[0].name has 300 characters; ...`.
fn described(violation: &Violation) -> String {
    shown(&format!("{} {}", place(violation), violation.message))
}

/// `$.goods[0].name`.
fn place(violation: &Violation) -> String {
    let dot = if violation.path.is_empty() { "" } else { "." };
    shown(&format!("${dot}{}", violation.path))
}
