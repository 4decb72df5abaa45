//! A request as a literal: `Address::new` and setters are the way, so that a new optional field breaks nobody.

use claro_client::{
    text,
    v1::types::{Address, AddressRequired},
};

fn address() -> Address {
    Address { region: text!("DO"), ..Address::new(AddressRequired { region: text!("DO") }) }
}

fn main() {}
