//! Borrowed text in a setter: `city.parse()?` is the fix.

use claro_client::v1::types::Address;

fn city(buyer: Address, city: &str) -> Address {
    buyer.city(city)
}

fn main() {}
