//! Which way a type travels.

use super::{Api, Field, Kind, Shape, Type, Unseen, Version};
use std::collections::{BTreeMap, BTreeSet};

/// Marks each type that is part of something sent or received. A call's request is sent and its response received;
/// with a notification it is the other way round.
pub(super) fn mark(version: &mut Version) {
    let mut sent = Names::default();
    let mut received = Names::default();
    for endpoint in &version.endpoints {
        let (request, response) = match endpoint.kind {
            Kind::Call => (&mut sent, &mut received),
            Kind::Notification => (&mut received, &mut sent),
        };
        request.add_fields(&endpoint.request);
        response.add_fields(&endpoint.response);
    }
    let objects: BTreeMap<&str, &[Field]> = version
        .types
        .iter()
        .filter_map(|definition| match &definition.shape {
            Shape::Object(fields) => Some((definition.name.as_str(), fields.as_slice())),
            Shape::Enum(_) => None,
        })
        .collect();
    sent.close(&objects);
    received.close(&objects);
    let (sent, received) = (sent.seen, received.seen);
    for definition in &mut version.types {
        definition.sent = sent.contains(&definition.name);
        definition.received = received.contains(&definition.name);
    }
}

#[derive(Default)]
struct Names {
    seen: BTreeSet<String>,
    /// Seen, but not looked into yet.
    open: Vec<String>,
}

impl Names {
    fn add_fields(&mut self, fields: &[Field]) {
        for field in fields {
            if let Some(name) = named(&field.ty)
                && self.seen.insert(name.to_owned())
            {
                self.open.push(name.to_owned());
            }
        }
    }

    /// Adds what the types consist of.
    fn close(&mut self, objects: &BTreeMap<&str, &[Field]>) {
        while let Some(name) = self.open.pop() {
            self.add_fields(objects.get(name.as_str()).copied().unwrap_or_default());
        }
    }
}

/// How many fields an API has of which the wallet's tables did not show everything.
pub(crate) fn unseen_fields(api: &Api) -> usize {
    let count = |fields: &[Field]| fields.iter().filter(|field| field.unseen != Unseen::default()).count();
    let of_types = |version: &Version| {
        let objects = version.types.iter().map(|definition| match &definition.shape {
            Shape::Object(fields) => count(fields),
            Shape::Enum(_) => 0,
        });
        objects.sum::<usize>()
    };
    let of_endpoints = |version: &Version| {
        version.endpoints.iter().map(|one| count(&one.request) + count(&one.response)).sum::<usize>()
    };
    api.versions.iter().map(|version| of_types(version) + of_endpoints(version)).sum()
}

/// Returns the name of the type that a field, its items or its values have.
#[must_use]
pub fn named(ty: &Type) -> Option<&str> {
    match ty {
        Type::Named(name) => Some(name),
        Type::List { items, .. } => named(items),
        Type::Map { values, .. } => named(values),
        _ => None,
    }
}
