//! Owned text in a field: `currency.parse()?` is the fix.

use claro_client::{
    text,
    v1::types::{Amount, AmountRequired},
};

fn amount(currency: String) -> Amount {
    Amount::new(AmountRequired { currency, value: text!("10000") })
}

fn main() {}
