//! The status that a response reports.

use super::{Endpoint, Status};
use serde_json::Value;

/// The status of a response as a letter; `?` for a word that the spec does not know.
#[must_use]
pub fn response_status<'a>(response: &'a Value, endpoint: &'a Endpoint) -> Option<&'a str> {
    match &endpoint.flat_result {
        None => response.pointer("/result/resultStatus").and_then(Value::as_str),
        Some(flat) => {
            let word = response.get(&flat.status).and_then(Value::as_str)?;
            // A letter that is not among the words is no status.
            Some(flat.status_of(word).map_or("?", Status::letter))
        }
    }
}
