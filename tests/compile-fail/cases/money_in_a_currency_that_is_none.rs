//! A constant of a currency that is not in ISO 4217.

use claro_client::{Currency, MoneyError, v1::types::Amount};

fn price() -> Result<Amount, MoneyError> {
    Amount::minor(Currency::XXY, 10_000)
}

fn main() {}
