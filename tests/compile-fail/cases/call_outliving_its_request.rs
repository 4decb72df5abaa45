//! A call borrows its request: return the request, or the outcome.

use claro_client::{
    Call, Client,
    v1::payments::{PayRequest, PayRequired},
};

fn pay<'a>(client: &'a Client, required: PayRequired) -> Call<'a, PayRequest> {
    let request = PayRequest::new(required);
    client.v1().payments().pay(&request)
}

fn main() {}
