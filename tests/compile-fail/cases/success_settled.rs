//! The body of a success is final, and says nothing of the call it is of.

use claro_client::{Client, VerifiedResponse, v1::payments::PayResponse};

fn settle(client: &Client, paid: VerifiedResponse<PayResponse>) {
    let _ = client.settle(paid.into_body());
}

fn main() {}
