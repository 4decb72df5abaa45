//! What is sent, how often, and where to.

use super::super::MOST;
use super::*;
use crate::ledger::later;
use crate::ledger::tests::breaking::breakable;
use crate::ledger::tests::support::APIS;
use countersign_codegen::model::{LedgerField, LedgerRole, Sandbox, misfits};
use std::sync::atomic::Ordering;
use tokio::net::TcpListener;

fn again(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Again(why, _) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_paid_payment_is_told_once() {
    let mut merchant = Merchant::new([]).await;
    let mut wallet = Wallet::new(Ledger::in_memory().expect("a ledger"));
    wallet.pay("order-1", &merchant.url());
    assert_eq!(wallet.next().await, Outcome::Acknowledged);
    let told = merchant.told.recv().await.expect("it was told");
    assert_eq!(told["paymentRequestId"], "order-1");
    assert_eq!(told["partnerId"], "P1");
    assert_eq!(told["paymentStatus"], "SUCCESS");
    assert_eq!(told["paymentAmount"], json!({ "currency": "USD", "value": "100" }));
    // Nothing of the first one comes before the second one.
    wallet.pay("order-2", &merchant.url());
    assert_eq!(wallet.next().await, Outcome::Acknowledged);
    assert_eq!(merchant.told.recv().await.expect("it was told")["paymentRequestId"], "order-2");
}

#[tokio::test]
async fn it_is_sent_again_until_it_is_acknowledged() {
    use Reaction::{Cut, Gibberish, Later, Status500, Unsigned, WronglySigned};
    let mut merchant = Merchant::new([Later, Status500, Gibberish, Cut, WronglySigned, Unsigned]).await;
    let mut wallet = Wallet::new(Ledger::in_memory().expect("a ledger"));
    wallet.pay("order-1", &merchant.url());
    let reasons = ["status U", "HTTP status 500", "not JSON", "connection broke", "signature is not right"];
    for reason in reasons {
        let outcome = wallet.next().await;
        assert!(again(&outcome).contains(reason), "{outcome:?}, not {reason}");
    }
    assert_eq!(wallet.next().await, Outcome::Acknowledged, "an answer need not be signed");
    assert!(merchant.is_done());
    let first = merchant.told.recv().await.expect("it was told");
    for _ in 1..6 {
        assert_eq!(merchant.told.recv().await.expect("it was told again"), first);
    }
}

#[tokio::test]
async fn it_is_given_up_after_eight_tries() {
    let closed = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/notify", closed.local_addr().expect("its address"));
    drop(closed);
    let mut wallet = Wallet::new(Ledger::in_memory().expect("a ledger"));
    wallet.pay("order-1", &url);
    for _ in 0..7 {
        let outcome = wallet.next().await;
        assert!(again(&outcome).contains("could not connect"), "{outcome:?}");
    }
    assert!(matches!(wallet.next().await, Outcome::GivenUp(_)));
    assert!(wallet.stop().await.notifications(10).expect("the queue").is_empty());
}

#[tokio::test]
async fn nothing_leaves_this_machine() {
    let mut wallet = Wallet::new(Ledger::in_memory().expect("a ledger"));
    for url in ["https://shop.example/paid", "http://10.0.0.1/paid", "nonsense"] {
        wallet.pay(url, url);
        assert!(matches!(wallet.next().await, Outcome::NotSent(_)), "{url}");
    }
    let amount = json!({ "currency": "USD", "value": "100" });
    let v2 = json!({
        "appId": "A1", "paymentRequestId": "v2", "paymentAmount": amount, "paymentNotifyUrl": "http://127.0.0.1:1/",
    });
    wallet.ask("v2/payments/pay", &v2);
    assert_eq!(wallet.next().await, Outcome::NotSent("v2 has no notification of it".to_owned()));
}

#[tokio::test]
async fn what_is_signed_is_the_path_that_goes_out() {
    let mut merchant = Merchant::new([]).await;
    let mut wallet = Wallet::new(Ledger::in_memory().expect("a ledger"));
    let base = merchant.url();
    for (id, rest) in [("dots", "&x=1/../"), ("quote", "&for='me'"), ("space", "&a b"), ("part", "#part")] {
        let url = base.replace("/claro/", "/here/../claro/./it's/") + rest;
        wallet.pay(id, &url);
        assert_eq!(wallet.next().await, Outcome::Acknowledged, "{url}");
        assert_eq!(merchant.told.recv().await.expect("it was told")["paymentRequestId"], id);
    }
}

#[tokio::test]
async fn a_restart_goes_on_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("memory");
    let mut merchant = Merchant::new([Reaction::Later]).await;
    let mut wallet = Wallet::new(Ledger::open(&path).expect("a ledger"));
    // It is late, so that it is still to be sent when the process ends.
    let hour = NotifyFault::Late(Duration::from_secs(3600));
    wallet.pay_with(Some(hour), "late", &merchant.url());
    wallet.pay("order-1", &merchant.url());
    assert!(matches!(wallet.next().await, Outcome::Again(..) | Outcome::Acknowledged));
    drop(wallet.stop().await);

    let ledger = Ledger::open(&path).expect("it opens again");
    let queued = ledger.notifications(10).expect("the queue");
    assert!(queued.iter().any(|(_, notice)| notice.payment_request_id == "late"), "{queued:?}");
    for (due, notice) in queued {
        ledger.reschedule(due, 0, &notice).expect("put off");
    }
    let _wallet = Wallet::new(ledger);
    while merchant.told.recv().await.expect("it is told of both")["paymentRequestId"] != "late" {}
}

