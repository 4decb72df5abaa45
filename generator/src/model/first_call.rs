//! A first request to try.

use super::{Api, Endpoint, Example, Kind, LedgerRole, Version};

/// An example request that fits its spec.
#[derive(Debug, Clone, Copy)]
pub struct FirstCall<'a> {
    /// The API.
    pub api: &'a Api,
    /// The version of the endpoint.
    pub version: &'a Version,
    /// The endpoint, which is a call.
    pub endpoint: &'a Endpoint,
    /// An example of it with a request: the first that fits.
    pub example: &'a Example,
}

/// Returns the example that shows most of a wallet: of a payment whose outcome can be asked for, or of a payment, or else of any
/// call.
pub fn first_call<'a>(apis: impl IntoIterator<Item = &'a Api>) -> Option<FirstCall<'a>> {
    let mut best: Option<(u8, FirstCall<'a>)> = None;
    for api in apis {
        for version in &api.versions {
            for endpoint in &version.endpoints {
                let Some((rank, example)) = ranked(endpoint) else { continue };
                if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                    best = Some((rank, FirstCall { api, version, endpoint, example }));
                }
            }
        }
    }
    best.map(|(_, call)| call)
}

fn ranked(endpoint: &Endpoint) -> Option<(u8, &Example)> {
    let example = endpoint.examples.iter().find(|one| one.request.is_some() && one.breaks.is_none())?;
    let rank = match endpoint.sandbox.as_ref().map(|sandbox| sandbox.role) {
        _ if endpoint.kind != Kind::Call => return None,
        Some(LedgerRole::Pay) if endpoint.settled_by.is_some() => 3,
        Some(LedgerRole::Pay) => 2,
        _ => 1,
    };
    Some((rank, example))
}
