//! Which operations can be endpoints, and where they belong.

use super::document::Document;
use super::info::Info;
use super::left_out::Notes;
use super::pointer::Place;
use crate::emit::openapi::{extension, of_requests};
use crate::model::{Endpoint, Kind, names};
use crate::spec::vocabulary::{URL_PATH, USUAL_TEMPLATE, filled};
use crate::spec::{is_segment, is_version};
use std::collections::{BTreeMap, HashMap};

/// Folders in folders that are made.
const MAX_FOLDERS: usize = 16;
/// `path_template` where no path has a version.
const UNVERSIONED_TEMPLATE: &str = "{base_path}/{path}";

/// An operation and its place.
pub(super) struct Candidate<'d> {
    pub(super) operation: Place<'d>,
    pub(super) kind: Kind,
    /// Before the version: `/api`. `None` where the path has no version.
    base_path: Option<String>,
    /// `v1`.
    pub(super) version: String,
    /// `payments/pay`.
    pub(super) path: String,
    /// The whole path on the wire; then, of those that are kept, what of it does not follow from version and path.
    pub(super) url_path: Option<String>,
}

/// The operations that can be endpoints, and what they have in common.
pub(super) struct Paths<'d> {
    pub(super) candidates: Vec<Candidate<'d>>,
    pub(super) base_path: String,
    pub(super) path_template: String,
}

/// All operations that can be endpoints. `version` is that of paths without one.
pub(super) fn paths<'d>(
    document: &'d Document,
    head: &Info,
    version: Option<&str>,
    notes: &mut Notes,
) -> Paths<'d> {
    let root = document.root();
    let server_path = &head.server_path;
    let own = of_requests(&head.dialect);
    let mut found = Vec::new();
    for (path, item) in notes.map(&root, "paths").iter().flat_map(Place::entries) {
        if path.starts_with("x-") {
            continue;
        }
        if let Some(operation) = post(document, &item, &own, notes) {
            found.extend(call(operation, path, head, version, notes));
        }
    }
    for (name, item) in notes.map(&root, "webhooks").iter().flat_map(Place::entries) {
        let name = name.trim_start_matches('/');
        let mut path = format!("{server_path}/{name}");
        if !path.split('/').any(is_version) {
            path = format!("{server_path}{}/{name}", only_version(&found, version));
        }
        if let Some(operation) = post(document, &item, &own, notes) {
            found.extend(candidate(operation, Kind::Notification, &path, None, notes));
        }
    }
    let base_path = most_frequent(&found).unwrap_or_else(|| server_path.clone());
    let is_versioned = |one: &Candidate<'_>| one.kind == Kind::Call && one.base_path.is_some();
    let template = match &head.path_template {
        Some(template) => template.clone(),
        None if found.iter().any(is_versioned) || found.is_empty() => USUAL_TEMPLATE.to_owned(),
        None => UNVERSIONED_TEMPLATE.to_owned(),
    };
    let mut kept = Vec::new();
    for mut one in found {
        match behind(&base_path, &one) {
            Ok(tail) => {
                let usual = filled(&template, &one.version, &one.path) + &head.dialect.path_suffix;
                one.url_path = tail.filter(|tail| one.kind == Kind::Call && *tail != usual);
                kept.push(one);
            }
            Err(reason) => notes.add(&one.operation, reason),
        }
    }
    Claims::default().settle(&mut kept, notes);
    Paths { candidates: kept, base_path, path_template: template }
}

/// What of a path stands behind the base path that most have.
fn behind(base_path: &str, one: &Candidate<'_>) -> Result<Option<String>, String> {
    let tail = one.url_path.as_ref().map(|path| path.strip_prefix(base_path));
    match (&one.base_path, tail) {
        (Some(own), _) if own != base_path => {
            Err(format!("`{own}` stands before its version, `{base_path}` before that of most others"))
        }
        (_, None) => Ok(None),
        (_, Some(Some(tail))) if tail.starts_with('/') => Ok(Some(tail.to_owned())),
        (_, Some(_)) => Err(format!("its path does not begin with `{base_path}`, as those of most others")),
    }
}

