//! Where a request breaks its spec.

use super::paths;
use crate::model::{self, Endpoint, Misfit, Version};
use serde_json::Value;
use std::fmt;

/// Where a body breaks its spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// `order.goods[2].goodsName`; empty for the whole body.
    pub path: String,
    /// With the limit and what is there instead; never the value of a sensitive field.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "the body {}", self.message),
            path => write!(f, "`{path}` {}", self.message),
        }
    }
}

/// Where a request's body breaks its spec; empty when it may be sent.
#[must_use]
pub fn violations(body: &Value, endpoint: &Endpoint, version: &Version) -> Vec<Violation> {
    let found = model::misfits(body, &endpoint.request, version);
    found.into_iter().map(|misfit| of(misfit, &endpoint.request, version)).collect()
}

/// Where an answer breaks the wallet's own documents. Fields that are not documented are no news.
pub(super) fn deviations(body: &Value, endpoint: &Endpoint, version: &Version) -> Vec<Violation> {
    let found = model::answer_misfits(body, endpoint, version).into_iter();
    let known = found.filter(|misfit| misfit.message != "is not in the table");
    known.map(|misfit| of(misfit, &endpoint.response, version)).collect()
}

fn of(misfit: Misfit, fields: &[model::Field], version: &Version) -> Violation {
    let sensitive = paths::is_sensitive(&misfit.path, fields, version);
    let message = match misfit.message.as_str() {
        "is not in the table" => "is not in the spec".to_owned(),
        // These say what the value is.
        message if sensitive && message.starts_with("is ") && !SAYS_NOTHING.contains(&message) => {
            "is not what the spec asks for (the value is sensitive, and not shown)".to_owned()
        }
        message => message.to_owned(),
    };
    Violation { path: paths::shown(&misfit.path), message }
}

/// Messages without a value in them.
const SAYS_NOTHING: &[&str] = &["is null", "is required, but missing", "is not a list", "is not an object"];
