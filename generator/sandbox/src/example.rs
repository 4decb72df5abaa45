//! A first request to try.

use countersign_codegen::model::{Api, FirstCall, first_call};

/// A request that can be tried out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadyCall {
    /// `claro`.
    pub api: String,
    /// `v1/payments/pay`.
    pub endpoint: String,
    /// The name of the example in the spec: `cashier payment`. `None` where the request is one of sample values.
    pub name: Option<String>,
}

/// The example that shows most of the wallets: of a payment, if there is one.
pub(super) fn find<'a>(apis: impl IntoIterator<Item = &'a Api>) -> Option<ReadyCall> {
    let FirstCall { api, endpoint, example, .. } = first_call(apis)?;
    Some(ReadyCall {
        api: api.name.clone(),
        endpoint: endpoint.address(),
        name: example.map(|example| example.name.clone()),
    })
}
