//! An operation that can be an endpoint.

use super::identifiers;
use super::left_out::Notes;
use super::pointer::Place;
use crate::emit::openapi::extension;
use crate::model::names::Named;
use crate::model::{Endpoint, Kind};

/// An operation and the path item that it is in.
pub(super) struct Found<'d> {
    pub(super) operation: Place<'d>,
    pub(super) item: Place<'d>,
}

/// An operation and its place.
pub(super) struct Candidate<'d> {
    pub(super) operation: Place<'d>,
    /// The path item that it is in.
    pub(super) item: Place<'d>,
    /// The header parameters of the operation, but for those that every request has.
    pub(super) headers: Vec<Place<'d>>,
    pub(super) kind: Kind,
    /// Before the version: `/api`. `None` where the path has no version.
    pub(super) base_path: Option<String>,
    /// `v1`.
    pub(super) version: String,
    /// `payments/pay`.
    pub(super) path: String,
    /// The whole path on the wire; then, of those that are kept, what of it does not follow from version and path.
    pub(super) url_path: Option<String>,
    /// As an export states it, or what keeps it apart from others.
    pub(super) rust_name: Option<String>,
    /// The modules of its groups.
    pub(super) modules: Vec<String>,
}

impl<'d> Candidate<'d> {
    pub(super) fn new(
        Found { operation, item }: Found<'d>,
        kind: Kind,
        base_path: Option<String>,
        (version, path): (&str, &str),
        notes: &mut Notes,
    ) -> Self {
        let rust_name = identifiers::rust_name(operation.get(extension::RUST_NAME), Named::Method, notes);
        let (version, path) = (version.to_owned(), path.to_owned());
        Self {
            operation,
            item,
            headers: Vec::new(),
            kind,
            base_path,
            version,
            path,
            url_path: None,
            rust_name,
            modules: Vec::new(),
        }
    }

    /// An endpoint of which nothing but its place is known.
    pub(super) fn endpoint(&self) -> Endpoint {
        Endpoint {
            path: self.path.clone(),
            version: self.version.clone(),
            url_path: self.url_path.clone(),
            rust_name: self.rust_name.clone(),
            modules: self.modules.clone(),
            span: crate::spec::Span::default(),
            kind: self.kind,
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
            source: None,
            no_sandbox_path: false,
            not_callable: None,
            headers: Vec::new(),
            flat_result: None,
            request: Vec::new(),
            additional_request: false,
            response: Vec::new(),
            additional_response: false,
            results: Vec::new(),
            field_results: Vec::new(),
            examples: Vec::new(),
        }
    }
}
