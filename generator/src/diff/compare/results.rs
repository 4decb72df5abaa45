//! Result codes. One that all endpoints of a version have is reported once, and not for each of them.

use super::scope::{At, Scope, owner};
use super::{Versions, endpoint, pairs};
use crate::diff::{Directions, Kind, Owner, Place};
use crate::model::{Action, Endpoint, ResultCode, names};
use crate::spec::Span;
use std::collections::{BTreeMap, HashMap};

/// A change without the endpoint that it was found at. The places are the same only for a code that endpoints share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Found<'a> {
    code: &'a str,
    kind: Kind,
    places: (Option<Span>, Option<Span>),
    old: Option<String>,
    new: Option<String>,
}

pub(super) fn results(scope: &mut Scope<'_>, versions: Versions<'_>) {
    let mut all: BTreeMap<Found<'_>, Vec<&Endpoint>> = BTreeMap::new();
    let old: HashMap<&str, &Endpoint> =
        versions.old.endpoints.iter().map(|before| (before.path.as_str(), before)).collect();
    for after in &versions.new.endpoints {
        let before = old.get(after.path.as_str()).filter(|before| before.kind == after.kind);
        for found in before.into_iter().flat_map(|before| compare(before, after)) {
            all.entry(found).or_default().push(after);
        }
    }
    for (found, endpoints) in all {
        let owner = match endpoints.as_slice() {
            [only] => owner(only),
            _ => Owner::Results(versions.new.name.clone()),
        };
        let way = endpoints.iter().map(|one| endpoint::directions(one).1).fold(
            Directions::default(),
            |all, way| Directions { sent: all.sent || way.sent, received: all.received || way.received },
        );
        let place = found.places.1.map(Place::new).or(found.places.0.map(Place::old));
        let at = At { subject: format!("result {}", found.code), place };
        scope.of(owner).going(way, way).add(found.kind, &at, found.old, found.new);
    }
}

fn compare<'a>(old: &'a Endpoint, new: &'a Endpoint) -> Vec<Found<'a>> {
    let mut all = Vec::new();
    let same = |result: &ResultCode| result.code.clone();
    let paired = pairs(&old.results, &new.results, same, names::code);
    for (before, after) in paired.new {
        let Some(before) = before else {
            all.push(found(Kind::ResultAdded, (None, Some(after)), |result| {
                result.status.letter().to_owned()
            }));
            continue;
        };
        let both = (Some(before), Some(after));
        if before.code != after.code {
            all.push(found(Kind::ResultRespelled, both, |result| result.code.clone()));
        }
        if names::code(before) != names::code(after) {
            all.push(found(Kind::RustNameChanged, both, names::code));
        }
        if before.status != after.status {
            all.push(found(Kind::ResultStatusChanged, both, |result| result.status.letter().to_owned()));
        }
        if before.action != after.action {
            all.push(found(Kind::ResultActionChanged, both, |result| {
                result.action.map_or("none", Action::word).to_owned()
            }));
        }
        if let Some(kind) = accepted(&before.accepted, &after.accepted) {
            all.push(found(kind, both, |result| match result.accepted.as_slice() {
                [] => "none".to_owned(),
                fields => fields.join(", "),
            }));
        }
        if before.doc != after.doc {
            all.push(found(Kind::DocChanged, both, |result| result.doc.clone().unwrap_or_default()));
        }
    }
    for before in paired.removed {
        all.push(found(Kind::ResultRemoved, (Some(before), None), |result| {
            result.status.letter().to_owned()
        }));
    }
    all.extend(of_fields(old, new));
    all
}

/// Compares the codes of other fields than `result`, which are documentation.
fn of_fields<'a>(old: &'a Endpoint, new: &'a Endpoint) -> Vec<Found<'a>> {
    let same =
        |result: &ResultCode| format!("{} {}", result.field.as_deref().unwrap_or_default(), result.code);
    let paired = pairs(&old.field_results, &new.field_results, same, same);
    let show = |result: &ResultCode| {
        let field = result.field.as_deref().unwrap_or_default();
        format!("{field}: {}. {}", result.status.letter(), result.doc.as_deref().unwrap_or_default())
    };
    let mut all = Vec::new();
    for (before, after) in paired.new {
        if before.map(show) != Some(show(after)) {
            all.push(found(Kind::DocChanged, (before, Some(after)), show));
        }
    }
    all.extend(paired.removed.into_iter().map(|before| found(Kind::DocChanged, (Some(before), None), show)));
    all
}

/// Compares the fields of which one shows that the call was accepted.
fn accepted(before: &[String], after: &[String]) -> Option<Kind> {
    let is_new = |one: &[String], other: &[String]| one.iter().any(|field| !other.contains(field));
    match (is_new(after, before), is_new(before, after)) {
        (false, false) => None,
        (true, false) => Some(Kind::ResultAcceptedWidened),
        (_, true) => Some(Kind::ResultAcceptedNarrowed),
    }
}

fn found<'a>(
    kind: Kind,
    (old, new): (Option<&'a ResultCode>, Option<&'a ResultCode>),
    show: impl Fn(&ResultCode) -> String,
) -> Found<'a> {
    Found {
        code: new.or(old).map_or("", |result| &result.code),
        kind,
        places: (old.map(|result| result.span), new.map(|result| result.span)),
        old: old.map(&show),
        new: new.map(&show),
    }
}
