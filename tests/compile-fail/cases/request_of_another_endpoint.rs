//! A refund in a call that pays.

use claro_client::{Client, v1::payments::RefundRequest};

async fn pay(client: &Client, refund: &RefundRequest) {
    let _ = client.v1().payments().pay(refund).await;
}

fn main() {}
