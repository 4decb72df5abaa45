//! From a path to the endpoint that it names.

use super::wire::Wire;
use countersign_codegen::diagnostics::nearest;
use countersign_codegen::model::{Api, Endpoint, Version};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The APIs that are served at one port, and all their paths.
#[derive(Debug)]
pub(crate) struct Routes {
    pub(crate) apis: Vec<Served>,
    paths: BTreeMap<String, Place>,
}

/// An API that is served.
#[derive(Debug)]
pub(crate) struct Served {
    pub(crate) api: Arc<Api>,
    pub(crate) wire: Wire,
}

/// Where in [`Routes::apis`] an endpoint is.
#[derive(Debug, Clone, Copy)]
struct Place {
    api: usize,
    version: usize,
    endpoint: usize,
}

/// What a path names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route<'a> {
    pub(crate) served: &'a Served,
    pub(crate) version: &'a Version,
    pub(crate) endpoint: &'a Endpoint,
}

impl Route<'_> {
    /// `v1/payments/pay`.
    pub(crate) fn name(&self) -> String {
        self.endpoint.address()
    }
}

impl Routes {
    /// Puts each API on the first port where none of its paths is taken: the order decides, so that the same specs
    /// always end up in the same places.
    pub(crate) fn spread(apis: impl IntoIterator<Item = Arc<Api>>) -> Vec<Self> {
        let mut ports: Vec<Self> = Vec::new();
        for api in apis {
            let paths = paths(&api);
            let is_free = |port: &&mut Self| paths.iter().all(|(path, ..)| !port.paths.contains_key(path));
            match ports.iter_mut().find(is_free) {
                Some(port) => port.add(api, paths),
                None => {
                    let mut port = Self { apis: Vec::new(), paths: BTreeMap::new() };
                    port.add(api, paths);
                    ports.push(port);
                }
            }
        }
        ports
    }

    fn add(&mut self, api: Arc<Api>, paths: Vec<(String, usize, usize)>) {
        let at = self.apis.len();
        let places =
            paths.into_iter().map(|(path, version, endpoint)| (path, Place { api: at, version, endpoint }));
        self.paths.extend(places);
        let wire = Wire::from(&api.dialect);
        self.apis.push(Served { api, wire });
    }

    /// The endpoint of a path, which is taken as it is: nothing is decoded or shortened.
    pub(crate) fn find(&self, path: &str) -> Option<Route<'_>> {
        let place = self.paths.get(path)?;
        let served = self.apis.get(place.api)?;
        let version = served.api.versions.get(place.version)?;
        Some(Route { served, version, endpoint: version.endpoints.get(place.endpoint)? })
    }

    /// How to talk to the caller of a path that names no endpoint: as the API whose base path it begins with.
    pub(crate) fn likely(&self, path: &str) -> Option<&Served> {
        let begins = |base: &str| path.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'));
        let likely = self.apis.iter().filter(|served| begins(&served.api.base_path));
        likely.max_by_key(|served| served.api.base_path.len()).or(self.apis.first())
    }

    /// The path most like this one.
    pub(crate) fn nearest(&self, path: &str) -> Option<&str> {
        // Only paths: the work is their number times their length.
        (path.len() <= 256).then(|| nearest(path, self.paths.keys().map(String::as_str))).flatten()
    }
}

/// The paths of an API, with the numbers of version and endpoint.
fn paths(api: &Api) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    for (at, version) in api.versions.iter().enumerate() {
        for (number, endpoint) in version.endpoints.iter().enumerate() {
            if endpoint.is_callable() {
                found.extend(api.url_paths(endpoint).into_iter().map(|path| (path, at, number)));
            }
        }
    }
    found
}
