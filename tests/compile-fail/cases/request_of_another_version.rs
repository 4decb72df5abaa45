//! A request of `v1` in a call of `v2`.

use claro_client::{Client, v1};

async fn pay(client: &Client, request: &v1::payments::PayRequest) {
    let _ = client.v2().payments().pay(request).await;
}

fn main() {}
