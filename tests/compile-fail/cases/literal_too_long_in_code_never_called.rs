//! In code that no program contains: a generic function without a caller, a future that nobody polls, a method.

use claro_client::{
    text,
    v1::types::{Amount, AmountRequired},
};

fn generic<T>(_: T) -> Amount {
    Amount::new(AmountRequired { currency: text!("EURO"), value: text!("1") })
}

async fn never_polled() -> Amount {
    Amount::new(AmountRequired { currency: text!("PESO"), value: text!("1") })
}

struct Shop;

impl Shop {
    fn price(&self) -> Amount {
        Amount::new(AmountRequired { currency: text!("USD"), value: text!("12345678901234567") })
    }
}

fn main() {
    drop(never_polled());
}
