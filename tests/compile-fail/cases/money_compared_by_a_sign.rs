//! Amounts of maybe two currencies, compared by a sign: `checked_cmp` is the fix.

use claro_client::v1::types::Amount;

fn is_cheaper(one: &Amount, other: &Amount) -> bool {
    one < other
}

fn main() {}
