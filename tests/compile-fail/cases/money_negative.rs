//! A negative amount.

use claro_client::{money, v1::types::Amount};

fn price() -> Amount {
    money!("USD -1.00")
}

fn main() {}
