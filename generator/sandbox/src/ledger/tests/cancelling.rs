//! Cancelling, before and after the user paid. Of the shipped APIs only one has it, without a field for how a payment
//! stands; so the repeat of a `pay` of another version is looked at, too.

use super::super::LedgerResponse;
use super::support::{self, Wallet, api, endpoint, failed};
use countersign_codegen::model::Status;
use serde_json::{Map, Value, json};
use std::time::Duration;

const CANCEL: &str = "v2/payments/cancel";

fn demo() -> Wallet {
    Wallet::new("demo")
}

fn pay(id: &str) -> Value {
    json!({ "appId": "A1", "paymentRequestId": id, "paymentAmount": { "currency": "USD", "value": "100" } })
}

fn about(id: &str) -> Value {
    json!({ "paymentRequestId": id })
}

#[test]
fn a_paid_payment_is_given_back_as_a_whole() {
    let wallet = demo();
    let paid = wallet.ask("v2/payments/pay", &pay("order"));
    wallet.pass(Duration::from_secs(5));
    let cancelled = wallet.ask(CANCEL, &about("order"));
    assert_eq!(cancelled.text("cancelTime"), "2026-11-27T12:00:05.000+00:00");
    wallet.pass(Duration::from_secs(5));
    assert_eq!(wallet.ask(CANCEL, &about("order")), cancelled, "a repeat");
    let refund = json!({
        "refundRequestId": "r", "paymentRequestId": "order", "refundAmount": { "currency": "USD", "value": "1" },
    });
    assert_eq!(wallet.result("v2/payments/refund", &refund), failed("PROCESS_FAIL"));
    assert_eq!(wallet.ask("v2/payments/pay", &pay("order")), paid, "what was final stays as it was");
    let inquiry = json!({ "partnerId": "P1", "paymentRequestId": "order" });
    assert_eq!(wallet.ask("v1/payments/inquiryPayment", &inquiry).text("paymentStatus"), "CANCELLED");
}

/// With two of the shipped APIs: the endpoint to cancel is one API's, the rest another's.
fn cancel_at_claro(wallet: &Wallet, id: &str) -> Map<String, Value> {
    let (_, cancel) = endpoint(api("demo"), CANCEL);
    match wallet.ledger.answer(wallet.api, cancel, &about(id), wallet.now(), None) {
        Ok(LedgerResponse::Result { status: Status::Success, fields, .. }) => fields,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_payment_that_was_answered_as_paid_stays_so() {
    let wallet = Wallet::new("claro");
    let (path, request) = ("v1/payments/pay", support::pay("order", 100));
    wallet.ask(path, &request);
    wallet.pass(Duration::from_secs(2));
    let paid = wallet.ask(path, &request);
    assert_eq!(paid.status, Status::Success);
    cancel_at_claro(&wallet, "order");
    assert_eq!(wallet.ask(path, &request), paid);

    wallet.ask(path, &support::pay("unpaid", 100));
    cancel_at_claro(&wallet, "unpaid");
    wallet.pass(Duration::from_secs(2));
    assert_eq!(wallet.result(path, &support::pay("unpaid", 100)), failed("ORDER_STATUS_INVALID"));
}

#[test]
fn a_payment_that_has_failed_stays_so() {
    let wallet = Wallet::new("claro");
    let request = support::pay("order", 100);
    let expiring = support::changed(request, "/paymentExpiryTime", json!("2026-11-27T12:00:01Z"));
    wallet.ask("v1/payments/pay", &expiring);
    wallet.pass(Duration::from_secs(5));
    let inquiry = support::about("order");
    let failed = wallet.ask("v1/payments/inquiryPayment", &inquiry);
    assert_eq!(failed.text("paymentStatus"), "FAIL");
    for _ in 0..2 {
        let cancelled = cancel_at_claro(&wallet, "order");
        assert_eq!(cancelled["cancelTime"], "2026-11-27T12:00:01.000+00:00", "no money since then");
        wallet.pass(Duration::from_secs(5));
    }
    assert_eq!(wallet.ask("v1/payments/inquiryPayment", &inquiry), failed);
}

#[test]
fn what_was_refunded_in_part_is_not_cancelled() {
    let wallet = demo();
    wallet.ask("v2/payments/pay", &pay("order"));
    let refund = json!({
        "refundRequestId": "r", "paymentRequestId": "order", "refundAmount": { "currency": "USD", "value": "1" },
    });
    assert_eq!(wallet.ask("v2/payments/refund", &refund).status, Status::Success);
    assert_eq!(wallet.result(CANCEL, &about("order")), failed("PROCESS_FAIL"));
}

#[test]
fn what_does_not_exist_is_not_cancelled() {
    let wallet = demo();
    assert_eq!(wallet.result(CANCEL, &about("order")), failed("PROCESS_FAIL"));
    assert_eq!(wallet.ask("v2/payments/pay", &pay("order")).status, Status::Success);
    assert_eq!(wallet.ask(CANCEL, &about("order")).text("paymentRequestId"), "order");
}
