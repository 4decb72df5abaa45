//! A `let` that takes a success for granted.

use claro_client::{Outcome, v1::payments::PayResponse};

fn id(outcome: Outcome<PayResponse>) -> String {
    let Outcome::Success(paid) = outcome;
    format!("{:?}", paid.payment_id)
}

fn main() {}
