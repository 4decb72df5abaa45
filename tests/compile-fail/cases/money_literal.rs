//! Amounts that are none in their currency, or that no currency is for.

use claro_client::{money, v1::types::Amount};

fn yen_have_no_fraction() -> Amount {
    money!("JPY 12.50")
}

fn dollars_have_two_digits_behind_the_point() -> Amount {
    money!("USD 1.005")
}

fn no_such_currency() -> Amount {
    money!("XXY 1.00")
}

fn negative() -> Amount {
    money!("USD -1.00")
}

fn empty() -> Amount {
    money!("")
}

fn without_a_currency() -> Amount {
    money!("100.00")
}

fn in_groups() -> Amount {
    money!("USD 1,000.00")
}

fn main() {}
