//! A result whose parts are fields of the response itself.

use countersign_codegen::model::FlatResult;
use serde_json::{Map, Value, json};

/// Puts the parts of `result` in the places, and its status in the word, that the spec gives them.
pub(super) fn lay_flat(body: &mut Map<String, Value>, flat: &FlatResult) {
    let Some(Value::Object(mut result)) = body.remove("result") else { return };
    let mut part = |name: &str| result.remove(name).unwrap_or_default();
    let (status, code, message) = (part("resultStatus"), part("resultCode"), part("resultMessage"));
    let letter = status.as_str().unwrap_or_default();
    let word = flat.statuses.iter().find(|(_, status)| status.letter() == letter);
    // A wallet without a word for the status has none that means the same.
    let status = word.map_or(status.clone(), |(word, _)| word.as_str().into());
    let parts = [(&flat.status, status), (&flat.code, code), (&flat.message, message)];
    for (name, value) in parts {
        body.insert(name.clone(), value);
    }
}

/// The contrary: `result` from the parts of an example, for all that looks at a response before it is sent.
pub(super) fn gather(body: &mut Map<String, Value>, flat: &FlatResult) {
    let mut part = |name: &str| body.remove(name).unwrap_or_default();
    let (status, code, message) = (part(&flat.status), part(&flat.code), part(&flat.message));
    let letter = status.as_str().and_then(|word| flat.status_of(word)).map(|status| status.letter());
    if let Some(letter) = letter {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let result =
            json!({ "resultStatus": letter, "resultCode": text(&code), "resultMessage": text(&message) });
        body.insert("result".to_owned(), result);
    }
}
