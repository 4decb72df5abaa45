//! What a check sees: an API as it is written, and as it is understood.

use crate::model::{Api, Endpoint, Field, Kind, Table, Version};
use crate::spec::syntax::{ApiSpec, EndpointSpec, FieldSpec, ShapeSpec, VersionSpec};

/// An API in both forms.
pub struct Context<'a> {
    /// As it is written, with all places.
    pub spec: &'a ApiSpec,
    /// As it is understood.
    pub api: &'a Api,
}

/// A table of fields in both forms, which are in the same order.
pub struct Object<'a> {
    /// The version that it is in.
    pub version: &'a Version,
    /// What paths in its conditions begin at: its fields, and the result of a response.
    pub table: Table<'a>,
    /// Name of the type, or path of the endpoint, that it belongs to.
    pub owner: &'a str,
    /// As they are written.
    pub specs: &'a [FieldSpec],
    /// As they are understood.
    pub fields: &'a [Field],
    /// Part of something that we send.
    pub sent: bool,
    /// The endpoint, when it is a request or a response, and whether it is the response.
    pub endpoint: Option<(&'a EndpointSpec, bool)>,
}

impl<'a> Object<'a> {
    /// Each field in both forms.
    pub fn pairs(&self) -> impl Iterator<Item = (&'a FieldSpec, &'a Field)> + use<'a> {
        self.specs.iter().zip(self.fields)
    }
}

impl<'a> Context<'a> {
    /// Each version in both forms.
    pub fn versions(&self) -> impl Iterator<Item = (&'a VersionSpec, &'a Version)> + use<'a> {
        self.spec.versions.iter().zip(&self.api.versions)
    }

    /// Each endpoint in both forms, with its version.
    pub fn endpoints(&self) -> impl Iterator<Item = (&'a EndpointSpec, &'a Endpoint, &'a Version)> + use<'a> {
        self.versions().flat_map(|(spec, version)| {
            spec.endpoints
                .iter()
                .zip(&version.endpoints)
                .map(move |(spec, endpoint)| (spec, endpoint, version))
        })
    }

    /// The call with that address, if its tables could be read.
    pub fn whole_call(&self, address: &str) -> Option<(&'a Endpoint, &'a Version)> {
        let (spec, endpoint, version) =
            self.endpoints().find(|(_, endpoint, _)| endpoint.address() == address)?;
        (endpoint.is_callable() && spec.whole).then_some((endpoint, version))
    }

    /// The addresses of all calls.
    #[must_use]
    pub fn calls(&self) -> Vec<String> {
        let calls = self.endpoints().filter(|(_, endpoint, _)| endpoint.is_callable());
        calls.map(|(_, endpoint, _)| endpoint.address()).collect()
    }

    /// Whether there is a file of that address, which has errors of its own.
    #[must_use]
    pub fn is_unread(&self, address: &str) -> bool {
        let lost = self.spec.versions.iter().any(|version| {
            let inner = address.strip_prefix(&version.name).and_then(|rest| rest.strip_prefix('/'));
            inner.is_some_and(|inner| version.unread.iter().any(|unread| unread == inner))
        });
        lost || self.endpoints().any(|(spec, endpoint, _)| !spec.whole && endpoint.address() == address)
    }

    /// Every table of fields: types, requests, responses and headers.
    #[must_use]
    pub fn objects(&self) -> Vec<Object<'a>> {
        let mut objects = Vec::new();
        for (spec, version) in self.versions() {
            for definition in &spec.types {
                let ShapeSpec::Object(specs) = &definition.shape else { continue };
                let Some(model) = version.type_named(&definition.name.value) else { continue };
                let crate::model::Shape::Object(fields) = &model.shape else { continue };
                let owner = &definition.name.value;
                let (table, sent) = (Table::request(fields, version), model.sent);
                objects.push(Object { version, table, owner, specs, fields, sent, endpoint: None });
            }
        }
        for (spec, endpoint, version) in self.endpoints() {
            let call = endpoint.kind == Kind::Call;
            let request = Object {
                version,
                owner: &endpoint.path,
                specs: &spec.request,
                fields: &endpoint.request,
                table: Table::request(&endpoint.request, version),
                sent: call,
                endpoint: Some((spec, false)),
            };
            let response = Object {
                version,
                owner: &endpoint.path,
                specs: &spec.response,
                fields: &endpoint.response,
                table: Table::response(endpoint, version),
                sent: !call,
                endpoint: Some((spec, true)),
            };
            let headers = Object {
                version,
                owner: &endpoint.path,
                specs: &spec.headers,
                fields: &endpoint.headers,
                table: Table::request(&endpoint.headers, version),
                sent: true,
                endpoint: None,
            };
            objects.extend([request, response, headers]);
        }
        objects
    }
}
