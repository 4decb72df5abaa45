//! An amount as it was received, sent again: `Amount::try_from(paid)?` checks it.

use claro_client::v1::types::{Amount, received};

fn again(paid: received::Amount) -> Amount {
    paid
}

fn main() {}
