//! An amount with its thousands in groups.

use claro_client::{money, v1::types::Amount};

fn price() -> Amount {
    money!("USD 1,000.00")
}

fn main() {}
