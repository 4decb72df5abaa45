//! An amount from a floating-point number.

use claro_client::{Currency, MoneyError, v1::types::Amount};

fn price() -> Result<Amount, MoneyError> {
    Amount::minor(Currency::USD, 100.00)
}

fn main() {}
