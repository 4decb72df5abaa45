//! From a constant.

use claro_client::{
    text,
    v1::types::{Amount, AmountRequired},
};

const CURRENCY: &str = "EURO";

fn main() {
    let _ = Amount::new(AmountRequired { currency: text!(const CURRENCY), value: text!("1") });
}
