//! Nothing, where the type starts at 1.

use claro_client::{money, v1::types::Amount};

fn price() -> Amount {
    money!("USD 0.00")
}

fn main() {}
