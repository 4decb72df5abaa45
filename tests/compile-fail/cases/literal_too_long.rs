//! A literal of 65 characters for `paymentRequestId`, which has at most 64.

use claro_client::{
    text,
    v1::{
        payments::{PayRequest, PayRequired},
        types::{Amount, AmountRequired},
    },
};

fn main() {
    let _ = PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: text!("12345678901234567890123456789012345678901234567890123456789012345"),
        payment_order_title: text!("SHOES"),
        payment_amount: Amount::new(AmountRequired { currency: text!("USD"), value: text!("10000") }),
    });
}
