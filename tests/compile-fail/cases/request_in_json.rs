//! JSON in a call that takes a request: `call_untyped` takes it, for tools.

use countersign_runtime::{Client, Json};

async fn pay(client: &Client, request: &Json) {
    let _ = client.call(request).await;
}

fn main() {}
