//! The named types of a version.

use super::scope::{At, Scope, owner as endpoint_owner};
use super::{Versions, enumeration, field, pairs};
use crate::diff::{Directions, Kind, Owner, Place};
use crate::model::{Field, Shape, TypeDef, Version, names};
use crate::spec::Span;
use std::collections::BTreeMap;

/// A type is itself by its name in Rust, since names of types are not on the wire.
pub(super) fn types(scope: &mut Scope<'_>, versions: Versions<'_>) {
    let name = |definition: &TypeDef| names::type_name(definition);
    let paired = pairs(&versions.old.types, &versions.new.types, name, name);
    let (old_homes, homes) = (homes(versions.old), homes(versions.new));
    for (before, after) in paired.new {
        let home = homes.get(&after.span);
        let (owner, subject) = home.cloned().unwrap_or_else(|| (owner(versions.new, after), String::new()));
        let mut scope = scope.of(owner);
        let at = At::new(subject, Place::new(after.span));
        match before {
            Some(before) => {
                if home.is_none() {
                    scope.doc(&at, before.doc.as_deref(), after.doc.as_deref());
                }
                let role = |definition: &TypeDef| definition.role.map(|role| role.word().to_owned());
                let kinds = [Kind::RoleAdded, Kind::RoleAdded, Kind::RoleRemoved];
                let subject = At { subject: "role".to_owned(), place: at.place };
                scope.optional(kinds, &subject, role(before), role(after));
                let subject = At { subject: "additional_fields".to_owned(), place: at.place };
                super::wire::additional(&mut scope, &subject, before.additional, after.additional);
                compare(&mut scope, versions, &at, before, after);
            }
            // An enum in place comes and goes with its field.
            None if home.is_some() => {}
            None => scope.add(Kind::TypeAdded, &at, None, Some(what(after).to_owned())),
        }
    }
    for definition in
        paired.removed.into_iter().filter(|definition| !old_homes.contains_key(&definition.span))
    {
        let at = At::new("", Place::old(definition.span));
        scope.of(owner(versions.old, definition)).add(
            Kind::TypeRemoved,
            &at,
            Some(what(definition).to_owned()),
            None,
        );
    }
}

fn owner(version: &Version, definition: &TypeDef) -> Owner {
    Owner::Type { version: version.name.clone(), name: definition.name.clone() }
}

fn what(definition: &TypeDef) -> &'static str {
    match definition.shape {
        Shape::Object(_) => "object",
        Shape::Enum(_) => "enum",
    }
}

/// The fields that have an enum in place, by where they are: that enum has the place of its field.
fn homes(version: &Version) -> BTreeMap<Span, (Owner, String)> {
    let mut homes = BTreeMap::new();
    let mut add = |owner: &Owner, prefix: &str, fields: &[Field]| {
        homes.extend(
            fields.iter().map(|field| (field.span, (owner.clone(), format!("{prefix}{}", field.name)))),
        );
    };
    for one in &version.endpoints {
        add(&endpoint_owner(one), "request.", &one.request);
        add(&endpoint_owner(one), "response.", &one.response);
    }
    for definition in &version.types {
        if let Shape::Object(fields) = &definition.shape {
            add(&owner(version, definition), "", fields);
        }
    }
    homes
}

fn compare(scope: &mut Scope<'_>, versions: Versions<'_>, at: &At, old: &TypeDef, new: &TypeDef) {
    let wire = Directions { sent: old.sent && new.sent, received: old.received && new.received };
    match (&old.shape, &new.shape) {
        (Shape::Enum(before), Shape::Enum(after)) => {
            // There is one enum whatever its direction.
            let source = if wire == Directions::default() { Directions::BOTH } else { wire };
            enumeration::values(&mut scope.going(wire, source), at, before, after);
        }
        (Shape::Object(before), Shape::Object(after)) => {
            turned(scope, at, old, new);
            // What nobody uses has the struct of what is received.
            let source = Directions { received: wire.received || !(old.sent || new.sent), ..wire };
            field::fields(&mut scope.going(wire, source), versions, &at.subject, before, after);
        }
        _ => {
            let mut scope = scope.going(wire, Directions::BOTH);
            scope.add(Kind::TypeReshaped, at, Some(what(old).to_owned()), Some(what(new).to_owned()));
        }
    }
}

/// An object that is sent and received has a struct for each; one that travels one way has one.
fn turned(scope: &mut Scope<'_>, at: &At, old: &TypeDef, new: &TypeDef) {
    let kind = match ((old.sent, old.received), (new.sent, new.received)) {
        ((true, false), (true, true)) => Kind::TypeAlsoReceived,
        ((true, true), (true, false)) => Kind::TypeNoLongerReceived,
        ((before, _), (after, _)) if before != after => Kind::TypeTurned,
        _ => return,
    };
    let way = |definition: &TypeDef| {
        Some(Directions { sent: definition.sent, received: definition.received }.as_str().to_owned())
    };
    scope.going(Directions::BOTH, Directions::BOTH).add(kind, at, way(old), way(new));
}
