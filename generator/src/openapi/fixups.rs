//! Fixups of a complete version: breaks cycles of types, drops defaults that do not fit, and marks examples that do not.

use super::left_out::Notes;
use crate::model::{
    Endpoint, Field, Misfit, Shape, Type, Version, named, request_misfits, response_misfits, value_misfits,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The pointers of fields, by type and name.
pub(super) type Origins = HashMap<(String, String), String>;

/// Breaks cycles of types: a type cannot contain itself.
pub(super) fn break_cycles(version: &mut Version, origins: &Origins, notes: &mut Notes) {
    for (owner, name, chain) in cycles(version) {
        let pointer = origins.get(&(owner.clone(), name.clone())).cloned().unwrap_or_default();
        notes.add_at(&pointer, format!("a type cannot contain itself ({chain}); imported as `json`"));
        let definition = version.types.iter_mut().find(|definition| definition.name == owner);
        if let Some(Shape::Object(fields)) = definition.map(|definition| &mut definition.shape)
            && let Some(field) = fields.iter_mut().find(|field| field.name == name)
        {
            field.ty = Type::JSON;
            field.default = None;
        }
    }
}

/// The fields that close a cycle: owner, field, and the way around.
///
/// Depth first and without recursion: a chain of types may be as long as a document.
fn cycles(version: &Version) -> Vec<(String, String, String)> {
    let objects: BTreeMap<&str, &[Field]> = version
        .types
        .iter()
        .filter_map(|definition| match &definition.shape {
            Shape::Object(fields) => Some((definition.name.as_str(), fields.as_slice())),
            Shape::Enum(_) => None,
        })
        .collect();
    let mut done: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for start in objects.keys().copied() {
        let mut path: Vec<(&str, usize)> = Vec::new();
        let mut open: HashSet<&str> = HashSet::new();
        if !done.contains(start) {
            path.push((start, 0));
            open.insert(start);
        }
        while let Some((owner, next)) = path.last_mut() {
            let owner: &str = owner;
            let field = objects.get(owner).and_then(|fields| fields.get(*next));
            *next += 1;
            let Some(field) = field else {
                done.insert(owner);
                open.remove(owner);
                path.pop();
                continue;
            };
            let Some((target, _)) = named(&field.ty).and_then(|name| objects.get_key_value(name)) else {
                continue;
            };
            if open.contains(target) {
                found.push((owner.to_owned(), field.name.clone(), chain(&path, target)));
            } else if !done.contains(target) {
                open.insert(target);
                path.push((target, 0));
            }
        }
    }
    found
}

fn chain(path: &[(&str, usize)], target: &str) -> String {
    let around = path.iter().map(|(name, _)| *name).skip_while(|name| *name != target);
    // A cycle of a thousand types is shown by its beginning.
    let mut names: Vec<&str> = around.take(8).collect();
    names.push(target);
    names.join(" -> ")
}

/// Takes out defaults that their fields could not hold.
pub(super) fn check_defaults(version: &mut Version, origins: &Origins, notes: &mut Notes) {
    let judged = version.clone();
    let check = |owner: &str, fields: &mut Vec<Field>, notes: &mut Notes| {
        for field in fields {
            let value = field.default.as_deref().and_then(|text| serde_json::from_str(text).ok());
            let problem = value.and_then(|value| value_misfits(&value, field, &judged).into_iter().next());
            if let Some(problem) = problem {
                let pointer =
                    origins.get(&(owner.to_owned(), field.name.clone())).cloned().unwrap_or_default();
                notes.add_at(&format!("{pointer}/default"), format!("the default {}", problem.message));
                field.default = None;
            }
        }
    };
    for definition in &mut version.types {
        if let Shape::Object(fields) = &mut definition.shape {
            check(&definition.name.clone(), fields, notes);
        }
    }
    for endpoint in &mut version.endpoints {
        let stem = crate::model::names::endpoint_stem(endpoint);
        check(&stem, &mut endpoint.request, notes);
        check(&stem, &mut endpoint.response, notes);
    }
}

/// Marks examples that do not fit, and takes the mark off those that do.
pub(super) fn check_examples(version: &mut Version) {
    let judged = version.clone();
    for (endpoint, known) in version.endpoints.iter_mut().zip(&judged.endpoints) {
        for example in &mut endpoint.examples {
            let problem = first_misfit(example, known, &judged);
            example.breaks = match (problem, example.breaks.take()) {
                (Some(_), Some(reason)) => Some(reason),
                (Some(problem), None) => {
                    let subject =
                        if problem.path.is_empty() { "the body".to_owned() } else { problem.path.join(".") };
                    super::identifiers::one_line(&format!("{subject} {}", problem.message))
                        .map(|text| text.chars().take(200).collect())
                }
                (None, _) => None,
            };
        }
    }
}

fn first_misfit(example: &crate::model::Example, endpoint: &Endpoint, version: &Version) -> Option<Misfit> {
    let request =
        example.request.as_ref().map(|body| request_misfits(body, endpoint, version)).unwrap_or_default();
    let response =
        example.response.as_ref().map(|body| response_misfits(body, endpoint, version)).unwrap_or_default();
    request.into_iter().chain(response).next()
}
