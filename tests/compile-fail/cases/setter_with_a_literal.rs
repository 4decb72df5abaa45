//! A bare literal in a setter.

use claro_client::v1::types::Address;

fn city(buyer: Address) -> Address {
    buyer.city("Santo Domingo")
}

fn main() {}
