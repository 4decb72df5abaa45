//! A request is borrowed, so that it is still there to be sent again.

use claro_client::{
    Client, Error, Outcome,
    v1::payments::{PayRequest, PayResponse},
};

async fn pay(client: &Client, request: PayRequest) -> Result<Outcome<PayResponse>, Error> {
    client.v1().payments().pay(request).await
}

fn main() {}
