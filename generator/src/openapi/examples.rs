//! Examples of requests and answers.

use super::identifiers;
use super::left_out::Notes;
use super::pointer::Place;
use super::types::Types;
use crate::emit::openapi::extension;
use crate::model::Example;
use crate::spec::{Node, Span, Value, json};
use std::collections::HashMap;

/// The deepest example that a spec can hold.
const MAX_DEPTH: usize = 40;
/// The longest key of one: YAML knows limits.
const MAX_KEY: usize = 500;

/// The examples of an operation. Those of a request and of an answer with the same name belong together.
pub(super) fn read<'d>(
    types: &mut Types<'_, 'd>,
    operation: &Place<'d>,
    request: Option<&Place<'d>>,
    response: Option<&Place<'d>>,
) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (content, is_response) in [(request, false), (response, true)] {
        for (name, breaks, body) in content.map(|content| bodies(types, content)).unwrap_or_default() {
            let number = *numbers.entry(name.clone()).or_insert(found.len());
            if number == found.len() {
                found.push(Example {
                    name,
                    span: Span::default(),
                    request: None,
                    response: None,
                    breaks: None,
                });
            }
            let Some(example) = found.get_mut(number) else { continue };
            let place = if is_response { &mut example.response } else { &mut example.request };
            *place = Some(body);
            example.breaks = example.breaks.take().or(breaks);
        }
    }
    let order =
        operation.get(extension::EXAMPLES).map(|order| order.items().collect::<Vec<_>>()).unwrap_or_default();
    let order: HashMap<&str, usize> =
        order.iter().enumerate().filter_map(|(at, name)| Some((name.scalar()?.text.as_str(), at))).collect();
    found.sort_by_key(|example| order.get(example.name.as_str()).copied().unwrap_or(usize::MAX));
    found
}

fn bodies<'d>(
    types: &mut Types<'_, 'd>,
    content: &Place<'d>,
) -> Vec<(String, Option<String>, serde_json::Value)> {
    let mut bodies = Vec::new();
    if let Some(examples) = types.notes.map(content, "examples") {
        for (name, place) in examples.entries() {
            let Some(resolved) = types.document.resolve_or_note(&place, types.notes) else { continue };
            let breaks =
                resolved.get(extension::BREAKS).and_then(|breaks| identifiers::clean(breaks.text()?));
            let body = resolved.get("value").map(|value| body(&value, &place, types.notes));
            match (identifiers::cleaned_name(name), body) {
                (Some(name), Some(Some(body))) => bodies.push((name, breaks, body)),
                (_, Some(None)) => {}
                (None, _) => types.notes.add(&place, "an example has a name"),
                (_, None) => {
                    types.notes.add(&place, "an example has its body in the document, under `value`")
                }
            }
        }
    } else if let Some(example) = content.get("example") {
        bodies.extend(body(&example, &example, types.notes).map(|body| ("example".to_owned(), None, body)));
    }
    bodies
}

/// The body of the example at `place`. `None` after a note when a spec cannot hold it.
fn body(value: &Place<'_>, place: &Place<'_>, notes: &mut Notes) -> Option<serde_json::Value> {
    if !value.is_map() {
        notes.add(place, "the body of an example is an object");
        return None;
    }
    if let Some(problem) = limit_exceeded(value.node, 0) {
        notes.add(place, problem);
        return None;
    }
    Some(json(value.node))
}

/// The limit of specs that a value exceeds.
fn limit_exceeded(node: &Node, depth: usize) -> Option<String> {
    if depth > MAX_DEPTH {
        return Some(format!("an example nests at most {MAX_DEPTH} deep"));
    }
    match &node.value {
        Value::Scalar(_) => None,
        Value::List(items) => items.iter().find_map(|item| limit_exceeded(item, depth + 1)),
        Value::Map(entries) => entries.iter().find_map(|entry| {
            if entry.key.len() > MAX_KEY {
                return Some(format!("a key of an example has at most {MAX_KEY} bytes"));
            }
            limit_exceeded(&entry.value, depth + 1)
        }),
    }
}
