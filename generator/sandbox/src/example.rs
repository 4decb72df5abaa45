//! A first request to try.

use countersign_codegen::model::{Api, Kind, LedgerRole};

/// A request that can be tried out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadyCall {
    /// `claro`.
    pub api: String,
    /// `v1/payments/pay`.
    pub endpoint: String,
    /// The name of the example in the spec: `cashier payment`.
    pub name: String,
}

/// The example of a request that tells most about a wallet: of a payment, if there is one.
pub(super) fn find<'a>(apis: impl IntoIterator<Item = &'a Api>) -> Option<ReadyCall> {
    let mut best: Option<(u8, ReadyCall)> = None;
    for api in apis {
        for endpoint in api.versions.iter().flat_map(|version| &version.endpoints) {
            let fits = endpoint.examples.iter().find(|one| one.request.is_some() && one.breaks.is_none());
            let Some(example) = fits.filter(|_| endpoint.kind == Kind::Call) else { continue };
            let rank = match endpoint.sandbox.as_ref().map(|sandbox| sandbox.role) {
                // Whose outcome can be asked for, too.
                Some(LedgerRole::Pay) if endpoint.settled_by.is_some() => 3,
                Some(LedgerRole::Pay) => 2,
                _ => 1,
            };
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                let endpoint = endpoint.address();
                best =
                    Some((rank, ReadyCall { api: api.name.clone(), endpoint, name: example.name.clone() }));
            }
        }
    }
    best.map(|(_, call)| call)
}
