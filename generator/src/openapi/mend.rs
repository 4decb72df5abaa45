//! What can be judged only when everything is known.

use super::notes::Notes;
use crate::model::{
    Api, Endpoint, Field, Kind, Misfit, SettledBy, Shape, Status, StatusField, Table, Type, Unsettled,
    Version, answer_misfits, mark_inquiries, misfits, named, settling, value_misfits,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The pointers of fields, by type and name.
pub(super) type Origins = HashMap<(String, String), String>;

/// The pointers of operations, by version and path.
pub(super) type Pointers = HashMap<(String, String), String>;

/// Breaks circles of types: a type cannot contain itself.
pub(super) fn break_circles(version: &mut Version, origins: &Origins, notes: &mut Notes) {
    for (owner, name, chain) in circles(version) {
        let pointer = origins.get(&(owner.clone(), name.clone())).cloned().unwrap_or_default();
        notes.add_at(&pointer, format!("a type cannot contain itself ({chain}); taken as `json`"));
        let definition = version.types.iter_mut().find(|definition| definition.name == owner);
        if let Some(Shape::Object(fields)) = definition.map(|definition| &mut definition.shape)
            && let Some(field) = fields.iter_mut().find(|field| field.name == name)
        {
            field.ty = Type::Json;
            field.default = None;
        }
    }
}

/// The fields that close a circle: owner, field, and the way around.
///
/// Depth first and without recursion: a chain of types may be as long as a document.
fn circles(version: &Version) -> Vec<(String, String, String)> {
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
    // A circle of a thousand types is shown by its beginning.
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
                    super::words::one_line(&format!("{subject} {}", problem.message))
                        .map(|text| text.chars().take(200).collect())
                }
                (None, _) => None,
            };
        }
    }
}

fn first_misfit(example: &crate::model::Example, endpoint: &Endpoint, version: &Version) -> Option<Misfit> {
    let request =
        example.request.as_ref().map(|body| misfits(body, &endpoint.request, version)).unwrap_or_default();
    let response =
        example.response.as_ref().map(|body| answer_misfits(body, endpoint, version)).unwrap_or_default();
    request.into_iter().chain(response).next()
}

/// Takes out `settled_by` where it names an endpoint that is not there, or cannot be asked about what was sent, and what it
/// reads where that does not fit the answer.
pub(super) fn check_settling(api: &mut Api, pointers: &Pointers, notes: &mut Notes) {
    let judged = api.clone();
    for endpoint in api.versions.iter_mut().flat_map(|version| &mut version.endpoints) {
        let Some(rules) = &endpoint.settled_by else { continue };
        let problem = problem(endpoint, rules, &judged);
        if let Some(problem) = problem {
            notes.add_at(&pointer(pointers, endpoint), problem);
            endpoint.settled_by = None;
        }
    }
    mark_inquiries(api);
}

fn problem(call: &Endpoint, rules: &SettledBy, api: &Api) -> Option<&'static str> {
    let Some((version, inquiry)) =
        api.endpoint(&rules.endpoint).filter(|(_, found)| found.kind == Kind::Call)
    else {
        return Some("the endpoint that settles it is not among the imported calls");
    };
    if call.read_only {
        return Some("an endpoint that only asks leaves nothing to settle");
    }
    if !reads(rules, inquiry, version) {
        return Some("what it reads of the endpoint that settles it does not fit that answer");
    }
    match settling(call, api) {
        Some(Err(Unsettled::NotFilled(..))) => {
            Some("the endpoint that settles it cannot be asked with this request")
        }
        Some(Err(Unsettled::Unnamed(..))) => {
            Some("the answer of the endpoint that settles it does not name this call")
        }
        _ => None,
    }
}

/// Whether the inquiry has the status, the values and the codes.
fn reads(rules: &SettledBy, inquiry: &Endpoint, version: &Version) -> bool {
    let codes_fit = rules.not_found.codes.iter().all(|code| {
        inquiry.results.iter().any(|result| result.code == *code && result.status == Status::Failed)
    });
    let status_fits = rules.status.as_ref().is_none_or(|mapping| {
        match Table::response(&inquiry.response, version).status_at(&mapping.status) {
            Ok(StatusField::Text) => true,
            Ok(StatusField::Listed(all)) => {
                let mut values = mapping.success.iter().chain(&mapping.failure);
                values.all(|value| all.values.iter().any(|known| known.value == *value))
            }
            Err(_) => false,
        }
    });
    codes_fit && status_fits && rules.status.as_ref().is_none_or(|mapping| !mapping.success.is_empty())
}

fn pointer(pointers: &Pointers, endpoint: &Endpoint) -> String {
    pointers.get(&(endpoint.version.clone(), endpoint.path.clone())).cloned().unwrap_or_default()
}
