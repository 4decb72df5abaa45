//! Nothing at all, where an amount has at least one of its smallest units. One is in the range.

use shop_client::{
    int, text,
    v2::types::{Money, MoneyRequired},
};

fn least() -> Money {
    Money::new(MoneyRequired { currency: text!("USD"), value: int!(1) })
}

fn nothing() -> Money {
    Money::new(MoneyRequired { currency: text!("USD"), value: int!(0) })
}

fn main() {}
