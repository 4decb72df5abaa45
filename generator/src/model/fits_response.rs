//! Whether a response is what its endpoint's table and the result of every response say.

use super::fits::{Check, Misfit};
use super::response_status::response_status;
use super::{Endpoint, FlatResult, TextLimits, Version};
use serde_json::Value;

/// All that is wrong with an answer. One that does not report success may leave out the response's required fields,
/// though not those of an object that it does contain; `result` is judged by what every wallet agrees on.
#[must_use]
pub fn response_misfits(value: &Value, endpoint: &Endpoint, version: &Version) -> Vec<Misfit> {
    let lenient = response_status(value, endpoint).is_some_and(|status| status != "S");
    let mut check = Check::of_response(value, lenient, version);
    match &endpoint.flat_result {
        Some(flat) => check.flat_result(value, flat),
        None => check.result(value),
    }
    let mut body = value.clone();
    if let Some(object) = body.as_object_mut() {
        let flat = endpoint.flat_result.as_ref().map(FlatResult::names);
        object.retain(|name, _| flat.map_or(name != "result", |names| !names.contains(&name.as_str())));
    }
    check.object(&body, &endpoint.response, endpoint.additional_response);
    check.found
}

impl Check<'_> {
    /// `result` is in every answer: a status of S, A, F or U, a code, and a message.
    fn result(&mut self, answer: &Value) {
        let Some(result) = answer.get("result") else {
            return self.inside("result", |check| check.missing_field("is required, but missing"));
        };
        self.inside("result", |check| {
            check.inside("resultStatus", |check| match result.get("resultStatus").and_then(Value::as_str) {
                Some("S" | "A" | "F" | "U") => {}
                Some(other) => check.wrong_value(format!("is {other:?}, not one of S, A, F, U")),
                None => check.missing_field("is required, but missing"),
            });
            check.inside("resultCode", |check| check.result_text(result.get("resultCode"), 64));
            if let Some(message) = result.get("resultMessage") {
                check.inside("resultMessage", |check| check.result_text(Some(message), 256));
            }
        });
    }

    /// The parts of a result that are fields of the response.
    fn flat_result(&mut self, answer: &Value, flat: &FlatResult) {
        let [status, code, message] = flat.names();
        self.inside(status, |check| match answer.get(status).and_then(Value::as_str) {
            Some(word) if flat.status_of(word).is_some() => {}
            Some(other) => {
                let words: Vec<&str> = flat.statuses.iter().map(|(word, _)| word.as_str()).collect();
                check.wrong_value(format!("is {other:?}, not one of {}", words.join(", ")));
            }
            None => check.missing_field("is required, but missing"),
        });
        self.inside(code, |check| check.result_text(answer.get(code), 64));
        if let Some(text) = answer.get(message) {
            self.inside(message, |check| check.result_text(Some(text), 256));
        }
    }

    fn result_text(&mut self, value: Option<&Value>, max: usize) {
        match value {
            Some(value) => self.text(value, &TextLimits { max: Some(max), ..TextLimits::default() }),
            None => self.missing_field("is required, but missing"),
        }
    }
}
