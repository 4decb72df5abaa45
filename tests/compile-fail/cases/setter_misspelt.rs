//! A setter that is spelt as on the wire.

use claro_client::{text, v1::types::Address};

fn city(buyer: Address) -> Address {
    buyer.zipCode(text!("10101"))
}

fn main() {}
