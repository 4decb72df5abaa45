//! What a generated client's `settle` believes, and how often it asks.

use std::time::Duration;

use claro_client::{Client, Outcome, v1::payments::PayResponse};
use countersign_runtime::{
    Clock, Settled, Unknown,
    testing::{Reply, ScriptedWallet},
    transport::TransportFailure,
};
use countersign_tests::requests;

/// The status of the payment that was asked about.
fn status(status: &str) -> Reply {
    of("order-1", status)
}

/// A status that names no payment of ours.
fn unnamed(status: &str) -> Reply {
    let result = r#""result":{"resultStatus":"S","resultCode":"SUCCESS"}"#;
    Reply::signed(format!(r#"{{{result},"paymentId":"2022","paymentStatus":"{status}"}}"#))
}

fn result(status: &str, code: &str) -> Reply {
    Reply::signed(format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"{code}"}}}}"#))
}

/// The status of the payment with this request id.
fn of(request_id: &str, status: &str) -> Reply {
    let result = r#""result":{"resultStatus":"S","resultCode":"SUCCESS"},"paymentId":"2022""#;
    Reply::signed(format!(r#"{{{result},"paymentRequestId":"{request_id}","paymentStatus":"{status}"}}"#))
}

fn twice(first: &str, second: &str) -> Reply {
    let result = r#""result":{"resultStatus":"S","resultCode":"SUCCESS"},"paymentRequestId":"order-1""#;
    Reply::signed(format!(r#"{{{result},"paymentStatus":"{first}","paymentStatus":"{second}"}}"#))
}

/// A payment without an answer.
async fn lost(wallet: &ScriptedWallet, client: &Client) -> Unknown<PayResponse> {
    wallet.then(Reply::lost(TransportFailure::TimedOut));
    match client.v1().payments().pay(&requests::pay()).await.expect("it was sent") {
        Outcome::Unknown(unknown) => unknown,
        outcome => panic!("{outcome:?}"),
    }
}

/// What settling comes to when the wallet replies so, how often it was asked, and for how long.
async fn settled(replies: Vec<Reply>) -> (&'static str, usize, Duration) {
    let wallet = ScriptedWallet::new().expect("a back end");
    let client = Client::new(wallet.config()).expect("a client");
    let unknown = lost(&wallet, &client).await;
    for reply in replies {
        wallet.then(reply);
    }
    let before = wallet.clock().now();
    let settled = match client.settle(unknown).await {
        Settled::Success(found) => {
            assert!(!found.unnamed);
            assert_eq!(found.payment_id.as_ref().expect("an id").as_str(), "2022");
            "success"
        }
        Settled::Failed(by) => {
            assert!(!by.is_unnamed());
            assert_eq!(by.exchange().endpoint().path, "payments/inquiryPayment");
            "failed"
        }
        Settled::Conflict(conflict) => panic!("{conflict}"),
        Settled::Unknown(unsettled) => {
            assert_eq!(unsettled.asked as usize, wallet.seen().len() - 1);
            assert!(unsettled.last.is_some());
            assert_eq!(unsettled.call().endpoint().path, "payments/pay");
            assert!(!unsettled.is_closing());
            "unknown"
        }
    };
    let took = wallet.clock().now().duration_since(before).expect("the clock goes on");
    for asked in &wallet.seen()[1..] {
        assert_eq!(asked.uri().path(), "/api/v1/payments/inquiryPayment");
        let expected = r#"{"partnerId":"P000000000000001","paymentRequestId":"order-1"}"#;
        assert_eq!(asked.body(), expected);
    }
    (settled, wallet.seen().len() - 1, took)
}

#[tokio::test]
async fn a_signed_final_status_settles_and_nothing_else() {
    const SECOND: u64 = 1;
    let not_found = || result("F", "ORDER_NOT_EXIST");
    let lost = || Reply::lost(TransportFailure::TimedOut);
    let table = [
        ("paid", vec![status("SUCCESS")], "success", 1, 0),
        ("not paid", vec![status("FAIL")], "failed", 1, 0),
        ("cancelled", vec![status("CANCELLED")], "failed", 1, 0),
        ("then paid", vec![status("PROCESSING"), status("SUCCESS")], "success", 2, 5),
        ("unlisted status", vec![status("HALF"), status("FAIL")], "failed", 2, 5),
        ("no status", vec![result("S", "SUCCESS"), status("SUCCESS")], "success", 2, 5),
        ("not there yet", vec![not_found(), not_found(), status("SUCCESS")], "success", 3, 10),
        ("never there", vec![not_found(); 20], "unknown", 13, 60),
        ("always processing", vec![status("PROCESSING"); 20], "unknown", 13, 60),
        ("wallet does not know", vec![result("U", "UNKNOWN_EXCEPTION"), status("FAIL")], "failed", 2, 5),
        ("no answer", vec![lost(), lost(), status("SUCCESS")], "success", 3, 10),
        (
            "unsigned",
            vec![Reply::unsigned(r#"{"paymentStatus":"FAIL"}"#), status("SUCCESS")],
            "success",
            2,
            5,
        ),
        ("of another payment", vec![of("order-2", "FAIL"), of("order-1", "SUCCESS")], "success", 2, 5),
        ("always of another payment", vec![of("order-2", "SUCCESS"); 20], "unknown", 13, 60),
        ("twice", vec![twice("FAIL", "SUCCESS"), twice("SUCCESS", "FAIL"), status("FAIL")], "failed", 3, 10),
        ("too many calls", vec![result("F", "REQUEST_TRAFFIC_EXCEED_LIMIT"), status("FAIL")], "failed", 2, 5),
        ("naming none", vec![unnamed("FAIL"), unnamed("SUCCESS"), status("SUCCESS")], "success", 3, 10),
        ("always naming none", vec![unnamed("SUCCESS"); 20], "unknown", 13, 60),
        ("naming an empty id", vec![of("", "FAIL"), status("SUCCESS")], "success", 2, 5),
        ("may not ask", vec![result("F", "ACCESS_DENIED"), status("FAIL")], "unknown", 1, 0),
    ];
    for (name, replies, expected, asked, seconds) in table {
        assert_eq!(
            settled(replies).await,
            (expected, asked, Duration::from_secs(seconds * SECOND)),
            "{name}"
        );
    }
}

#[tokio::test]
async fn how_long_to_ask_can_be_chosen_and_asking_can_go_on() {
    let wallet = ScriptedWallet::new().unwrap();
    let client = Client::new(wallet.config()).unwrap();
    let unknown = lost(&wallet, &client).await;
    wallet.then(status("PROCESSING")).then(status("PROCESSING")).then(status("SUCCESS"));
    let Settled::Unknown(unsettled) = client.settle(unknown).during(Duration::ZERO).await else {
        panic!("it was asked once only")
    };
    assert_eq!(unsettled.asked, 1);
    assert!(unsettled.to_string().contains("v1/payments/inquiryPayment asked 1 times"), "{unsettled}");
    let again = client.settle(unsettled).every(Duration::from_secs(1)).during(Duration::from_secs(1));
    assert!(matches!(again.await, Settled::Success(_)));
}

#[test]
fn without_an_async_runtime() {
    let wallet = ScriptedWallet::new().unwrap();
    let client = Client::new(wallet.config()).unwrap();
    wallet
        .then(Reply::lost(TransportFailure::Disconnected))
        .then(status("PROCESSING"))
        .then(status("SUCCESS"));
    let Outcome::Unknown(unknown) = client.v1().payments().pay(&requests::pay()).wait().unwrap() else {
        panic!("the connection was cut")
    };
    assert!(matches!(client.settle(unknown).wait(), Settled::Success(_)));
}

#[tokio::test]
async fn the_longest_pause_is_no_harm() {
    let wallet = ScriptedWallet::new().unwrap();
    let client = Client::new(wallet.config()).unwrap();
    let unknown = lost(&wallet, &client).await;
    wallet.then(status("PROCESSING"));
    assert!(matches!(client.settle(unknown).every(Duration::MAX).await, Settled::Unknown(_)));
}
