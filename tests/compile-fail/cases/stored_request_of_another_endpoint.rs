//! A stored request whose response is that of another endpoint.

use claro_client::{
    StoredRequest,
    v1::payments::{PayResponse, RefundRequest},
};

fn stored(json: String) -> StoredRequest<PayResponse> {
    StoredRequest::new::<RefundRequest>(json)
}

fn main() {}
