//! A match that forgets that it may have happened.

use claro_client::{Outcome, v1::payments::PayResponse};

fn is_paid(outcome: Outcome<PayResponse>) -> bool {
    match outcome {
        Outcome::Success(_) | Outcome::Accepted(_) => true,
        Outcome::Failed(_) => false,
    }
}

fn main() {}
