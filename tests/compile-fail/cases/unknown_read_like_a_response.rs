//! The fields of a response are there only in outcomes whose response is verified.

use claro_client::{Unknown, v1::payments::PayResponse};

fn id(unknown: Unknown<PayResponse>) -> String {
    unknown.payment_id.to_string()
}

fn main() {}
