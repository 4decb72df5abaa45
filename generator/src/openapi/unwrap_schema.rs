//! What a schema is beneath its references and wrappers, and what holds together with it.

use super::keywords::is_annotation;
use super::pointer::Place;
use super::types::Types;
use super::unwrapped::{Unwrapped, has_structure};
use std::collections::HashSet;

/// References and wrappers around one schema.
const MAX_LEVELS: usize = 64;
/// `allOf` within `allOf`.
const MAX_PARTS_DEPTH: usize = 32;

/// Where a wrapper leads.
struct Step<'d> {
    inner: Place<'d>,
    /// Other parts of its `allOf`, which only add texts.
    beside: Vec<Place<'d>>,
    nullable: bool,
}

impl<'d> Types<'_, 'd> {
    /// The schemas of a property, all of which hold, as one. `None` after a note.
    pub(super) fn unwrap_all(&mut self, places: &[Place<'d>]) -> Option<Unwrapped<'d>> {
        let unwrapped: Vec<_> = places.iter().filter_map(|place| self.unwrap_schema(place)).collect();
        unwrapped.into_iter().reduce(Unwrapped::and)
    }

    /// Follows references, looks into `allOf` and choices between a schema and `null`. `None` after a note.
    pub(super) fn unwrap_schema(&mut self, place: &Place<'d>) -> Option<Unwrapped<'d>> {
        let (mut at, mut levels, mut name, mut own, mut nullable) =
            (place.clone(), Vec::new(), None, None, false);
        for _ in 0..MAX_LEVELS {
            levels.push(at.clone());
            if let Some(reference) = at.get("$ref").filter(|_| !has_structure(&at)) {
                at = self.target(&reference)?;
                own = Some(levels.len());
                name = Some(last_step(&at));
            } else if let Some(step) = step(&at) {
                nullable |= step.nullable;
                levels.extend(step.beside);
                at = step.inner;
            } else {
                self.parts_of(&at, &mut levels);
                let own = own.unwrap_or(levels.len());
                return Some(Unwrapped { key: at.pointer.clone(), place: at, levels, own, name, nullable });
            }
        }
        self.notes.add(place, "the references form a cycle; imported as `json`");
        None
    }

    /// Adds the parts of `allOf`, and what a `$ref` among other keywords leads to.
    fn parts_of(&mut self, at: &Place<'d>, levels: &mut Vec<Place<'d>>) {
        let mut seen: HashSet<String> = HashSet::from([at.pointer.clone()]);
        let mut waiting: Vec<(Place<'d>, usize)> = self.parts(at, 0);
        while let Some((part, depth)) = waiting.pop() {
            if !seen.insert(part.pointer.clone()) || !self.may_go_on(&part) {
                continue;
            }
            if depth > MAX_PARTS_DEPTH {
                self.notes.add(&part, format!("`allOf` within `allOf` more than {MAX_PARTS_DEPTH} times"));
                continue;
            }
            if !part.is_map() {
                if part.boolean() != Some(true) {
                    self.notes.add(&part, "is not a schema");
                }
                continue;
            }
            levels.push(part.clone());
            waiting.extend(self.parts(&part, depth));
        }
    }

    /// What holds together with a schema, the first last.
    fn parts(&mut self, at: &Place<'d>, depth: usize) -> Vec<(Place<'d>, usize)> {
        let target = at.get("$ref").and_then(|reference| self.target(&reference));
        let mut parts: Vec<Place<'d>> = target.into_iter().collect();
        if at.get("allOf").is_some() {
            parts.extend(self.notes.list(at, "allOf"));
        } else if let Some(step) = step(at) {
            parts.push(step.inner);
        }
        parts.into_iter().rev().map(|part| (part, depth + 1)).collect()
    }

    /// The target of a `$ref`. `None` after a note.
    fn target(&mut self, reference: &Place<'d>) -> Option<Place<'d>> {
        let Some(text) = reference.text() else {
            self.notes.add(reference, "should be a text");
            return None;
        };
        self.document.target(text).inspect_err(|error| self.notes.add(reference, error.to_string())).ok()
    }
}

/// Whether a choice is only one between a schema and `null`.
pub(super) fn is_followed(at: &Place<'_>) -> bool {
    at.get("allOf").is_none() && step(at).is_some()
}

/// The one schema within `allOf`, `oneOf` or `anyOf`, where nothing else makes it another type.
fn step<'d>(at: &Place<'d>) -> Option<Step<'d>> {
    let own = ["properties", "items", "enum", "additionalProperties", "required", "$ref"];
    if own.iter().any(|own| at.get(own).is_some()) {
        return None;
    }
    if let Some(all) = at.get("allOf") {
        let (beside, mut others): (Vec<_>, Vec<_>) = all.items().partition(only_words);
        let inner = others.pop().filter(|_| others.is_empty())?;
        return Some(Step { inner, beside, nullable: false });
    }
    let choice = at.get("oneOf").or_else(|| at.get("anyOf"))?;
    let is_null = |schema: &Place<'_>| schema.get("type").and_then(|kind| kind.text()) == Some("null");
    let mut others = choice.items().filter(|schema| !is_null(schema));
    let (inner, second) = (others.next()?, others.next());
    let nullable = choice.items().any(|schema| is_null(&schema));
    second.is_none().then_some(Step { inner, beside: Vec::new(), nullable })
}

/// A part of `allOf` that only adds a description or the like.
fn only_words(part: &Place<'_>) -> bool {
    part.is_map() && part.entries().all(|(key, _)| is_annotation(key))
}

fn last_step(place: &Place<'_>) -> String {
    let name = place.pointer.rsplit('/').next().unwrap_or_default();
    name.replace("~1", "/").replace("~0", "~")
}
