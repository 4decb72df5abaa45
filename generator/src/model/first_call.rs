//! A first request to try.

use super::{Api, Endpoint, Example, LedgerRole, Status, Version, sample_request};
use serde_json::Value;

/// A request that fits its spec.
#[derive(Debug, Clone)]
pub struct FirstCall<'a> {
    /// The API.
    pub api: &'a Api,
    /// The version of the endpoint.
    pub version: &'a Version,
    /// The endpoint, which is a call.
    pub endpoint: &'a Endpoint,
    /// The example that the request is of: the first that fits. `None` where it has sample values.
    pub example: Option<&'a Example>,
    /// The body.
    pub request: Value,
}

/// Returns the request that shows most of a wallet: a payment whose outcome can be asked for, or a payment, or else a call that
/// needs nothing which another one has to make first. Of these, one with an example.
#[must_use]
pub fn first_call<'a>(apis: impl IntoIterator<Item = &'a Api>) -> Option<FirstCall<'a>> {
    let mut best: Option<(u8, FirstCall<'a>)> = None;
    for api in apis {
        for version in &api.versions {
            for endpoint in &version.endpoints {
                let example =
                    endpoint.examples.iter().find(|one| one.request.is_some() && one.breaks.is_none());
                let rank = rank(endpoint, example.is_some());
                let is_better = rank > best.as_ref().map_or(0, |(known, _)| *known);
                let request = || match example {
                    Some(example) => example.request.clone(),
                    None => sample_request(endpoint, version),
                };
                if let Some(request) = is_better.then(request).flatten() {
                    best = Some((rank, FirstCall { api, version, endpoint, example, request }));
                }
            }
        }
    }
    best.map(|(_, call)| call)
}

/// 0 for what is no first call.
fn rank(endpoint: &Endpoint, has_example: bool) -> u8 {
    if !endpoint.is_callable() {
        return 0;
    }
    let role = endpoint.sandbox.as_ref().map(|sandbox| sandbox.role);
    let of_role = match role {
        Some(LedgerRole::Pay) if endpoint.settled_by.is_none() => 4,
        Some(LedgerRole::Pay) if is_begun_only(endpoint) => 6,
        Some(LedgerRole::Pay) => 8,
        Some(LedgerRole::Prepare) | None => 2,
        // It needs a payment, a refund or a token.
        Some(_) => 0,
    };
    of_role + u8::from(has_example)
}

/// Whether even its success is an order that nobody has paid yet: a page or a session for the user to pay in.
fn is_begun_only(endpoint: &Endpoint) -> bool {
    endpoint.results.iter().any(|result| result.status == Status::Success && !result.accepted.is_empty())
}
