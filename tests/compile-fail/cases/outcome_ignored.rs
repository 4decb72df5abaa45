//! An outcome that nobody looks at is a warning of the compiler, which this file denies.
#![deny(unused_must_use)]

use claro_client::{Client, Error, v1::payments::PayRequest};

async fn pay(client: &Client, request: &PayRequest) -> Result<(), Error> {
    client.v1().payments().pay(request).await?;
    Ok(())
}

async fn never_sent(client: &Client, request: &PayRequest) {
    client.v1().payments().pay(request);
}

fn main() {}
