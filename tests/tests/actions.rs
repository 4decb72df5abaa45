//! What an outcome says can be done. No network.

use claro_client::{Client, Outcome};
use countersign_runtime::{
    Action,
    testing::{Reply, ScriptedWallet},
    transport::TransportFailure,
};
use countersign_tests::requests;

/// The outcome of a payment, and what can be done.
async fn action(reply: Reply) -> (&'static str, Action) {
    let wallet = ScriptedWallet::new().expect("a back end");
    wallet.then(reply);
    let client = Client::new(wallet.config()).expect("a client");
    let outcome = client.v1().payments().pay(&requests::pay()).no_retry().await.expect("it was sent");
    let action = match &outcome {
        Outcome::Failed(failure) => failure.action(),
        Outcome::Unknown(unknown) => unknown.action(),
        outcome => panic!("{outcome:?}"),
    };
    (outcome.name(), action)
}

fn says(status: &str, code: &str) -> Reply {
    Reply::signed(format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"{code}"}}}}"#))
}

#[tokio::test]
async fn an_outcome_says_what_can_be_done() {
    let table = [
        (says("F", "RISK_REJECT"), "Failed", Action::Final),
        (says("F", "NEVER_HEARD_OF"), "Failed", Action::Final),
        (says("F", "EXPIRED_ACCESS_TOKEN"), "Failed", Action::RenewToken),
        (says("F", "REQUEST_TRAFFIC_EXCEED_LIMIT"), "Failed", Action::RetryLater),
        (says("U", "REQUEST_TRAFFIC_EXCEED_LIMIT"), "Unknown", Action::RetryLater),
        (says("U", "PAYMENT_IN_PROCESS"), "Unknown", Action::Ask),
        // Where nothing says more, asking is never wrong; to take it for final is.
        (says("U", "NEVER_HEARD_OF"), "Unknown", Action::Ask),
        (says("X", "RISK_REJECT"), "Unknown", Action::Ask),
        (Reply::signed("no JSON"), "Unknown", Action::Ask),
        (Reply::unsigned("{}"), "Unknown", Action::Ask),
        (Reply::lost(TransportFailure::TimedOut), "Unknown", Action::Ask),
    ];
    for (reply, outcome, expected) in table {
        let shown = format!("{reply:?}");
        assert_eq!(action(reply).await, (outcome, expected), "{shown}");
    }
}
