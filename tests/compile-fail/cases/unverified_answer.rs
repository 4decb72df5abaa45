//! The fields of an answer are there only in outcomes whose answer is verified.

use claro_client::{Outcome, v1::payments::PayResponse};

fn id(outcome: Outcome<PayResponse>) -> String {
    match outcome {
        Outcome::Unknown(unknown) => format!("{:?}", unknown.payment_id),
        Outcome::Success(paid) | Outcome::Accepted(paid) => format!("{:?}", paid.payment_id),
        Outcome::Failed(failure) => failure.to_string(),
    }
}

fn forgotten(outcome: Outcome<PayResponse>) -> bool {
    match outcome {
        Outcome::Success(_) | Outcome::Accepted(_) => true,
        Outcome::Failed(_) => false,
    }
}

fn main() {}
