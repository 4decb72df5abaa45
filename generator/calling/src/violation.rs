//! Where a request breaks its spec.

use super::paths;
use countersign_codegen::model::{self, Endpoint, Field, Misfit, MisfitKind, Version};
use serde_json::Value;
use std::fmt;

/// Where a body breaks its spec.
#[derive(Clone, PartialEq, Eq)]
pub struct Violation {
    /// `order.goods[2].goodsName`; empty for the whole body.
    pub path: String,
    /// With the limit and what is there instead; never the value of a sensitive field.
    pub message: String,
    /// In what way. Nothing is wrong with the value of an unknown field: wallets ignore such fields.
    pub kind: MisfitKind,
    /// The names and numbers of the path, with keys that may be sensitive.
    pub steps: Vec<String>,
}

/// Without the steps, which may hold sensitive keys.
impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("path", &self.path)
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "the body {}", self.message),
            path => write!(f, "`{path}` {}", self.message),
        }
    }
}

impl Violation {
    /// In words that quote no sensitive value; `fields` are those of the body.
    fn new(misfit: Misfit, fields: &[Field], version: &Version) -> Self {
        let hides = misfit.quotes_value && paths::is_sensitive(&misfit.path, fields, version);
        let Misfit { path, message, kind, .. } = misfit;
        let message = match message {
            _ if kind == MisfitKind::UnknownField => "is not in the spec".to_owned(),
            _ if hides => HIDES.to_owned(),
            message => message,
        };
        let seen = paths::shown(&paths::without_data(&path, fields, version));
        Self { path: seen, message, kind, steps: path }
    }
}

/// Where a request's body breaks its spec; empty when it may be sent. Where the wallet's tables are not known completely,
/// it may well know more fields.
#[must_use]
pub fn violations(body: &Value, endpoint: &Endpoint, version: &Version) -> Vec<Violation> {
    let found = model::request_misfits(body, endpoint, version).into_iter();
    let found = found.filter(|misfit| !(endpoint.partial && misfit.kind == MisfitKind::UnknownField));
    found.map(|misfit| Violation::new(misfit, &endpoint.request, version)).collect()
}

/// Where the headers of a request break its spec; `given` is the value of a header, however its name is capitalized.
pub fn header_violations(
    given: impl Fn(&str) -> Option<String>,
    endpoint: &Endpoint,
    version: &Version,
) -> Vec<Violation> {
    let mut found = Vec::new();
    for header in &endpoint.headers {
        let path = vec![HEADERS.to_owned(), header.name.clone()];
        match given(&header.name) {
            Some(text) => {
                let misfits = model::value_misfits(&Value::String(text), header, version).into_iter();
                found.extend(misfits.map(|misfit| {
                    let hides = misfit.quotes_value && header.sensitive;
                    let told = if hides { HIDES.to_owned() } else { misfit.message };
                    header_violation(path.clone(), told, misfit.kind)
                }));
            }
            None if header.required => {
                let told = "is a required header, but missing".to_owned();
                found.push(header_violation(path, told, MisfitKind::Missing));
            }
            None => {}
        }
    }
    found
}

/// What the paths of headers begin with.
const HEADERS: &str = "headers";
const HIDES: &str = "is not what the spec asks for (the value is sensitive, and not shown)";

fn header_violation(steps: Vec<String>, message: String, kind: MisfitKind) -> Violation {
    Violation { path: steps.join("."), message, kind, steps }
}

/// The problems that the runtime's reader noted in a response that is not clean JSON. They quote no value.
pub(super) fn unclean(
    found: &[countersign_runtime::Violation],
    endpoint: &Endpoint,
    version: &Version,
) -> Vec<Violation> {
    let told = found.iter().map(|one| {
        // A path that can't be taken apart again has a strange key in it.
        let path = paths::parsed(&one.path).unwrap_or_default();
        let path = paths::without_data(&path, &endpoint.response, version);
        Violation {
            path: paths::shown(&path),
            message: one.problem.to_string(),
            kind: MisfitKind::Value,
            steps: path,
        }
    });
    told.collect()
}

/// Where an answer breaks the wallet's own documents. Fields that are not documented are no news.
pub(super) fn deviations(body: &Value, endpoint: &Endpoint, version: &Version) -> Vec<Violation> {
    let found = model::response_misfits(body, endpoint, version).into_iter();
    let known = found.filter(|misfit| misfit.kind != MisfitKind::UnknownField);
    known.map(|misfit| Violation::new(misfit, &endpoint.response, version)).collect()
}
