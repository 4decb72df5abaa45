//! A match without the values that a wallet may add.

use claro_client::v1::types::PaymentStatus;

fn ended(status: &PaymentStatus) -> bool {
    match status {
        PaymentStatus::Success | PaymentStatus::Fail | PaymentStatus::Cancelled => true,
        PaymentStatus::Processing => false,
    }
}

fn main() {}
