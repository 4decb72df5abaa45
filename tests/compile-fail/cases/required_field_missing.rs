//! A request without `payment_amount`, and one without two fields.

use claro_client::{
    text,
    v1::payments::{PayRequest, PayRequired},
};

fn main() {
    let _ = PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: text!("order-1"),
        payment_order_title: text!("SHOES"),
    });
    let _ = PayRequired { partner_id: text!("P000000000000001"), payment_order_title: text!("SHOES") };
}
