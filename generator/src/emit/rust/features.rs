//! Cargo features of a large API: one for each group of endpoints, all on by default, so that a program that calls three
//! endpoints need not compile three hundred.
//!
//! A group is the first folder of an endpoint's path, in whatever version. A type that only one group uses belongs to that group, and
//! all other types are always there.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Endpoint, Shape, TypeDef, Version, named};

use super::docs;

/// An API with so many endpoints has a feature for each group.
const LARGE: usize = 100;

/// The features that every generated crate has, which are the runtime's own.
pub(super) const OF_THE_RUNTIME: &[&str] = &[
    "aws-lc",
    "axum",
    "blocking",
    "ecc224",
    "encrypted-keys",
    "encryption",
    "formats",
    "reqwest",
    "rust-crypto",
    "serde",
    "testing",
    "tracing",
];

/// The feature of each group, and the groups whose endpoints settle or close its calls. Empty for an API that is not large.
pub(super) fn groups(api: &Api) -> BTreeMap<String, BTreeSet<String>> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    if !is_large(api) {
        return groups;
    }
    for endpoint in api.versions.iter().flat_map(|version| &version.endpoints) {
        let Some(group) = group(endpoint) else { continue };
        let settled_by = endpoint.settled_by.as_ref().map(|settled_by| &settled_by.endpoint);
        let needed = [settled_by, endpoint.closed_by.as_ref()].into_iter().flatten();
        let needed =
            needed.filter_map(|address| api.endpoint(address)).filter_map(|(_, needed)| self::group(needed));
        let feature = name(group);
        let needed: Vec<String> = needed.map(name).filter(|needed| *needed != feature).collect();
        groups.entry(feature).or_default().extend(needed);
    }
    groups
}

/// `#[cfg(feature = "payments")]` for what belongs to a group; nothing where the API is not large.
pub(super) fn cfg(api: &Api, group: &str) -> Option<TokenStream> {
    let feature = name(group);
    is_large(api).then(|| quote! { #[cfg(feature = #feature)] })
}

/// Expects that a version's client is not used: no group that has a call is compiled.
pub(super) fn allow_unused_client(api: &Api, version: &Version) -> Option<TokenStream> {
    let calls = version.endpoints.iter().filter(|endpoint| endpoint.is_callable());
    let groups: BTreeSet<String> = calls.filter_map(group).map(name).collect();
    is_large(api).then(|| {
        quote! { #[cfg_attr(not(any(#(feature = #groups),*)), expect(dead_code, reason = "no group is compiled"))] }
    })
}

/// Lines about the features, for the front page.
pub(super) fn lines(api: &Api) -> Vec<String> {
    let features = groups(api);
    if features.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = features.keys().map(|feature| docs::code(feature)).collect();
    vec![
        "# Features".to_owned(),
        String::new(),
        "Each group of endpoints is a feature, and all are on by default. A program that uses few of them compiles faster with"
            .to_owned(),
        "`default-features = false`, the groups that it needs, and `aws-lc`, `reqwest` and `tracing`, which are the other defaults.".to_owned(),
        String::new(),
        format!("The groups are {}.", names.join(", ")),
        String::new(),
    ]
}

/// The types of a version by the one group that uses them, and under `None` those that are always there.
pub(super) type TypesByGroup<'a> = BTreeMap<Option<&'a str>, Vec<&'a TypeDef>>;

/// Sorts the types of a version by group.
pub(super) fn types_by_group<'a>(api: &Api, version: &'a Version) -> TypesByGroup<'a> {
    let users = if is_large(api) { users(version) } else { BTreeMap::new() };
    let mut by_group = TypesByGroup::new();
    for definition in &version.types {
        let users = users.get(definition.name.as_str()).map(BTreeSet::iter);
        let group = users.and_then(|mut users| users.next().filter(|_| users.next().is_none()));
        by_group.entry(group.copied().flatten()).or_default().push(definition);
    }
    by_group
}

/// Whether it has so many endpoints that each group is a feature.
pub(super) fn is_large(api: &Api) -> bool {
    api.versions.iter().map(|version| version.endpoints.len()).sum::<usize>() >= LARGE
}

/// The module of its group.
fn group(endpoint: &Endpoint) -> Option<&str> {
    endpoint.modules.first().map(String::as_str)
}

/// The name of a group's feature.
fn name(group: &str) -> String {
    let name = group.trim_start_matches("r#").replace('_', "-");
    if name == "default" || OF_THE_RUNTIME.contains(&name.as_str()) { format!("{name}-group") } else { name }
}

/// The groups that use each type, directly or within another type; `None` stands for endpoints outside of groups.
fn users(version: &Version) -> BTreeMap<&str, BTreeSet<Option<&str>>> {
    let mut users: BTreeMap<&str, BTreeSet<Option<&str>>> = BTreeMap::new();
    for endpoint in &version.endpoints {
        let fields = endpoint.request.iter().chain(&endpoint.response);
        let mut open: Vec<&str> = fields.filter_map(|field| named(&field.ty)).collect();
        while let Some(name) = open.pop() {
            if users.entry(name).or_default().insert(group(endpoint))
                && let Some(Shape::Object(fields)) =
                    version.type_named(name).map(|definition| &definition.shape)
            {
                open.extend(fields.iter().filter_map(|field| named(&field.ty)));
            }
        }
    }
    users
}
