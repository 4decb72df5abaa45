//! A literal that is checked in place of another one.

use claro_client::{
    text,
    v1::types::{Amount, AmountRequired},
};

fn main() {
    let _ = Amount::new(AmountRequired { currency: text!("DOLLARS" => "USD"), value: text!("1") });
}
