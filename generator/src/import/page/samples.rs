//! Bodies that a page shows.

use super::found::{FoundEndpoint, FoundSample};
use super::left_out::Notes;
use serde_json::Value;

/// A body of an endpoint.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) response: bool,
    pub(super) body: Value,
}

/// The bodies of an endpoint that are JSON and belong to it.
pub(super) fn samples(endpoint: &FoundEndpoint, notes: &mut Notes) -> Vec<Sample> {
    endpoint.samples.iter().filter_map(|found| sample(found, endpoint, notes)).collect()
}

fn sample(found: &FoundSample, endpoint: &FoundEndpoint, notes: &mut Notes) -> Option<Sample> {
    let parsed: Result<Value, _> = serde_json::from_str(&found.text);
    let body = match parsed {
        Ok(body @ Value::Object(_)) => body,
        Ok(_) => {
            notes.unused(found.line, &found.text);
            return None;
        }
        Err(error) => {
            let start: String = found.text.chars().take(40).collect();
            notes.add(
                found.line,
                format!("not used: code that is not JSON ({error}): {}", start.replace('\n', " ")),
            );
            return None;
        }
    };
    let shares =
        |fields: &[super::tables::Weighed]| fields.iter().any(|(_, field)| body.get(&field.name).is_some());
    let in_response = body.get("result").is_some() || shares(&endpoint.response);
    let in_request = shares(&endpoint.request);
    let response = match (found.response, in_request, in_response) {
        (_, false, true) => true,
        (_, true, false) => false,
        (Some(said), true, true) => said,
        (None, true, true) => body.get("result").is_some(),
        (_, false, false) if body.as_object().is_some_and(serde_json::Map::is_empty) => found.response?,
        (_, false, false) => {
            notes.add(found.line, "not used: code without a field of the request or the response");
            return None;
        }
    };
    Some(Sample { response, body })
}
