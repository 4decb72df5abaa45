//! A call that is matched like its outcome.

use claro_client::{Client, Outcome, v1::payments::PayRequest};

fn pay(client: &Client, request: &PayRequest) -> bool {
    match client.v1().payments().pay(request) {
        Ok(Outcome::Success(_)) => true,
        _ => false,
    }
}

fn main() {}
