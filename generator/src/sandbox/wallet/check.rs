//! Whether a request's body is what the spec says.

use super::caller::shown;
use super::refusal::Refusal;
use super::routes::Route;
use crate::calling::{Violation, violations};
use serde_json::Value;

/// How many violations a message names. The rest is counted.
const MAX_NAMED: usize = 20;

/// What the values of a body may take of memory, in bytes. A megabyte of `{"":0},{"":0}` would take a hundred.
const MAX_VALUES: usize = 8 * 1024 * 1024;

/// Reads a body and checks it.
///
/// # Errors
/// Each violation with its JSON path, the limit and what came.
pub(super) fn body(bytes: &[u8], route: Route<'_>) -> Result<Value, Refusal> {
    if values(bytes) > MAX_VALUES {
        let megabytes = MAX_VALUES / (1024 * 1024);
        return Err(Refusal::illegal(format!(
            "the body has more values than fit into {megabytes} MB of memory"
        )));
    }
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| Refusal::illegal(format!("the body is not JSON: {error}")))?;
    let found = violations(&value, route.endpoint, route.version);
    if found.is_empty() {
        return Ok(value);
    }
    let mut message: Vec<String> = found.iter().take(MAX_NAMED).map(described).collect();
    if let Some(more) = found.len().checked_sub(MAX_NAMED).filter(|more| *more > 0) {
        message.push(format!("and {more} more"));
    }
    Err(Refusal::illegal(message.join("; ")))
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
    let dot = if violation.path.is_empty() { "" } else { "." };
    shown(&format!("${dot}{} {}", violation.path, violation.message))
}