/// The operation of a path; whatever else is there is left out.
fn post<'d>(document: &'d Document, item: &Place<'d>, own: &[&str], notes: &mut Notes) -> Option<Place<'d>> {
    let item = document.resolve_or_note(item, notes)?;
    if !item.is_map() {
        notes.add(&item, "should be an object");
        return None;
    }
    for (key, place) in item.entries() {
        match key {
            "get" | "put" | "delete" | "options" | "head" | "patch" | "trace" => {
                notes.add(&place, "only POST is used")
            }
            "servers" => notes.add(&place, "all endpoints have the same server"),
            _ => {}
        }
    }
    let operation = notes.map(&item, "post")?;
    parameters(document, &item, own, notes);
    parameters(document, &operation, own, notes);
    Some(operation)
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
fn only_version(found: &[Candidate<'_>], version: Option<&str>) -> String {
    let first = found.first().map(|first| first.version.as_str());
    let only = first.filter(|first| found.iter().all(|one| one.version == *first));
    only.or(version.filter(|_| first.is_none())).map(|version| format!("/{version}")).unwrap_or_default()
}

/// The call at a path of the document.
fn call<'d>(
    operation: Place<'d>,
    path: &str,
    head: &Info,
    version: Option<&str>,
    notes: &mut Notes,
) -> Option<Candidate<'d>> {
    let server_path = &head.server_path;
    let url_path = Some(format!("{server_path}{path}"));
    let Some((version, path)) = address(&operation, notes) else {
        // What every path ends with is said once.
        let path = path.strip_suffix(&head.dialect.path_suffix).unwrap_or(path);
        let found = candidate(operation, Kind::Call, &format!("{server_path}{path}"), version, notes)?;
        return Some(Candidate { url_path, ..found });
    };
    if !path_fits(path, url_path.as_deref(), &operation, notes) {
        return None;
    }
    let (base_path, version, path) = (Some(server_path.clone()), version.to_owned(), path.to_owned());
    Some(Candidate { operation, kind: Kind::Call, base_path, version, path, url_path })
}

/// Version and path of an endpoint as an export states them, where they do not follow from the path on the wire.
fn address<'d>(operation: &Place<'d>, notes: &mut Notes) -> Option<(&'d str, &'d str)> {
    let written = operation.get(extension::ADDRESS)?;
    let parts = written.text().and_then(|address| address.split_once('/'));
    let parts = parts.filter(|(version, path)| is_version(version) && path.split('/').all(is_segment));
    if parts.is_none() {
        notes.add(&written, "should be a version and a path, as in `v1/payments/pay`");
    }
    parts
}

fn path_fits(path: &str, url_path: Option<&str>, operation: &Place<'_>, notes: &mut Notes) -> bool {
    let is_short = path.split('/').count() <= MAX_FOLDERS;
    let fits = is_short && url_path.is_none_or(|path| (URL_PATH.fits)(path));
    if !fits {
        notes.add(operation, format!("an endpoint's path has at most {MAX_FOLDERS} parts, and is fixed"));
    }
    fits
}

/// `version` is that of a path without one.
fn candidate<'d>(
    operation: Place<'d>,
    kind: Kind,
    path: &str,
    version: Option<&str>,
    notes: &mut Notes,
) -> Option<Candidate<'d>> {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    if path.contains('{') {
        notes.add(&operation, format!("`{path}` has parameters; the path of an endpoint is fixed"));
        return None;
    }
    if let Some(bad) = segments.iter().find(|segment| !is_segment(segment)) {
        notes.add(&operation, format!("`{bad}` in `{path}` cannot be a part of an endpoint's path"));
        return None;
    }
    let (base_path, version, rest) = match segments.iter().position(|segment| is_version(segment)) {
        Some(at) => {
            let (before, rest) = segments.split_at(at);
            let (own, rest) = rest.split_first()?;
            (Some(before.iter().map(|segment| format!("/{segment}")).collect()), *own, rest)
        }
        None => match version {
            Some(version) => (None, version, segments.as_slice()),
            None => {
                let reason = format!("`{path}` has no version such as `v1`; `--version v1` gives it one");
                notes.add(&operation, reason);
                return None;
            }
        },
    };
    if rest.is_empty() || rest.len() > MAX_FOLDERS {
        notes.add(
            &operation,
            format!("`{path}` has nothing behind its version, or more than {MAX_FOLDERS} parts"),
        );
        return None;
    }
    let (version, path) = (version.to_owned(), rest.join("/"));
    Some(Candidate { operation, kind, base_path, version, path, url_path: None })
}

fn most_frequent(found: &[Candidate<'_>]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for base_path in found.iter().filter_map(|one| one.base_path.as_deref()) {
        *counts.entry(base_path).or_default() += 1;
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map(|(base_path, _)| base_path.to_owned())
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
        url_path: candidate.url_path.clone(),
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
