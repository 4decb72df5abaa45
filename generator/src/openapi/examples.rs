//! Examples of requests and answers.

use super::bodies::Body;
use super::fate::Kind;
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
    request: &Body<'d>,
    response: &Body<'d>,
) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (content, is_response) in [(request, false), (response, true)] {
        for (name, breaks, body) in bodies(types, content) {
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

/// An example: its name, why it does not fit, and its body.
type Named = (String, Option<String>, serde_json::Value);

fn bodies<'d>(types: &mut Types<'_, 'd>, body: &Body<'d>) -> Vec<Named> {
    let named = body.content.as_ref().and_then(|content| types.notes.map(content, "examples"));
    let mut found: Vec<Named> = named
        .iter()
        .flat_map(Place::entries)
        .filter_map(|(name, place)| read_one(types, name, &place))
        .collect();
    for place in unnamed(body) {
        if found.is_empty() {
            let body = spec_body(&place, &place, types.notes);
            found.extend(body.map(|body| ("example".to_owned(), None, body)));
        } else if found.iter().all(|(_, _, body)| *body != json(place.node)) {
            types.notes.add(&place, "other examples of the same body count");
        }
    }
    found
}

/// The examples without a name: those of the media type, then those of its schema.
fn unnamed<'d>(body: &Body<'d>) -> Vec<Place<'d>> {
    let single = body.content.as_ref().and_then(|content| content.get("example"));
    let levels = body.unwrapped.as_ref().map(|unwrapped| unwrapped.levels.as_slice()).unwrap_or_default();
    let of_schema = levels.iter().filter_map(|level| level.get("example"));
    let listed = levels.iter().filter_map(|level| level.get("examples"));
    let listed = listed.flat_map(|list| list.items().collect::<Vec<_>>());
    single.into_iter().chain(of_schema).chain(listed).collect()
}

fn read_one<'d>(types: &mut Types<'_, 'd>, name: &str, place: &Place<'d>) -> Option<Named> {
    let resolved = types.document.resolve_or_note(place, types.notes)?;
    types.notes.audit(&resolved, Kind::Example);
    if let Some(summary) = resolved.get("summary").filter(|summary| summary.text() != Some(name)) {
        types.notes.add(&summary, "an example has a name, and no other text");
    }
    let breaks = resolved.get(extension::BREAKS).and_then(|breaks| identifiers::clean(breaks.text()?));
    let Some(value) = resolved.get("value") else {
        if resolved.get("externalValue").is_none() {
            types.notes.add(place, "an example has its body under `value`");
        }
        return None;
    };
    let body = spec_body(&value, place, types.notes)?;
    let name = identifiers::cleaned_name(name);
    if name.is_none() {
        types.notes.add(place, "an example has a name");
    }
    Some((name?, breaks, body))
}

/// The body of the example at `place`. `None` after a note when a spec cannot hold it.
fn spec_body(value: &Place<'_>, place: &Place<'_>, notes: &mut Notes) -> Option<serde_json::Value> {
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
