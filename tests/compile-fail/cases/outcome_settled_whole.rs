//! An outcome as a whole is not an open call: what is in `Unknown` or `Accepted` is.

use claro_client::{Client, Outcome, v1::payments::PayResponse};

fn settle(client: &Client, outcome: Outcome<PayResponse>) {
    let _ = client.settle(outcome);
}

fn main() {}
