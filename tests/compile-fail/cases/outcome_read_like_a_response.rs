//! A field of the response, before it is known which outcome it is.

use claro_client::{Outcome, v1::payments::PayResponse};

fn id(outcome: &Outcome<PayResponse>) -> String {
    outcome.payment_id.to_string()
}

fn main() {}
