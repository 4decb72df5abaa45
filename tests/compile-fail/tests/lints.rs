//! tmp
#![allow(missing_docs)]
use claro_client::{Error, Outcome, Client, v1::payments::{PayResponse, PayRequest}};

pub fn only_if_success(outcome: Result<Outcome<PayResponse>, Error>) -> bool {
    if let Ok(Outcome::Success(_)) = outcome { return true; }
    false
}
pub fn only_if_matches(outcome: Result<Outcome<PayResponse>, Error>) -> bool {
    matches!(outcome, Ok(Outcome::Success(_)))
}
pub fn wildcard(outcome: Outcome<PayResponse>) -> bool {
    match outcome {
        Outcome::Success(_) => true,
        _ => false,
    }
}
pub fn nested_wildcard(outcome: Result<Outcome<PayResponse>, Error>) -> bool {
    match outcome {
        Ok(Outcome::Success(_)) => true,
        _ => false,
    }
}
pub async fn let_underscore(client: &Client, request: &PayRequest) {
    let _ = client.v1().payments().pay(request).await;
}
pub async fn dropped(client: &Client, request: &PayRequest) {
    drop(client.v1().payments().pay(request).await);
}
pub async fn ok(client: &Client, request: &PayRequest) {
    client.v1().payments().pay(request).await.ok();
}
pub async fn let_else(client: &Client, request: &PayRequest) {
    let Ok(Outcome::Success(_)) = client.v1().payments().pay(request).await else { return };
}
pub async fn underscore_named(client: &Client, request: &PayRequest) {
    let _outcome = client.v1().payments().pay(request).await;
}
