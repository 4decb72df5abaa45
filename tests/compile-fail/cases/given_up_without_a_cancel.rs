//! A call is given up only where its spec names the cancel that closes it.

use claro_client::{Client, Unknown, v1::payments::PayResponse};

fn give_up(client: &Client, unknown: Unknown<PayResponse>) {
    let _ = client.settle(unknown).give_up();
}

fn main() {}