#[tokio::test]
async fn what_is_of_an_api_that_is_not_served_is_kept_and_holds_up_nothing() {
    let mut merchant = Merchant::new([]).await;
    let claro = api("claro").clone();
    let mut wallet =
        Wallet::serving(Ledger::in_memory().expect("a ledger"), claro.clone(), vec![api("gcash").clone()]);
    // More than are looked at together.
    for number in 0..2 * MOST {
        wallet.pay(&format!("order-{number}"), &merchant.url());
        assert!(matches!(wallet.next().await, Outcome::NotSent(why) if why.contains("not served now")));
    }
    wallet.api = Arc::new(api("gcash").clone());
    wallet.pay("another", &merchant.url());
    assert_eq!(wallet.next().await, Outcome::Acknowledged);
    assert_eq!(merchant.told.recv().await.expect("it was told")["paymentRequestId"], "another");

    let mut less = claro.clone();
    for version in &mut less.versions {
        version.endpoints.retain(|endpoint| endpoint.path != "payments/notifyPayment");
    }
    let mut wallet = Wallet::of(wallet.stop().await, less);
    for _ in 0..2 * MOST {
        assert!(matches!(wallet.next().await, Outcome::NotSent(why) if why.contains("any more")));
    }
    let mut wallet = Wallet::of(wallet.stop().await, claro);
    for _ in 0..2 * MOST {
        assert_eq!(wallet.next().await, Outcome::Acknowledged);
    }
    assert!(wallet.stop().await.notifications(10).expect("the queue").is_empty());
}

#[tokio::test]
async fn a_clock_that_is_set_back_holds_up_nothing() {
    let merchant = Merchant::new([]).await;
    let mut wallet = Wallet::new(Ledger::in_memory().expect("a ledger"));
    let (_, endpoint) = endpoint(&wallet.api, "v1/payments/pay");
    let request = changed(pay("order-1", 100), "/paymentNotifyUrl", json!(merchant.url()));
    let ahead = SystemTime::now() + Duration::from_secs(30 * 60);
    wallet.ledger.answer(&wallet.api, endpoint, &request, ahead, None).expect("an answer");
    assert_eq!(wallet.next().await, Outcome::Acknowledged);
}

#[tokio::test]
async fn what_cannot_be_noted_is_not_sent_again() {
    let mut merchant = Merchant::new([]).await;
    let (ledger, is_full) = breakable();
    let mut wallet = Wallet::new(ledger);
    merchant.before_each(move || is_full.store(true, Ordering::SeqCst));
    wallet.pay("order-1", &merchant.url());
    assert_eq!(wallet.next().await, Outcome::Acknowledged);
    for _ in 0..3 {
        let event = wallet.events.recv().await;
        assert!(matches!(event, Some(NotifyEvent::LedgerFailed(_))), "{event:?}");
    }
    merchant.told.try_recv().expect("it was told");
    assert!(merchant.told.try_recv().is_err(), "it was told once");
}

#[tokio::test]
async fn faults_send_it_twice_or_late() {
    let mut merchant = Merchant::new([]).await;
    let mut wallet = Wallet::new(Ledger::in_memory().expect("a ledger"));
    let hour = Duration::from_secs(3600);
    let before = wallet.ledger.time();
    wallet.pay_with(Some(NotifyFault::Late(hour)), "late", &merchant.url());
    wallet.pay_with(Some(NotifyFault::Duplicate), "twice", &merchant.url());
    assert_eq!(wallet.next().await, Outcome::Acknowledged);
    for _ in 0..2 {
        assert_eq!(merchant.told.recv().await.expect("it was told")["paymentRequestId"], "twice");
    }
    let queued = wallet.stop().await.notifications(10).expect("the queue");
    let [(due, notice)] = queued.as_slice() else { panic!("{queued:?}") };
    assert_eq!(notice.payment_request_id, "late");
    assert!(due.at >= later(before, hour));
}

