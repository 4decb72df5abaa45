//! Types that the versions of an API share: `types.yaml` beside `api.yaml`.
//!
//! Each version takes those that it uses, as if they stood among its own. Its own type of the same name wins, also where a
//! shared type names it.

use super::syntax::{ApiSpec, ShapeSpec, TypeDefSpec, TypeSpec, VersionSpec};
use std::collections::{HashMap, HashSet};

/// Hands out the shared types.
pub(super) fn hand_out(api: &mut ApiSpec) {
    let shared: HashMap<&str, &TypeDefSpec> =
        api.shared_types.iter().map(|definition| (definition.name.value.as_str(), definition)).collect();
    for version in &mut api.versions {
        let used = used(version, &shared);
        version.types.extend(used);
    }
}

/// The shared types that a version names, and those that these name.
fn used(version: &VersionSpec, shared: &HashMap<&str, &TypeDefSpec>) -> Vec<TypeDefSpec> {
    let mut seen: HashSet<&str> =
        version.types.iter().map(|definition| definition.name.value.as_str()).collect();
    let mut open: Vec<&str> = version.types.iter().flat_map(of_definition).collect();
    for endpoint in &version.endpoints {
        open.extend(
            endpoint.request.iter().chain(&endpoint.response).filter_map(|field| named(&field.ty.value)),
        );
    }
    let mut used = Vec::new();
    while let Some(name) = open.pop() {
        if let Some(definition) = shared.get(name).filter(|_| seen.insert(name)) {
            open.extend(of_definition(definition));
            used.push((*definition).clone());
        }
    }
    used.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    used
}

fn of_definition(definition: &TypeDefSpec) -> Vec<&str> {
    match &definition.shape {
        ShapeSpec::Object(fields) => fields.iter().filter_map(|field| named(&field.ty.value)).collect(),
        ShapeSpec::Enum(_) | ShapeSpec::Broken => Vec::new(),
    }
}

fn named(ty: &TypeSpec) -> Option<&str> {
    match ty {
        TypeSpec::Named(name) => Some(name),
        TypeSpec::List { items: inner, .. } | TypeSpec::Map { values: inner, .. } => named(&inner.value),
        _ => None,
    }
}
