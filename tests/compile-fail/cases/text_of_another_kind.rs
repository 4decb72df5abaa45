//! Text without its check, where a setter wants one: a literal, borrowed text, owned text, an option.

use claro_client::v1::types::Address;

fn by_setters(city: String, state: &str, zip: Option<String>) -> Address {
    Address::new(claro_client::v1::types::AddressRequired { region: "DO" })
        .city(city)
        .state(state)
        .zip_code(zip)
}

fn by_setters_for_options(city: Option<String>) -> Address {
    Address::new(claro_client::v1::types::AddressRequired { region: claro_client::text!("DO") }).maybe_city(city)
}

fn main() {}
