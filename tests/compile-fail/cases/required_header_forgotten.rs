//! A call without the headers that its endpoint requires, and headers without the one that is required.

use shop_client::{
    Client,
    v3::agents::{SendHeaders, SendHeadersRequired, SendRequest},
};

async fn call(client: &Client, request: &SendRequest) {
    let _outcome = client.v3().agents().send(request).await;
}

fn headers() -> SendHeaders {
    SendHeaders::new(SendHeadersRequired {})
}

fn main() {}
