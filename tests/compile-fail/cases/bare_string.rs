//! A string where a text with a limit is wanted, and a text with another limit.

use claro_client::{
    Text,
    v1::types::{Amount, AmountRequired},
};

fn main() {
    let _ = Amount::new(AmountRequired { currency: String::from("USD"), value: "10000" });
    let title: Text<256> = Text::new("USD").unwrap();
    let _ = Amount::new(AmountRequired { currency: title, value: Text::new("10000").unwrap() });
}
