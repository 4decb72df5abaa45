//! An empty literal.

use claro_client::{money, v1::types::Amount};

fn price() -> Amount {
    money!("")
}

fn main() {}
