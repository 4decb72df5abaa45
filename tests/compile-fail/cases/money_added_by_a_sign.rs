//! Amounts of maybe two currencies, added by a sign: `checked_add` is the fix.

use claro_client::v1::types::Amount;

fn total(one: Amount, other: Amount) -> Amount {
    one + other
}

fn main() {}
