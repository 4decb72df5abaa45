//! Whether a request's body is what the spec says.

use super::refusal::Refusal;
use super::routes::Route;
use crate::model::{Misfit, misfits};
use serde_json::Value;

/// How many violations a message names. The rest is counted.
const MAX_NAMED: usize = 20;
/// In bytes, of one violation's text.
const MAX_TEXT: usize = 400;

/// Reads a body and checks it.
///
/// # Errors
/// Each violation with its JSON path, the limit and what came.
pub(super) fn body(bytes: &[u8], route: Route<'_>) -> Result<Value, Refusal> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| Refusal::illegal(format!("the body is not JSON: {error}")))?;
    let found = misfits(&value, &route.endpoint.request, route.version);
    // Where the wallet's tables are not known completely, it may well know more fields.
    let found: Vec<&Misfit> =
        found.iter().filter(|misfit| !(route.endpoint.partial && misfit.is_unknown_field())).collect();
    if found.is_empty() {
        return Ok(value);
    }
    let mut message: Vec<String> = found.iter().take(MAX_NAMED).map(|misfit| described(misfit)).collect();
    if let Some(more) = found.len().checked_sub(MAX_NAMED).filter(|more| *more > 0) {
        message.push(format!("and {more} more"));
    }
    Err(Refusal::illegal(message.join("; ")))
}

/// `$.goods[0].name has 300 characters; ...`.
fn described(misfit: &Misfit) -> String {
    let mut text = "$".to_owned();
    for step in &misfit.path {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            text.push_str(&format!("[{step}]"));
        } else {
            text.push_str(&format!(".{step}"));
        }
    }
    text.push(' ');
    text.push_str(&misfit.message);
    if text.len() > MAX_TEXT {
        let mut end = MAX_TEXT;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push_str("...");
    }
    text
}
