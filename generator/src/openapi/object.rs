//! The fields of an object.

use super::identifiers;
use super::keywords::{Form, Position};
use super::pointer::Place;
use super::types::{Types, Use};
use super::unwrapped::Unwrapped;
use crate::emit::openapi::extension;
use crate::model::names::Named;
use crate::model::{Field, spelling};
use crate::spec::findings::too_many_fields::MAX_FIELDS;
use std::collections::{HashMap, HashSet};

/// The field of a response that says how the call ended. The protocol says what it holds.
const RESULT: &str = "result";

/// What the parts of an object come to together.
#[derive(Default)]
struct Members<'d> {
    /// The schemas of each property, all of which hold.
    properties: Vec<(&'d str, Vec<Place<'d>>)>,
    numbers: HashMap<&'d str, usize>,
    required: HashSet<&'d str>,
}

impl<'d> Types<'_, 'd> {
    /// The fields of an object, `allOf` merged. `owner` is the type, or the stem of the endpoint.
    pub(super) fn object_fields(
        &mut self,
        unwrapped: &Unwrapped<'d>,
        owner: &str,
        position: Position,
    ) -> Vec<Field> {
        // What is written where a type is used was judged there.
        let judged = if position == Position::Type { unwrapped.type_levels() } else { &unwrapped.levels };
        for level in judged {
            self.audit(level, Form::Object, position);
        }
        let members = self.members(unwrapped);
        let kept = self.kept(&members, owner, position);
        let written: Vec<Option<String>> = kept
            .iter()
            .map(|(_, places)| {
                let place = places.iter().find_map(|place| place.get(extension::RUST_NAME));
                identifiers::rust_name(place, Named::Field, self.notes)
            })
            .collect();
        let wanted: Vec<_> =
            kept.iter().zip(&written).map(|((name, _), written)| (*name, written.as_deref())).collect();
        let names = spelling::numbered_apart(Named::Field, &wanted);
        let mut fields: Vec<Field> = Vec::new();
        for ((name, places), rust_name) in kept.iter().zip(names) {
            let field = rust_name.as_deref().unwrap_or(name);
            let used = Use { owner, field, position: Position::Field };
            let required = members.required.contains(name);
            fields.push(Field { rust_name: rust_name.clone(), ..self.field(name, places, used, required) });
        }
        fields
    }

    /// The properties that can be fields, with their schemas: of several, the last one is the most exact, and its texts
    /// count.
    fn kept(
        &mut self,
        members: &Members<'d>,
        owner: &str,
        position: Position,
    ) -> Vec<(&'d str, Vec<Place<'d>>)> {
        let mut kept = Vec::new();
        for (name, places) in &members.properties {
            let Some(place) = places.first() else { continue };
            if position == Position::Response && self.is_reserved(name) {
                if *name == RESULT {
                    self.result(places);
                }
                continue;
            }
            let problem = identifiers::name_problem("a field", name).or_else(|| {
                (kept.len() >= MAX_FIELDS).then(|| format!("an object has at most {MAX_FIELDS} fields"))
            });
            if let Some(problem) = problem {
                self.notes.add(place, problem);
                continue;
            }
            self.origins.insert((owner.to_owned(), (*name).to_owned()), place.pointer.clone());
            kept.push((*name, places.iter().rev().cloned().collect()));
        }
        kept
    }

    fn is_reserved(&self, name: &str) -> bool {
        self.reserved.iter().any(|reserved| reserved == name)
    }

    /// Properties and required names of all parts.
    fn members(&mut self, unwrapped: &Unwrapped<'d>) -> Members<'d> {
        let mut members = Members::default();
        for level in unwrapped.base_first() {
            if let Some(properties) = self.notes.map(level, "properties") {
                for (name, place) in properties.entries() {
                    let next = members.properties.len();
                    let number = *members.numbers.entry(name).or_insert(next);
                    match members.properties.get_mut(number) {
                        Some((_, places)) => places.push(place),
                        None => members.properties.push((name, vec![place])),
                    }
                }
            }
            self.required(level, &mut members);
        }
        for level in &unwrapped.levels {
            self.requirements(&members, level);
        }
        members
    }

    fn required(&mut self, part: &Place<'d>, members: &mut Members<'d>) {
        // In OpenAPI 2 and in mistakes, `required: true` stands in the property itself.
        for name in self.notes.list(part, "required") {
            match name.text() {
                Some(text) => drop(members.required.insert(text)),
                None => self.notes.add(&name, "should be a text"),
            }
        }
        let (condition, then) = (part.get("if"), part.get("then"));
        // This is how an export says that an answer that reports no success may leave out fields.
        match (&condition, &then) {
            (Some(condition), Some(then)) if crate::spec::json(condition.node) == self.success => {
                self.required(then, members)
            }
            _ => {
                for place in [condition, then].iter().flatten() {
                    self.notes.add(place, "conditions between schemas; see `required_when`");
                }
            }
        }
    }

    /// Notes what is said of `result` other than the protocol does.
    fn result(&mut self, places: &[Place<'d>]) {
        const KNOWN: [&str; 3] = ["resultStatus", "resultCode", "resultMessage"];
        let Some(result) = self.unwrap_all(places) else { return };
        let properties: Vec<_> =
            result.all("properties").flat_map(|all| all.entries().collect::<Vec<_>>()).collect();
        // An object of which nothing is said can be the protocol's.
        let is_open = self.form(&result) == Form::Map;
        if !is_open && !properties.iter().any(|(name, _)| KNOWN.contains(name)) {
            for place in places {
                self.notes.add(place, "every answer has the protocol's own object under this name");
            }
        }
        for (name, place) in properties.iter().filter(|(name, _)| !KNOWN.contains(name)) {
            self.notes.add(place, format!("`result` has no `{name}`"));
        }
    }

    /// Names that are required, but not there. Those of the result are always there.
    fn requirements(&mut self, members: &Members<'d>, place: &Place<'d>) {
        for name in place.get("required").iter().flat_map(Place::items).collect::<Vec<_>>() {
            let is_lost = |name: &&str| !self.is_reserved(name) && !members.numbers.contains_key(name);
            if let Some(lost) = name.text().filter(is_lost) {
                self.notes.add(&name, format!("`{lost}` is required, but not among the properties"));
            }
        }
    }
}
