//! An option of unchecked text in a setter for options.

use claro_client::v1::types::Address;

fn city(buyer: Address, city: Option<String>) -> Address {
    buyer.maybe_city(city)
}

fn main() {}
