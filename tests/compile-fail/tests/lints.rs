//! What the compiler accepts and a lint finds. Clippy fails here when one of them no longer does: see [`Outcome`].
//!
//! No lint finds `if let Ok(Outcome::Success(_))`, `matches!`, `let else`, `drop`, or a wildcard for a whole
//! `Result<Outcome<_>, _>`. What is passed over in them is reported when it is dropped: see `settling/dropping.rs` in the tests
//! of the whole.
#![allow(dead_code, reason = "it is checked, and not run")]

use claro_client::{
    Client, Outcome,
    v1::payments::{PayRequest, PayResponse},
};

fn a_wildcard_for_unknown(outcome: Outcome<PayResponse>) -> &'static str {
    #[expect(clippy::wildcard_enum_match_arm, reason = "write `Outcome::Unknown(unknown)`, and settle it")]
    match outcome {
        Outcome::Success(_) => "paid",
        Outcome::Accepted(_) => "not paid yet",
        _ => "failed",
    }
}

async fn an_outcome_bound_to_nothing(client: &Client, request: &PayRequest) {
    #[expect(clippy::let_underscore_must_use, reason = "match on all four")]
    let _ = client.v1().payments().pay(request).await;
}

async fn a_call_bound_to_nothing(client: &Client, request: &PayRequest) {
    #[expect(clippy::let_underscore_must_use, reason = "await it")]
    let _ = client.v1().payments().pay(request);
}

async fn an_outcome_turned_into_an_option(client: &Client, request: &PayRequest) {
    #[expect(clippy::unused_result_ok, reason = "match on all four")]
    client.v1().payments().pay(request).await.ok();
}
