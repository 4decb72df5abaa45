//! A generated client of an API that is none of the known wallets: an order number that is an integer, a key of two fields, a
//! decimal, sensitive values that are no text. Its specs are in `tests/specs/shop`.

use countersign_runtime::{
    Outcome, RetryPolicy, Settled,
    testing::{Reply, ScriptedWallet},
    transport::TransportFailure,
};
use shop_client::{
    Client, text,
    v1::orders::{ChargeRequest, ChargeRequired, InquiryRequest, InquiryRequired, PayRequest, PayRequired},
};

fn scene() -> (ScriptedWallet, Client) {
    let wallet = ScriptedWallet::new().expect("a back end");
    let eager = RetryPolicy::default().resend_lost(true);
    let client = Client::new(wallet.config().retry(eager)).expect("a client");
    (wallet, client)
}

fn pay() -> PayRequest {
    PayRequest::new(PayRequired { order_no: 1001, amount: text!("100") })
}

fn said(status: &str, code: &str, more: &str) -> Reply {
    Reply::signed(format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"{code}"}}{more}}}"#))
}

#[tokio::test]
async fn an_order_is_settled_by_its_own_number_alone() {
    for (more, settles) in [
        (r#","orderNo":1001,"payStatus":"SUCCESS""#, true),
        (r#","orderNo":"1001","payStatus":"SUCCESS""#, true),
        (r#","orderNo":2002,"payStatus":"SUCCESS""#, false),
        (r#","orderNo":"","payStatus":"SUCCESS""#, false),
        (r#","orderNo":1001,"orderNo":1001,"payStatus":"SUCCESS""#, false),
        (r#","payStatus":"SUCCESS""#, false),
    ] {
        let (wallet, client) = scene();
        wallet.then(Reply::lost(TransportFailure::TimedOut));
        let outcome = client.v1().orders().pay(&pay()).no_retry().await.expect("it may have left");
        let Outcome::Unknown(unknown) = outcome else { panic!("{more}: {outcome:?}") };
        for _ in 0..100 {
            wallet.then(said("S", "SUCCESS", more));
        }
        let settled = client.settle(unknown).await;
        assert_eq!(matches!(settled, Settled::Success(_)), settles, "{more}: {settled:?}");
        assert!(!matches!(settled, Settled::Failed(_)), "{more}: {settled:?}");
    }
}

#[tokio::test]
async fn half_a_key_is_none() {
    let (wallet, client) = scene();
    let charge = |order| {
        ChargeRequest::new(ChargeRequired { merchant_id: text!("M1"), order_no: order, amount: text!("100") })
    };
    for (order, sent) in [(text!("1001"), 3), (text!(""), 1)] {
        let before = wallet.seen().len();
        for _ in 0..sent {
            wallet.then(Reply::lost(TransportFailure::TimedOut));
        }
        let outcome = client.v1().orders().charge(&charge(order)).await.expect("it may have left");
        assert_eq!((outcome.name(), wallet.seen().len() - before), ("Unknown", sent));
    }
}

#[tokio::test]
async fn digits_are_kept_and_secrets_are_hidden() {
    let (wallet, client) = scene();
    let more = r#","total":9007199254740993.5,"payId":9007199254740993.5,"extra":{"n":9007199254740993.5},
        "pin":18446744073709551615,"card":{"kind":"PLANTED"}"#;
    wallet.then(said("S", "SUCCESS", more));
    let outcome = client.v1().orders().pay(&pay()).await.expect("sent");
    let Outcome::Success(paid) = outcome else { panic!("{outcome:?}") };
    assert_eq!(paid.pay_id.as_ref().expect("an id").as_str(), "9007199254740993.5");
    let shown = format!("{paid:?} {:?}", paid.deviations());
    assert!(shown.contains("total: \"9007199254740993.5\""), "{shown}");
    assert!(paid.extra.as_ref().expect("more").to_string().contains("9007199254740993.5"), "{shown}");
    for secret in ["PLANTED", "18446744073709551615"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}

#[tokio::test]
async fn what_only_asks_is_sent_again() {
    let (wallet, client) = scene();
    wallet.then(said("U", "LATER", ""));
    wallet.then(said("S", "SUCCESS", r#","orderNo":1001,"payStatus":"SUCCESS""#));
    let request = InquiryRequest::new(InquiryRequired { order_no: 1001 });
    let outcome = client.v1().orders().inquiry(&request).await.expect("sent");
    assert_eq!((outcome.name(), wallet.seen().len()), ("Success", 2));
}
