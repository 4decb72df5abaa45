//! An amount as a floating-point number.

use claro_client::v1::types::Amount;

fn price(amount: Amount) -> f64 {
    amount as f64
}

fn main() {}
