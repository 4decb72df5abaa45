//! More than the 16 digits that the type can hold.

use claro_client::{money, v1::types::Amount};

fn price() -> Amount {
    money!("USD 100000000000000.00")
}

fn main() {}
