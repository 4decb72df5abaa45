//! Amounts that the field's type can't hold: `value` has from 1 to 16 digits, and is not 0.

use claro_client::{
    money, text,
    v1::{
        payments::{PayRequest, PayRequired},
        types::Amount,
    },
};

fn too_many_digits() -> Amount {
    money!("USD 100000000000000.00")
}

fn nothing() -> PayRequest {
    PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: text!("order-1"),
        payment_order_title: text!("SHOES"),
        payment_amount: money!("USD 0.00"),
    })
}

fn main() {}
