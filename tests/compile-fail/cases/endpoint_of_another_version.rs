//! An endpoint that this version does not have.

use claro_client::{Client, v1::payments::RefundRequest};

async fn refund(client: &Client, refund: &RefundRequest) {
    let _ = client.v2().payments().refund(refund).await;
}

fn main() {}
