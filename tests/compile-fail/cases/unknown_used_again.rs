//! An unknown outcome is handed over to `settle`, which tells how it ended.

use claro_client::{Client, Unknown, v1::payments::PayResponse};

async fn settle(client: &Client, unknown: Unknown<PayResponse>) {
    let _ = client.settle(unknown).await;
    unknown.recorded();
}

fn main() {}
