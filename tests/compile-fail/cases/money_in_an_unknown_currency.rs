//! A currency that is not in ISO 4217.

use claro_client::{money, v1::types::Amount};

fn price() -> Amount {
    money!("XXY 1.00")
}

fn main() {}
