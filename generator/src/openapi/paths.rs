//! Which operations can be endpoints, and where they belong.

use super::candidate::{Candidate, Found};
use super::document::Document;
use super::fate::{IS_UNKNOWN, Kind as Object};
use super::info::Info;
use super::left_out::Notes;
use super::places;
use super::pointer::Place;
use crate::emit::openapi::{extension, of_requests};
use crate::model::Kind;
use crate::spec::findings::reserved_header::is_reserved;
use crate::spec::vocabulary::{URL_PATH, USUAL_TEMPLATE, filled};
use crate::spec::{is_header_name, is_segment, is_version};
use std::collections::BTreeMap;

/// Folders in folders that are made.
const MAX_FOLDERS: usize = 16;
/// `path_template` where no path has a version.
const UNVERSIONED_TEMPLATE: &str = "{base_path}/{path}";

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
    let mut found = calls(document, head, version, notes);
    add_notifications(document, head, version, &mut found, notes);
    let server_path = &head.server_path;
    let base_path = most_frequent(&found).unwrap_or_else(|| server_path.clone());
    let is_versioned = |one: &Candidate<'_>| one.kind == Kind::Call && one.base_path.is_some();
    let template = match &head.path_template {
        Some(template) => template.clone(),
        None if found.iter().any(is_versioned) || found.is_empty() => USUAL_TEMPLATE.to_owned(),
        None => UNVERSIONED_TEMPLATE.to_owned(),
    };
    let mut kept = behind_base_path(found, &base_path, notes);
    places::settle(&mut kept);
    for one in &mut kept {
        let usual = filled(&template, &one.version, &one.path) + &head.dialect.path_suffix;
        one.url_path.take_if(|path| *path == usual);
    }
    Paths { candidates: kept, base_path, path_template: template }
}

/// The operations under `paths`.
fn calls<'d>(
    document: &'d Document,
    head: &Info,
    version: Option<&str>,
    notes: &mut Notes,
) -> Vec<Candidate<'d>> {
    let own = of_requests(&head.dialect);
    let mut found = Vec::new();
    for (path, item) in notes.map(&document.root(), "paths").iter().flat_map(Place::entries) {
        if path.starts_with("x-") {
            notes.judge(path, &item, IS_UNKNOWN);
            continue;
        }
        if let Some(posted) = post(document, &item, &own, notes) {
            let headers = headers(document, &posted.operation, &own, notes);
            let found_one = call(posted, path, head, version, notes);
            found.extend(found_one.map(|one| Candidate { headers, ..one }));
        }
    }
    found
}

/// Adds the operations under `webhooks`. One whose name has no version gets that of the others, if they have only one.
fn add_notifications<'d>(
    document: &'d Document,
    head: &Info,
    version: Option<&str>,
    found: &mut Vec<Candidate<'d>>,
    notes: &mut Notes,
) {
    let (own, server_path) = (of_requests(&head.dialect), &head.server_path);
    for (name, item) in notes.map(&document.root(), "webhooks").iter().flat_map(Place::entries) {
        let name = name.trim_start_matches('/');
        let mut path = format!("{server_path}/{name}");
        if !path.split('/').any(is_version) {
            path = format!("{server_path}{}/{name}", only_version(found, version));
        }
        if let Some(posted) = post(document, &item, &own, notes) {
            for header in headers(document, &posted.operation, &own, notes) {
                notes.add(&header, "a header of a notification: it is not read");
            }
            found.extend(candidate(posted, Kind::Notification, &path, None, notes));
        }
    }
}

/// The operations whose paths begin with the base path, and what stands behind it. The others are noted.
fn behind_base_path<'d>(found: Vec<Candidate<'d>>, base_path: &str, notes: &mut Notes) -> Vec<Candidate<'d>> {
    let mut kept = Vec::new();
    for mut one in found {
        match behind(base_path, &one) {
            Ok(tail) => {
                // The place of a path without a version, without the base path that all have.
                if one.base_path.is_none()
                    && let Some(tail) = &tail
                {
                    one.path = tail.trim_start_matches('/').to_owned();
                }
                one.url_path = tail;
                kept.push(one);
            }
            Err(reason) => notes.add(&one.operation, reason),
        }
    }
    kept
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
fn post<'d>(document: &'d Document, item: &Place<'d>, own: &[&str], notes: &mut Notes) -> Option<Found<'d>> {
    let item = document.resolve_or_note(item, notes)?;
    if !item.is_map() {
        notes.add(&item, "should be an object");
        return None;
    }
    notes.audit(&item, Object::PathItem);
    let operation = notes.map(&item, "post")?;
    for header in headers(document, &item, own, notes) {
        notes.add(&header, "a header of all operations of a path: write it as a parameter of the operation");
    }
    Some(Found { operation, item })
}

/// The headers among the parameters, but for those that the client writes anyway. All other parameters are left out.
fn headers<'d>(document: &'d Document, owner: &Place<'d>, own: &[&str], notes: &mut Notes) -> Vec<Place<'d>> {
    let mut headers = Vec::new();
    for parameter in notes.list(owner, "parameters") {
        let Some(resolved) = document.resolve_or_note(&parameter, notes) else { continue };
        let text = |key: &str| resolved.get(key).and_then(|place| place.text()).unwrap_or("?");
        let (name, place) = (text("name"), text("in"));
        let is_own = own.iter().any(|own| own.eq_ignore_ascii_case(name));
        match place {
            "header" if is_own || name.eq_ignore_ascii_case("Content-Type") => {}
            "header" if is_header_name(name) && !is_reserved(name) => headers.push(resolved),
            _ => notes
                .add(&parameter, format!("the {place} parameter `{name}`: a request consists of its body")),
        }
    }
    headers
}

/// A webhook may have any name; where there is one version, it belongs to that: `/v1`.
fn only_version(found: &[Candidate<'_>], version: Option<&str>) -> String {
    let first = found.first().map(|first| first.version.as_str());
    let only = first.filter(|first| found.iter().all(|one| one.version == *first));
    only.or(version.filter(|_| first.is_none())).map(|version| format!("/{version}")).unwrap_or_default()
}

/// The call at a path of the document.
fn call<'d>(
    found: Found<'d>,
    path: &str,
    head: &Info,
    version: Option<&str>,
    notes: &mut Notes,
) -> Option<Candidate<'d>> {
    let server_path = &head.server_path;
    let url_path = Some(format!("{server_path}{path}"));
    let Some((version, path)) = address(&found.operation, notes) else {
        // What every path ends with is said once.
        let path = path.strip_suffix(&head.dialect.path_suffix).unwrap_or(path);
        let found = candidate(found, Kind::Call, &format!("{server_path}{path}"), version, notes)?;
        return Some(Candidate { url_path, ..found });
    };
    if !path_fits(path, url_path.as_deref(), &found.operation, notes) {
        return None;
    }
    let base_path = Some(server_path.clone());
    let found = Candidate::new(found, Kind::Call, base_path, (version, path), notes);
    Some(Candidate { url_path, ..found })
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
    found: Found<'d>,
    kind: Kind,
    path: &str,
    version: Option<&str>,
    notes: &mut Notes,
) -> Option<Candidate<'d>> {
    let operation = found.operation.clone();
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
    Some(Candidate::new(found, kind, base_path, (version, &rest.join("/")), notes))
}

fn most_frequent(found: &[Candidate<'_>]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for base_path in found.iter().filter_map(|one| one.base_path.as_deref()) {
        *counts.entry(base_path).or_default() += 1;
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map(|(base_path, _)| base_path.to_owned())
}
