//! A failure is final: there is nothing to settle.

use claro_client::{Client, Failure, v1::payments::PayResponse};

fn settle(client: &Client, failure: Failure<PayResponse>) {
    let _ = client.settle(failure);
}

fn main() {}
