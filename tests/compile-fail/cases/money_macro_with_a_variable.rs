//! A price that is known at run time in the macro for literals.

use claro_client::{money, v1::types::Amount};

fn price(price: &str) -> Amount {
    money!(price)
}

fn main() {}
