//! An optional field has a setter: it is no field of `PayRequired`.

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
        payment_amount: price,
        mcc: text!("4399"),
    })
}

fn main() {}
