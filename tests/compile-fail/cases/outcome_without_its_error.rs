//! A result that nobody looks at.
#![deny(unused_must_use)]

use claro_client::{Client, v1::payments::PayRequest};

async fn pay(client: &Client, request: &PayRequest) {
    client.v1().payments().pay(request).await;
}

fn main() {}
