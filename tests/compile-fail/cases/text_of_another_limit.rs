//! A text whose type has another limit: `title.as_str().parse()?` is the fix.

use claro_client::{
    Text, text,
    v1::types::{Amount, AmountRequired},
};

fn amount(title: Text<256>) -> Amount {
    Amount::new(AmountRequired { currency: title, value: text!("10000") })
}

fn main() {}
