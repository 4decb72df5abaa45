//! Which operations can be endpoints, and where they belong.

use super::document::Document;
use super::fate::{IS_UNKNOWN, Kind as Object};
use super::info::Info;
use super::left_out::Notes;
use super::pointer::Place;
use crate::emit::openapi::of_requests;
use crate::model::{Endpoint, Kind, names};
use crate::spec::{is_segment, is_version};
use std::collections::{BTreeMap, HashMap};

/// Folders in folders that are made.
const MAX_FOLDERS: usize = 16;

/// An operation and its place.
pub(super) struct Candidate<'d> {
    pub(super) operation: Place<'d>,
    /// The path item that it is in.
    pub(super) item: Place<'d>,
    pub(super) kind: Kind,
    /// Before the version: `/api`.
    pub(super) base_path: String,
    /// `v1`.
    pub(super) version: String,
    /// `payments/pay`.
    pub(super) path: String,
}

/// An operation and the path item that it is in.
struct Found<'d> {
    operation: Place<'d>,
    item: Place<'d>,
}

/// All operations that can be endpoints, and what stands before the version of all of them.
pub(super) fn candidates<'d>(
    document: &'d Document,
    head: &Info,
    notes: &mut Notes,
) -> (Vec<Candidate<'d>>, String) {
    let root = document.root();
    let server_path = &head.server_path;
    let own = of_requests(&head.dialect);
    let mut found = Vec::new();
    for (path, item) in notes.map(&root, "paths").iter().flat_map(Place::entries) {
        if path.starts_with("x-") {
            notes.judge(path, &item, IS_UNKNOWN);
            continue;
        }
        if let Some(operation) = post(document, &item, &own, notes) {
            // What every path ends with is said once.
            let path = path.strip_suffix(&head.dialect.path_suffix).unwrap_or(path);
            found.extend(candidate(operation, Kind::Call, &format!("{server_path}{path}"), notes));
        }
    }
    for (name, item) in notes.map(&root, "webhooks").iter().flat_map(Place::entries) {
        let name = name.trim_start_matches('/');
        let mut path = format!("{server_path}/{name}");
        if !path.split('/').any(is_version) {
            path = format!("{server_path}{}/{name}", only_version(&found));
        }
        if let Some(operation) = post(document, &item, &own, notes) {
            found.extend(candidate(operation, Kind::Notification, &path, notes));
        }
    }
    let base_path = most_frequent(&found);
    let (mut kept, other): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.base_path == base_path);
    for one in other {
        let (own, common) = (&one.base_path, &base_path);
        notes.add(
            &one.operation,
            format!("`{own}` stands before its version, `{common}` before that of most others"),
        );
    }
    Claims::default().settle(&mut kept, notes);
    (kept, base_path)
}

/// The operation of a path; whatever else is there is left out.
fn post<'d>(document: &'d Document, item: &Place<'d>, own: &[&str], notes: &mut Notes) -> Option<Found<'d>> {
    let item = document.resolve_or_note(item, notes)?;
    if !item.is_map() {
        notes.add(&item, "should be an object");
        return None;
    }
    notes.audit(&item, Object::PathItem);
    let operation = notes.map(&item, "post")?;
    parameters(document, &item, own, notes);
    parameters(document, &operation, own, notes);
    Some(Found { operation, item })
}

/// Parameters are left out, but for the headers that the client writes anyway.
fn parameters(document: &Document, owner: &Place<'_>, own: &[&str], notes: &mut Notes) {
    for parameter in notes.list(owner, "parameters") {
        let Some(resolved) = document.resolve_or_note(&parameter, notes) else { continue };
        let text = |key: &str| resolved.get(key).and_then(|place| place.text()).unwrap_or("?");
        let (name, place) = (text("name"), text("in"));
        let is_own = own.iter().any(|own| own.eq_ignore_ascii_case(name));
        if place == "header" && (is_own || name.eq_ignore_ascii_case("Content-Type")) {
            continue;
        }
        notes.add(&parameter, format!("the {place} parameter `{name}`: a request consists of its body"));
    }
}

