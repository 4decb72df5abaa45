//! Dollars have two digits behind the point.

use claro_client::{money, v1::types::Amount};

fn price() -> Amount {
    money!("USD 1.005")
}

fn main() {}
