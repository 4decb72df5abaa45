//! Fixups of a complete version: breaks cycles of types, drops defaults that do not fit, and marks examples that do not.

use super::left_out::Notes;
use crate::model::{
    Endpoint, Field, Misfit, Shape, Type, Version, endless_cycles, request_misfits, response_misfits,
    value_misfits,
};
use std::collections::HashMap;

/// The pointers of fields, by type and name.
pub(super) type Origins = HashMap<(String, String), String>;

/// Breaks cycles of required fields: a type cannot need itself.
pub(super) fn break_cycles(version: &mut Version, origins: &Origins, notes: &mut Notes) {
    for cycle in endless_cycles(version) {
        let names: Vec<&str> = cycle
            .iter()
            .filter_map(|(number, _)| Some(version.types.get(*number)?.name.as_str()))
            .chain(cycle.first().and_then(|(number, _)| Some(version.types.get(*number)?.name.as_str())))
            .collect();
        // A cycle of a thousand types is shown by its end.
        let chain = names.get(names.len().saturating_sub(9)..).unwrap_or_default().join(" -> ");
        let Some((number, field)) = cycle.last() else { continue };
        let Some(definition) = version.types.get_mut(*number) else { continue };
        let Shape::Object(fields) = &mut definition.shape else { continue };
        let Some(field) = fields.get_mut(*field) else { continue };
        let pointer =
            origins.get(&(definition.name.clone(), field.name.clone())).cloned().unwrap_or_default();
        notes.add_at(&pointer, format!("a type cannot need itself ({chain}); imported as `json`"));
        field.ty = Type::JSON;
        field.default = None;
    }
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
