//! A request without `payment_amount`.

use claro_client::{
    text,
    v1::{
        payments::{PayRequest, PayRequired},
        types::Amount,
    },
};

fn request(_price: Amount) -> PayRequest {
    PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: text!("order-1"),
        payment_order_title: text!("SHOES"),
    })
}

fn main() {}
