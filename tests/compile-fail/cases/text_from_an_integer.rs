//! A number where the wallet takes text: `text!("10000")` is the fix, or `units.to_string().parse()?`.

use claro_client::{
    text,
    v1::types::{Amount, AmountRequired},
};

fn amount() -> Amount {
    Amount::new(AmountRequired { currency: text!("USD"), value: 10000 })
}

fn main() {}
