//! Amounts by other ways than literals, `minor` and `parse`.

use claro_client::{Currency, Text, money, v1::types::Amount};

fn at_run_time(price: &str) -> Amount {
    money!(price)
}

fn as_text() -> Amount {
    "USD 100.00"
}

fn in_a_text() -> Text<16> {
    money!("USD 100.00")
}

fn from_a_float() -> Amount {
    Amount::minor(Currency::USD, 100.00).unwrap()
}

fn to_a_float(amount: Amount) -> f64 {
    amount as f64
}

fn a_currency_that_is_none() {
    let _ = Amount::minor(Currency::XXY, 10_000);
}

fn added_by_a_sign(one: Amount, other: Amount) -> Amount {
    one + other
}

fn main() {}
