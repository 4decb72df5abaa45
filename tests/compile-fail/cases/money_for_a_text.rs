//! An amount where a text is wanted.

use claro_client::{Text, money};

fn price() -> Text<16> {
    money!("USD 100.00")
}

fn main() {}
