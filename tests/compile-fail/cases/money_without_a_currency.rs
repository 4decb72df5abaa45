//! An amount without its currency.

use claro_client::{money, v1::types::Amount};

fn price() -> Amount {
    money!("100.00")
}

fn main() {}
