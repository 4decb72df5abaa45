//! A call on a thread that may outlive its client: a clone of the client is the fix.

use claro_client::{Client, v1::payments::PayRequest};

fn pay(client: &Client, request: PayRequest) {
    std::thread::spawn(move || drop(client.v1().payments().pay(&request)));
}

fn main() {}
