//! Endpoints, but for their result codes.

use super::outcome::outcome;
use super::scope::{At, Scope, owner};
use super::{Versions, field, pairs, wire};
use crate::diff::{Directions, Kind, Place};
use crate::model::{Endpoint, Example, Kind as Calls, names};

pub(super) fn endpoints(scope: &mut Scope<'_>, versions: Versions<'_>) {
    let path = |endpoint: &Endpoint| endpoint.path.clone();
    let paired = pairs(&versions.old.endpoints, &versions.new.endpoints, path, path);
    for (before, after) in paired.new {
        let mut scope = scope.of(owner(after));
        match before {
            Some(before) => compare(&mut scope, versions, before, after),
            None => {
                let at = At::new("", Place::new(after.span));
                scope.add(Kind::EndpointAdded, &at, None, Some(after.summary.clone()));
            }
        }
    }
    for endpoint in paired.removed {
        let at = At::new("", Place::old(endpoint.span));
        scope.of(owner(endpoint)).add(Kind::EndpointRemoved, &at, Some(endpoint.summary.clone()), None);
    }
}

/// Which way the request and the response of an endpoint travel.
pub(super) fn directions(endpoint: &Endpoint) -> (Directions, Directions) {
    match endpoint.kind {
        Calls::Call => (Directions::SENT, Directions::RECEIVED),
        Calls::Notification => (Directions::RECEIVED, Directions::SENT),
    }
}

fn compare(scope: &mut Scope<'_>, versions: Versions<'_>, old: &Endpoint, new: &Endpoint) {
    about(scope, old, new);
    if old.kind != new.kind {
        // Request and response have changed sides: to compare their fields would say nothing.
        let shown = |kind| match kind {
            Calls::Call => Some("call".to_owned()),
            Calls::Notification => Some("notification".to_owned()),
        };
        scope.add(
            Kind::EndpointTurned,
            &At::new("kind", Place::new(new.span)),
            shown(old.kind),
            shown(new.kind),
        );
        return;
    }
    let (request, response) = directions(new);
    for (part, way, old, new) in [
        ("request", request, &old.request, &new.request),
        ("response", response, &old.response, &new.response),
    ] {
        field::fields(&mut scope.going(way, way), versions, part, old, new);
    }
    examples(scope, &old.examples, &new.examples);
}

/// Where its method is: `payments::pay`.
fn path(endpoint: &Endpoint) -> String {
    let modules = endpoint.modules.iter().cloned();
    modules.chain([names::method(endpoint)]).collect::<Vec<_>>().join("::")
}

fn about(scope: &mut Scope<'_>, old: &Endpoint, new: &Endpoint) {
    let at = |key: &str| At::new(key, Place::new(new.span));
    scope.doc(&at("summary"), Some(&old.summary), Some(&new.summary));
    scope.doc(&at("doc"), old.doc.as_deref(), new.doc.as_deref());
    scope.renamed(&at("rust_name"), path(old), path(new));
    scope.optional([Kind::UrlPathChanged; 3], &at("url_path"), old.url_path.clone(), new.url_path.clone());
    scope.optional(
        [Kind::EndpointDeprecated, Kind::DocChanged, Kind::EndpointRevived],
        &at("deprecated"),
        old.deprecated.clone(),
        new.deprecated.clone(),
    );
    if old.partial != new.partial {
        let shown = |partial: bool| Some(partial.to_string());
        scope.add(Kind::PartialChanged, &at("partial"), shown(old.partial), shown(new.partial));
    }
    let key = |endpoint: &Endpoint| {
        (!endpoint.idempotency_key.is_empty()).then(|| endpoint.idempotency_key.words(str::to_owned))
    };
    scope.optional(
        [Kind::KeyAdded, Kind::KeyChanged, Kind::KeyRemoved],
        &at("idempotency_key"),
        key(old),
        key(new),
    );
    outcome(scope, old, new);
    asking(scope, old, new);
    wire::wire(scope, old, new);
}

/// What an endpoint that only asks says of itself.
fn asking(scope: &mut Scope<'_>, old: &Endpoint, new: &Endpoint) {
    let at = |key: &str| At::new(key, Place::new(new.span));
    match (old.read_only, new.read_only) {
        (false, true) => scope.add(Kind::ReadOnlyAdded, &at("read_only"), None, None),
        (true, false) => scope.add(Kind::ReadOnlyRemoved, &at("read_only"), None, None),
        _ => {}
    }
}

fn examples(scope: &mut Scope<'_>, old: &[Example], new: &[Example]) {
    let name = |example: &Example| example.name.clone();
    let paired = pairs(old, new, name, name);
    let subject = |example: &Example| format!("example \"{}\"", example.name);
    for (before, after) in paired.new {
        let at = At::new(subject(after), Place::new(after.span));
        match before {
            None => scope.add(Kind::ExampleAdded, &at, None, None),
            Some(before) if !alike(before, after) => scope.add(Kind::ExampleChanged, &at, None, None),
            Some(_) => {}
        }
    }
    for example in paired.removed {
        let at = At::new(subject(example), Place::old(example.span));
        scope.add(Kind::ExampleRemoved, &at, None, None);
    }
}

fn alike(a: &Example, b: &Example) -> bool {
    a.request == b.request && a.response == b.response && a.breaks == b.breaks
}
