//! What only asks has no inquiry of its own that could settle it.

use claro_client::{Client, Unknown, v1::payments::InquiryPaymentResponse};

fn settle(client: &Client, unknown: Unknown<InquiryPaymentResponse>) {
    let _ = client.settle(unknown);
}

fn main() {}
