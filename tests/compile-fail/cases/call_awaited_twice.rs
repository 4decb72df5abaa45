//! A call that is awaited again: sending again is a call of its own, marked by `repeat()`.

use claro_client::{Client, Error, v1::payments::PayRequest};

async fn pay(client: &Client, request: &PayRequest) -> Result<(), Error> {
    let call = client.v1().payments().pay(request);
    let _ = call.await?;
    let _ = call.await?;
    Ok(())
}

fn main() {}
