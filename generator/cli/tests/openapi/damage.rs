//! Documents with something changed at random: never a panic, and what comes out has no errors.

use super::reading;
use countersign_codegen::emit::openapi;
use countersign_codegen::openapi::import;
use serde_json::{Value, json};
use std::path::Path;

/// How many documents are made of each.
const ROUNDS: u64 = 100;

/// Random numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit as u64)).expect("a small number")
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(entries) => entries.values().map(count).sum(),
        _ => 0,
    }
}

/// The value at a place in the order of reading.
fn nth(value: &mut Value, number: usize) -> Option<&mut Value> {
    if number == 0 {
        return Some(value);
    }
    let mut left = number - 1;
    let inner: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(entries) => entries.values_mut().collect(),
        _ => Vec::new(),
    };
    for one in inner {
        let size = count(one);
        if left < size {
            return nth(one, left);
        }
        left -= size;
    }
    None
}

fn damage(document: &mut Value, numbers: &mut Numbers) {
    let size = count(document);
    let other = nth(document, numbers.below(size)).cloned().unwrap_or(Value::Null);
    let replacements = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1.5e300),
        json!(u64::MAX),
        json!(""),
        json!("\u{7}\u{202e}"),
        json!([]),
        json!({}),
        json!([null, {}]),
        json!({ "$ref": "#/components/schemas/Amount" }),
        json!({ "$ref": "#/paths" }),
        json!({ "type": ["object", "null"], "properties": { "é": { "enum": ["a", "A", "b"] } } }),
        json!({ "allOf": [other.clone(), other.clone()] }),
        json!({ "anyOf": [other.clone(), { "type": "null" }] }),
        json!({ "type": "array", "items": other.clone() }),
        json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": other.clone() }),
        other,
    ];
    let which = numbers.below(replacements.len() + 1);
    let at = numbers.below(size);
    let Some(place) = nth(document, at) else { return };
    match (replacements.get(which), place) {
        (Some(replacement), place) => *place = replacement.clone(),
        (None, Value::Object(entries)) => {
            let key = entries.keys().nth(numbers.below(entries.len().max(1))).cloned();
            if let Some(value) = key.and_then(|key| entries.remove(&key)) {
                entries.insert("renamed".to_owned(), value);
            }
        }
        (None, _) => {}
    }
}

fn run(text: &str, seed: u64) {
    let mut numbers = Numbers(seed);
    let whole: Value = serde_json::from_str(text).expect("an export");
    for round in 0..ROUNDS {
        let mut document = whole.clone();
        for _ in 0..=(round % 6) {
            damage(&mut document, &mut numbers);
        }
        if round % 2 == 0 && document.is_object() {
            document["x-countersign-format"] = Value::Null;
        }
        if let Ok(imported) = import(&document.to_string(), "damaged.json", "full") {
            reading::checked(&imported);
        }
    }
}

#[test]
fn of_every_feature() {
    run(&openapi::document(&reading::api(Path::new("tests/openapi/full"), "full")), 0x9E37_79B9_7F4A_7C15);
}

#[test]
fn of_a_small_one() {
    run(&openapi::document(&reading::api(Path::new("tests/openapi/small"), "small")), 0xD1B5_4A32_D192_ED03);
}

#[test]
fn of_a_foreign_one() {
    run(
        &std::fs::read_to_string("tests/openapi/foreign/wallet-3.0.json").expect("a document"),
        0xA076_1D64_78BD_642F,
    );
}
