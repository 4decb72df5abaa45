//! An amount as bare text.

use claro_client::v1::types::Amount;

fn price() -> Amount {
    "USD 100.00"
}

fn main() {}
