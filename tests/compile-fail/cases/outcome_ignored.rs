//! An outcome that nobody looks at.
#![deny(unused_must_use)]

use claro_client::{Client, Error, v1::payments::PayRequest};

async fn pay(client: &Client, request: &PayRequest) -> Result<(), Error> {
    client.v1().payments().pay(request).await?;
    Ok(())
}

fn main() {}
