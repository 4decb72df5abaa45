//! A required field that stands there twice.

use claro_client::{
    text,
    v1::{
        payments::{PayRequest, PayRequired},
        types::Amount,
    },
};

fn request(price: Amount) -> PayRequest {
    PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: text!("order-1"),
        payment_order_title: text!("SHOES"),
        payment_amount: price.clone(),
        payment_amount: price,
    })
}

fn main() {}
