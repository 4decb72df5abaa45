//! The fields of an object.

use super::identifiers;
use super::keywords::Form;
use super::pointer::Place;
use super::types::{Types, Use};
use super::unwrap_schema::is_wrapper;
use super::unwrapped::Unwrapped;
use crate::emit::openapi::extension;
use crate::model::names::Named;
use crate::model::{Field, spelling};
use crate::spec::findings::too_many_fields::MAX_FIELDS;
use std::collections::{HashMap, HashSet};

/// `allOf` within `allOf`.
const MAX_PARTS_DEPTH: usize = 32;

/// What the parts of an object come to together.
#[derive(Default)]
struct Members<'d> {
    properties: Vec<(&'d str, Place<'d>)>,
    known: HashMap<&'d str, String>,
    required: HashSet<&'d str>,
    /// Pointers of parts that have been looked at: a part that comes again says nothing new.
    seen: HashSet<String>,
}

impl<'d> Types<'_, 'd> {
    /// The fields of an object, `allOf` merged. `owner` is the type, or the stem of the endpoint.
    pub(super) fn object_fields(
        &mut self,
        unwrapped: &Unwrapped<'d>,
        owner: &str,
        is_response: bool,
    ) -> Vec<Field> {
        let mut members = Members::default();
        for level in unwrapped.levels.iter().filter(|level| !is_wrapper(level)) {
            self.audit(level, Form::Object);
        }
        self.collect(&unwrapped.place, &mut members, 0);
        self.requirements(&members, &unwrapped.place);
        let kept = self.kept(&members, is_response);
        let written: Vec<Option<String>> = kept
            .iter()
            .map(|(_, place)| {
                identifiers::rust_name(place.get(extension::RUST_NAME), Named::Field, self.notes)
            })
            .collect();
        let wanted: Vec<_> =
            kept.iter().zip(&written).map(|((name, _), written)| (*name, written.as_deref())).collect();
        let names = spelling::numbered_apart(Named::Field, &wanted);
        let mut fields: Vec<Field> = Vec::new();
        for ((name, place), rust_name) in kept.iter().zip(names) {
            self.origins.insert((owner.to_owned(), (*name).to_owned()), place.pointer.clone());
            let own = Use { owner, field: rust_name.as_deref().unwrap_or(name) };
            let required = members.required.contains(name);
            fields.push(Field { rust_name: rust_name.clone(), ..self.field(name, place, own, required) });
        }
        fields
    }

    /// The properties that can be fields.
    fn kept(&mut self, members: &Members<'d>, is_response: bool) -> Vec<(&'d str, Place<'d>)> {
        let mut kept = Vec::new();
        for (name, place) in &members.properties {
            if is_response && *name == "result" {
                continue;
            }
            let problem = identifiers::name_problem("a field", name).or_else(|| {
                (kept.len() >= MAX_FIELDS).then(|| format!("an object has at most {MAX_FIELDS} fields"))
            });
            match problem {
                Some(problem) => self.notes.add(place, problem),
                None => kept.push((*name, place.clone())),
            }
        }
        kept
    }

    fn collect(&mut self, part: &Place<'d>, members: &mut Members<'d>, depth: usize) {
        if !members.seen.insert(part.pointer.clone()) || !self.may_go_on(part) {
            return;
        }
        if depth > MAX_PARTS_DEPTH {
            return self.notes.add(part, format!("`allOf` within `allOf` more than {MAX_PARTS_DEPTH} times"));
        }
        for part in self.notes.list(part, "allOf") {
            let Some(inner) = self.unwrap_schema(&part) else { continue };
            match self.form(&inner) {
                Form::Object => {
                    inner
                        .levels
                        .iter()
                        .filter(|level| !is_wrapper(level))
                        .for_each(|level| self.audit(level, Form::Object));
                    self.collect(&inner.place, members, depth + 1);
                }
                Form::ANY if inner.place.get("required").is_some() => {
                    self.collect(&inner.place, members, depth + 1)
                }
                Form::ANY if inner.place.node.entries().is_some_and(only_words) => {}
                _ => self.notes.add(&part, "only objects are merged"),
            }
        }
        if let Some(properties) = self.notes.map(part, "properties") {
            for (name, place) in properties.entries() {
                match members.known.get(name) {
                    Some(first) => {
                        let first = first.clone();
                        self.notes.add(&place, format!("is there already: {first} counts"));
                    }
                    None => {
                        members.known.insert(name, place.pointer.clone());
                        members.properties.push((name, place));
                    }
                }
            }
        }
        self.required(part, members);
    }

    fn required(&mut self, part: &Place<'d>, members: &mut Members<'d>) {
        // In OpenAPI 2 and in mistakes, `required: true` stands in the property itself.
        for name in self.notes.list(part, "required") {
            match name.text() {
                Some(text) => drop(members.required.insert(text)),
                None => self.notes.add(&name, "should be a text"),
            }
        }
        let (Some(condition), Some(then)) = (part.get("if"), part.get("then")) else {
            if let Some(condition) = part.get("if") {
                self.notes.add(&condition, "conditions between schemas; see `required_when`");
            }
            return;
        };
        // This is how an export says that an answer that reports no success may leave out fields.
        if crate::spec::json(condition.node) == crate::emit::openapi::success() {
            self.required(&then, members);
        } else {
            self.notes.add(&condition, "conditions between schemas; see `required_when`");
        }
    }

    /// Names that are required, but not there. `result` is always there.
    fn requirements(&mut self, members: &Members<'d>, place: &Place<'d>) {
        let mut lost: Vec<&&str> =
            members.required.iter().filter(|name| !members.known.contains_key(**name)).collect();
        lost.sort();
        for name in lost.into_iter().filter(|name| **name != "result") {
            let pointer = format!("{}/required", place.pointer);
            self.notes.add_at(&pointer, format!("`{name}` is required, but not among the properties"));
        }
    }
}

/// A part of `allOf` that only adds a description or the like.
fn only_words(entries: &[crate::spec::Entry]) -> bool {
    let words =
        ["description", "title", "example", "examples", "deprecated", "nullable", "default", "externalDocs"];
    entries.iter().all(|entry| words.contains(&entry.key.as_str()) || entry.key.starts_with("x-"))
}