/// A webhook may have any name; where there is one version, it belongs to that: `/v1`.
fn only_version(found: &[Candidate<'_>]) -> String {
    match found.first() {
        Some(first) if found.iter().all(|one| one.version == first.version) => format!("/{}", first.version),
        _ => String::new(),
    }
}

fn candidate<'d>(found: Found<'d>, kind: Kind, path: &str, notes: &mut Notes) -> Option<Candidate<'d>> {
    let Found { operation, item } = found;
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    if path.contains('{') {
        notes.add(&operation, format!("`{path}` has parameters; the path of an endpoint is fixed"));
        return None;
    }
    if let Some(bad) = segments.iter().find(|segment| !is_segment(segment)) {
        notes.add(&operation, format!("`{bad}` in `{path}` cannot be a part of an endpoint's path"));
        return None;
    }
    let Some(at) = segments.iter().position(|segment| is_version(segment)) else {
        notes.add(&operation, format!("`{path}` has no version such as `v1`"));
        return None;
    };
    let (before, rest) = segments.split_at(at);
    let (version, rest) = rest.split_first()?;
    if rest.is_empty() || rest.len() > MAX_FOLDERS {
        notes.add(
            &operation,
            format!("`{path}` has nothing behind its version, or more than {MAX_FOLDERS} parts"),
        );
        return None;
    }
    let base_path = before.iter().map(|segment| format!("/{segment}")).collect();
    Some(Candidate { operation, item, kind, base_path, version: (*version).to_owned(), path: rest.join("/") })
}

fn most_frequent(found: &[Candidate<'_>]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in found {
        *counts.entry(&one.base_path).or_default() += 1;
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map(|(base_path, _)| base_path.to_owned()).unwrap_or_default()
}

/// Names of methods and types that are given away, by the module that they are in.
#[derive(Default)]
struct Claims {
    methods: HashMap<String, HashMap<String, String>>,
    stems: HashMap<String, HashMap<String, String>>,
}

impl Claims {
    /// Leaves out what could not be a file or a module beside the others.
    fn settle(mut self, candidates: &mut Vec<Candidate<'_>>, notes: &mut Notes) {
        candidates.sort_by(|a, b| (&a.version, &a.path).cmp(&(&b.version, &b.path)));
        candidates.retain(|candidate| self.claim(candidate, notes));
    }

    /// Claims the names of a candidate. `false` after a note when one of them is taken.
    fn claim(&mut self, candidate: &Candidate<'_>, notes: &mut Notes) -> bool {
        let mut refuse = |reason| {
            notes.add(&candidate.operation, reason);
            false
        };
        let path = candidate.path.as_str();
        let (groups, last) = path
            .rsplit_once('/')
            .map_or((Vec::new(), path), |(groups, last)| (groups.split('/').collect(), last));
        let reserved = matches!(path, "types" | "results")
            || groups.first().is_some_and(|group| names::module(group) == "types")
            || names::module(last) == "r#mod"
            || groups.iter().any(|group| group.ends_with(".yaml"));
        if reserved {
            return refuse(format!("`{path}` is a name that specs or generated code need"));
        }
        let mut module = candidate.version.clone();
        let mut claims: Vec<(String, String, String)> = Vec::new();
        for group in groups {
            let name = names::module(group);
            claims.push((module.clone(), name.clone(), format!("{group}/")));
            module = format!("{module}::{name}");
        }
        claims.push((module.clone(), names::module(last), last.to_owned()));
        for (module, rust, wire) in &claims {
            if let Some(other) =
                self.methods.get(module).and_then(|methods| methods.get(rust)).filter(|other| *other != wire)
            {
                return refuse(format!("`{path}`: `{other}` and `{wire}` are both `{rust}` in Rust"));
            }
        }
        let stem = stem(candidate);
        let stems = self.stems.entry(module).or_default();
        if let Some(other) = stems.get(&stem) {
            return refuse(format!("the types of `{other}` and `{path}` would both be called `{stem}...`"));
        }
        stems.insert(stem, path.to_owned());
        for (module, rust, wire) in claims {
            self.methods.entry(module).or_default().insert(rust, wire);
        }
        true
    }
}

/// What the names of an endpoint's types begin with.
fn stem(candidate: &Candidate<'_>) -> String {
    let endpoint = empty_endpoint(candidate);
    let stem = names::endpoint_stem(&endpoint);
    if candidate.kind == Kind::Notification { format!("{stem}Notification") } else { stem }
}

/// An endpoint of which nothing but its place is known.
pub(super) fn empty_endpoint(candidate: &Candidate<'_>) -> Endpoint {
    Endpoint {
        path: candidate.path.clone(),
        version: candidate.version.clone(),
        span: crate::spec::Span::default(),
        kind: candidate.kind,
        summary: String::new(),
        doc: None,
        deprecated: None,
        partial: false,
        idempotency_key: crate::model::IdempotencyKey::default(),
        settled_by: None,
        closed_by: None,
        read_only: false,
        inquiry: None,
        settles: Vec::new(),
        sandbox: None,
        request: Vec::new(),
        response: Vec::new(),
        results: Vec::new(),
        examples: Vec::new(),
    }
}
