//! A request's type says which response comes back: it can't be taken for the response of another endpoint.

use claro_client::{
    Outcome,
    v1::payments::{PayRequest, PayResponse, RefundRequest},
};
use countersign_runtime::{Client, Error, Json, StoredRequest};

async fn turbofish(client: &Client, refund: &RefundRequest) {
    let _ = client.call::<PayRequest>(refund).await;
}

async fn by_type(client: &Client, refund: &RefundRequest) {
    let _: Result<Outcome<PayResponse>, Error> = client.call(refund).await;
}

async fn without_a_type(client: &Client, refund: &Json) {
    let _ = client.call(refund).await;
}

fn kept(json: String) -> StoredRequest<PayResponse> {
    StoredRequest::new::<RefundRequest>(json)
}

fn main() {}
