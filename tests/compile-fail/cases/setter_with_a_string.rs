//! Owned text in a setter: `city.parse()?` is the fix.

use claro_client::v1::types::Address;

fn city(buyer: Address, city: String) -> Address {
    buyer.city(city)
}

fn main() {}
