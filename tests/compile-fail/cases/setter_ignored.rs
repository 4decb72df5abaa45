//! A setter returns what it sets: its result is what counts.
#![deny(unused_must_use)]

use claro_client::{text, v1::payments::PayRequest};

fn category(request: PayRequest) {
    request.mcc(text!("4399"));
}

fn main() {}
