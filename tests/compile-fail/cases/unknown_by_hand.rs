//! An unknown outcome that no call had: `StoredRequest` is what is settled after a crash.

use claro_client::{Cause, Unknown, v1::payments::PayResponse};

fn unknown(cause: Cause) -> Unknown<PayResponse> {
    Unknown { cause, code: None }
}

fn main() {}
