//! A request without two fields: both are named.

use claro_client::{text, v1::payments::PayRequired};

fn required() -> PayRequired {
    PayRequired { partner_id: text!("P000000000000001"), payment_order_title: text!("SHOES") }
}

fn main() {}
