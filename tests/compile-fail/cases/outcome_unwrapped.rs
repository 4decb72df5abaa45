//! `unwrap` on an outcome: `match` on all four is the fix.

use claro_client::{Outcome, v1::payments::PayResponse};

fn paid(outcome: Outcome<PayResponse>) -> PayResponse {
    outcome.unwrap().into_body()
}

fn main() {}
