//! What an emitted file depends on besides the program, as one number: a file whose number is the same need not be made again.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::model::{Api, Endpoint};

use super::features;

/// The numbers of one API.
pub(super) struct Inputs {
    /// Stands for all that is not in an endpoint: the API itself, and its types.
    common: u64,
    /// Stands for each endpoint and those that are linked with it, by its address.
    endpoints: HashMap<String, u64>,
}

impl Inputs {
    pub(super) fn of(api: &Api) -> Self {
        Self { common: common(api), endpoints: linked(api) }
    }

    /// The number of what is made of an API and some of its endpoints. `what` tells it from all else that is made of them.
    pub(super) fn number<'a>(
        &self,
        what: impl Hash,
        endpoints: impl IntoIterator<Item = &'a Endpoint>,
    ) -> u64 {
        let endpoints = endpoints.into_iter().map(|endpoint| self.endpoints.get(&endpoint.address()));
        number((self.common, what, endpoints.collect::<Vec<_>>()))
    }
}

/// All but the endpoints. Every field is named, so that a new one is not forgotten.
fn common(api: &Api) -> u64 {
    let Api { name, package, title, doc, base_path, path_template, dialect, currencies, versions } = api;
    let types: Vec<_> = versions.iter().map(|version| (&version.name, &version.types)).collect();
    let texts = (name, package, title, doc, base_path, path_template);
    number((texts, dialect, currencies, types, features::is_large(api)))
}

/// A file of an endpoint also depends on the endpoints that settle it, close it, or end it by a notification. So those that are
/// linked, directly or through others, have one number together, and each has its own beside it.
fn linked(api: &Api) -> HashMap<String, u64> {
    let endpoints: Vec<&Endpoint> = api.versions.iter().flat_map(|version| &version.endpoints).collect();
    let addresses: Vec<String> = endpoints.iter().map(|endpoint| endpoint.address()).collect();
    let places: HashMap<&str, usize> =
        addresses.iter().enumerate().map(|(place, address)| (address.as_str(), place)).collect();
    let mut sets = DisjointSets((0..endpoints.len()).collect());
    for (place, endpoint) in endpoints.iter().enumerate() {
        let others = links(endpoint).filter_map(|address| places.get(address));
        others.for_each(|other| sets.union(place, *other));
    }
    let own: Vec<u64> = endpoints.iter().map(number).collect();
    let mut together: Vec<DefaultHasher> = vec![DefaultHasher::new(); endpoints.len()];
    for (place, own) in own.iter().enumerate() {
        if let Some(set) = together.get_mut(sets.root(place)) {
            own.hash(set);
        }
    }
    let number_of = |(place, own)| {
        let set = together.get(sets.root(place)).map(Hasher::finish);
        number((set, own))
    };
    let numbers: Vec<u64> = own.iter().enumerate().map(number_of).collect();
    addresses.into_iter().zip(numbers).collect()
}

/// The addresses of the endpoints that an endpoint names.
fn links(endpoint: &Endpoint) -> impl Iterator<Item = &str> {
    let asked = endpoint.settled_by.iter().map(|settled_by| &settled_by.endpoint);
    let settled = endpoint.settles.iter().flat_map(|settles| &settles.endpoints);
    asked.chain(&endpoint.closed_by).chain(settled).map(String::as_str)
}

/// Union and find: each place has the number of another one of its set, and the root has its own.
struct DisjointSets(Vec<usize>);

impl DisjointSets {
    /// The place that stands for a set.
    fn root(&self, mut place: usize) -> usize {
        while let Some(next) = self.0.get(place).filter(|next| **next != place) {
            place = *next;
        }
        place
    }

    fn union(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(next) = self.0.get_mut(one.max(other)) {
            *next = one.min(other);
        }
    }
}

/// 64 bits are plenty here: a number is compared with few others, and nobody gains by making two of them equal.
fn number(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
