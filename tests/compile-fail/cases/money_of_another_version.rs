//! An amount of `v1` in a request of `v2`, whose limits may differ.

use claro_client::{text, v1, v2::payments::PayRequired};

fn required(price: v1::types::Amount) -> PayRequired {
    PayRequired {
        app_id: text!("3333010071465913"),
        payment_request_id: text!("order-1"),
        payment_amount: price,
    }
}

fn main() {}
