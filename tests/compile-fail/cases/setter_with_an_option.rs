//! An option in a setter: `maybe_city` takes one.

use claro_client::{Text, v1::types::Address};

fn city(buyer: Address, city: Option<Text<32>>) -> Address {
    buyer.city(city)
}

fn main() {}
