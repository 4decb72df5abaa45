//! Yen have no fraction.

use claro_client::{money, v1::types::Amount};

fn price() -> Amount {
    money!("JPY 12.50")
}

fn main() {}
