//! A call that is never awaited is never sent.
#![deny(unused_must_use)]

use claro_client::{Client, v1::payments::PayRequest};

fn pay(client: &Client, request: &PayRequest) {
    client.v1().payments().pay(request);
}

fn main() {}