#[tokio::test]
async fn a_cancelled_payment_is_told_at_once() {
    let mut merchant = Merchant::new([]).await;
    let mut wallet = Wallet::new(Ledger::in_memory().expect("a ledger"));
    // The wallet of the shipped specs that can cancel has no field for the URL, so its endpoint is borrowed.
    let cancel = endpoint(api("demo"), "v2/payments/cancel").1.clone();
    let later = Settings { confirm_after: Duration::from_secs(3600), ..Settings::default() };
    let ledger = wallet.stop().await.with(later);
    let url = changed(pay("order-1", 100), "/paymentNotifyUrl", json!(merchant.url()));
    let pay = endpoint(api("claro"), "v1/payments/pay").1;
    ledger.answer(api("claro"), pay, &url, SystemTime::now(), None).expect("an answer");
    let mut claro = api("claro").clone();
    let v2 = claro.versions.iter_mut().find(|version| version.name == "v2").expect("v2");
    v2.endpoints.push(cancel);
    wallet = Wallet::of(ledger, claro);
    wallet.ask("v2/payments/cancel", &about("order-1"));
    assert_eq!(wallet.next().await, Outcome::Acknowledged);
    let told = merchant.told.recv().await.expect("it was told");
    assert_eq!(told["paymentStatus"], "FAIL", "this wallet has no word for cancelled here");
    assert_eq!(told["paymentFailReason"], "the payment was cancelled");
}

#[tokio::test]
async fn a_refund_is_told_where_the_spec_has_a_notification_of_it() {
    let mut merchant = Merchant::new([]).await;
    // As at wallets whose specs are not shipped: `notifyRefund`, to a URL in the refund's own request.
    let mut claro = api("claro").clone();
    let v1 = claro.versions.iter_mut().find(|version| version.name == "v1").expect("v1");
    let url = endpoint(api("claro"), "v1/payments/pay")
        .1
        .request
        .iter()
        .find(|field| field.name == "paymentNotifyUrl");
    let mut url = url.expect("a field").clone();
    url.name = "refundNotifyUrl".to_owned();
    let mut notify = endpoint(api("claro"), "v1/payments/notifyPayment").1.clone();
    notify.path = "payments/notifyRefund".to_owned();
    let inquiry = endpoint(api("claro"), "v1/payments/inquiryRefund").1.clone();
    notify.request = inquiry.response;
    notify.sandbox = inquiry.sandbox.map(|sandbox| Sandbox { role: LedgerRole::NotifyRefund, ..sandbox });
    v1.endpoints.push(notify);
    let refund = v1.endpoints.iter_mut().find(|known| known.path == "payments/refund").expect("refund");
    refund.request.push(url);
    let sandbox = refund.sandbox.as_mut().expect("a role");
    sandbox.fields.push((LedgerField::NotifyUrl, vec!["refundNotifyUrl".to_owned()]));

    let mut wallet = Wallet::of(Ledger::in_memory().expect("a ledger"), claro);
    wallet.ask("v1/payments/pay", &pay("order-1", 100));
    // By the wallet's id of the payment alone.
    let refund = json!({
        "partnerId": "P1", "refundRequestId": "r1", "paymentId": wallet.payment_id("order-1"),
        "refundAmount": { "currency": "USD", "value": "60" }, "refundNotifyUrl": merchant.url(),
    });
    wallet.ask_with(Some(NotifyFault::Duplicate), "v1/payments/refund", &refund);
    assert_eq!(wallet.next().await, Outcome::Acknowledged);
    merchant.told.recv().await.expect("it was told");
    let told = merchant.told.recv().await.expect("it was told");
    assert_eq!((&told["refundRequestId"], &told["refundStatus"]), (&json!("r1"), &json!("SUCCESS")));
    assert_eq!(told["refundAmount"], json!({ "currency": "USD", "value": "60" }));
}

#[tokio::test]
async fn all_that_is_sent_fits_the_spec() {
    for name in ["claro", "gcash", "tngd"] {
        let mut merchant = Merchant::new([]).await;
        let api = APIS.iter().find(|api| api.name == name).expect("a shipped API");
        let mut wallet = Wallet::of(Ledger::in_memory().expect("a ledger"), api.clone());
        wallet.pay("paid", &merchant.url());
        let expired = changed(pay("expired", 1), "/paymentNotifyUrl", json!(merchant.url()));
        wallet.ask("v1/payments/pay", &changed(expired, "/paymentExpiryTime", json!("2020-01-01T00:00:00Z")));
        let (version, notify) = endpoint(api, "v1/payments/notifyPayment");
        for _ in 0..2 {
            assert_eq!(wallet.next().await, Outcome::Acknowledged);
            let told = merchant.told.recv().await.expect("it was told");
            let found = misfits(&told, &notify.request, version);
            assert!(found.is_empty(), "{name}: {told}: {found:?}");
        }
    }
}
