//! A required field that is spelt as on the wire.

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
        paymentAmount: price,
    })
}

fn main() {}
