//! A request's type says which response comes back.

use claro_client::{
    Client, Error, Outcome,
    v1::payments::{PayResponse, RefundRequest},
};

async fn refund(client: &Client, refund: &RefundRequest) -> Result<Outcome<PayResponse>, Error> {
    client.v1().payments().refund(refund).await
}

fn main() {}
