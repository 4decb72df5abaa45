//! Refunds, captures and voids.

use super::support::{Wallet, about, changed, failed, pay, refund};
use countersign_codegen::model::Status;
use serde_json::{Value, json};
use std::time::Duration;

const PAY: &str = "v1/payments/pay";
const REFUND: &str = "v1/payments/refund";
const ASK: &str = "v1/payments/inquiryRefund";

fn paid(value: u64) -> Wallet {
    let wallet = Wallet::new("claro");
    wallet.ask(PAY, &pay("order", value));
    wallet.pass(Duration::from_secs(2));
    wallet
}

fn by_refund(id: &str) -> Value {
    json!({ "partnerId": "P1", "refundRequestId": id })
}

#[test]
fn refunds_never_exceed_the_payment() {
    let wallet = paid(100);
    assert_eq!(wallet.ask(REFUND, &refund("r1", "order", 60)).status, Status::Success);
    assert_eq!(wallet.result(REFUND, &refund("r2", "order", 41)), failed("REFUND_AMOUNT_EXCEED"));
    assert_eq!(wallet.ask(REFUND, &refund("r3", "order", 40)).status, Status::Success);
    assert_eq!(wallet.result(REFUND, &refund("r4", "order", 1)), failed("REFUND_AMOUNT_EXCEED"));
    assert_eq!(wallet.ask(ASK, &by_refund("r2")).text("refundStatus"), "FAIL");
    let said = wallet.message(REFUND, &refund("r5", "order", 1));
    assert_eq!(said, "only 0 of 100 is left, counted in the smallest unit of USD");
    assert_eq!(wallet.ask(ASK, &by_refund("r3")).text("refundStatus"), "SUCCESS");
}

#[test]
fn a_repeated_refund_is_the_same_one() {
    let wallet = paid(100);
    let first = wallet.ask(REFUND, &refund("r1", "order", 60));
    wallet.pass(Duration::from_secs(60));
    assert_eq!(wallet.ask(REFUND, &refund("r1", "order", 60)), first);
    let by_id = wallet.ask("v1/payments/inquiryPayment", &about("order"));
    let same = json!({
        "partnerId": "P1",
        "refundRequestId": "r1",
        "paymentId": by_id.text("paymentId"),
        "refundAmount": { "currency": "USD", "value": "60" },
    });
    assert_eq!(wallet.ask(REFUND, &same), first, "the same payment by its other id");
    assert_eq!(wallet.result(REFUND, &refund("r1", "order", 59)), failed("REPEAT_REQ_INCONSISTENT"));
    assert_eq!(wallet.result(REFUND, &refund("r1", "other", 60)), failed("REPEAT_REQ_INCONSISTENT"));
    // What was refused stays refused.
    assert_eq!(wallet.result(REFUND, &refund("r2", "order", 41)), failed("REFUND_AMOUNT_EXCEED"));
    assert_eq!(wallet.result(REFUND, &refund("r2", "order", 41)), failed("REFUND_AMOUNT_EXCEED"));
    assert_eq!(wallet.ask(REFUND, &refund("r3", "order", 40)).status, Status::Success);
}

#[test]
fn a_refund_that_was_refused_stays_refused_whatever_happens_to_the_payment() {
    let wallet = Wallet::new("claro");
    let unknown = failed("ORDER_NOT_EXIST");
    assert_eq!(wallet.result(REFUND, &refund("r1", "order", 1)), unknown);
    wallet.ask(PAY, &pay("order", 100));
    wallet.pass(Duration::from_secs(2));
    assert_eq!(wallet.result(REFUND, &refund("r1", "order", 1)), unknown, "the same id, the same answer");
    assert_eq!(wallet.result(REFUND, &refund("r1", "order", 2)), failed("REPEAT_REQ_INCONSISTENT"));
    assert_eq!(wallet.ask(REFUND, &refund("r2", "order", 1)).status, Status::Success, "a new one");
}

#[test]
fn a_repeat_is_known_when_its_payment_was_forgotten() {
    // Two records of a payment, two of a refund.
    let wallet = Wallet::forgetful("claro", 4);
    wallet.ask(PAY, &pay("order", 100));
    wallet.pass(Duration::from_secs(2));
    let first = wallet.ask(REFUND, &refund("r1", "order", 60));
    wallet.ask(PAY, &pay("another", 100));
    assert_eq!(wallet.result("v1/payments/inquiryPayment", &about("order")), failed("ORDER_NOT_EXIST"));
    assert_eq!(wallet.ask(REFUND, &refund("r1", "order", 60)), first);
    assert_eq!(wallet.result(REFUND, &refund("r1", "another", 60)), failed("REPEAT_REQ_INCONSISTENT"));
}

#[test]
fn a_refund_needs_a_paid_payment_in_its_currency() {
    let wallet = Wallet::new("claro");
    assert_eq!(wallet.result(REFUND, &refund("r1", "order", 1)), failed("ORDER_NOT_EXIST"));
    wallet.ask(PAY, &pay("order", 100));
    assert_eq!(wallet.result(REFUND, &refund("r2", "order", 1)), failed("ORDER_STATUS_INVALID"));
    wallet.pass(Duration::from_secs(2));
    let euros = changed(refund("r3", "order", 1), "/refundAmount/currency", json!("EUR"));
    assert_eq!(wallet.result(REFUND, &euros), failed("CURRENCY_NOT_SUPPORT"));
    assert_eq!(wallet.result(ASK, &by_refund("r9")), failed("REFUND_NOT_EXIST"));

    let gcash = Wallet::new("gcash");
    gcash.ask(PAY, &pay("order", 100));
    gcash.pass(Duration::from_secs(2));
    assert_eq!(
        gcash.result(REFUND, &refund("r1", "order", 101)),
        failed("PROCESS_FAIL"),
        "it lists no other"
    );
}

#[test]
fn the_wallets_id_of_a_refund_goes_first() {
    let wallet = paid(100);
    let first = wallet.ask(REFUND, &refund("r1", "order", 1));
    wallet.ask(REFUND, &refund("r2", "order", 2));
    let both = json!({ "partnerId": "P1", "refundId": first.text("refundId"), "refundRequestId": "r2" });
    assert_eq!(wallet.ask(ASK, &both).text("refundRequestId"), "r1");
}

#[test]
fn a_reason_is_told_again() {
    let wallet = Wallet::new("gcash");
    wallet.ask(PAY, &pay("order", 100));
    wallet.pass(Duration::from_secs(2));
    wallet.ask(REFUND, &changed(refund("r1", "order", 1), "/refundReason", json!("too small")));
    assert_eq!(wallet.ask(ASK, &by_refund("r1")).text("refundReason"), "too small");
}

/// A payment of 100 in v2 whose money is authorized only.
fn held() -> (Wallet, String) {
    let wallet = Wallet::new("claro");
    let amount = json!({ "currency": "USD", "value": "100" });
    let factor = json!({ "isAuthorizationPayment": true });
    let request = json!({
        "appId": "A1", "paymentRequestId": "order", "paymentAmount": amount, "paymentFactor": factor,
    });
    let accepted = wallet.ask("v2/payments/pay", &request);
    assert_eq!(accepted.text("authExpiryTime"), "2026-12-04T12:00:00.000+00:00");
    let id = accepted.text("paymentId").to_owned();
    wallet.pass(Duration::from_secs(2));
    (wallet, id)
}

fn capture(id: &str, payment: &str, value: u64) -> Value {
    json!({
        "captureRequestId": id,
        "paymentId": payment,
        "captureAmount": { "currency": "USD", "value": value.to_string() },
        "isLastCapture": false,
    })
}

#[test]
fn what_was_authorized_can_be_captured_and_no_more() {
    let (wallet, id) = held();
    let path = "v2/payments/capture";
    assert_eq!(
        wallet.result(REFUND, &refund("r1", "order", 1)),
        failed("REFUND_AMOUNT_EXCEED"),
        "nothing taken"
    );
    assert_eq!(wallet.ask(path, &capture("c1", &id, 60)).text("paymentId"), id);
    assert_eq!(wallet.result(path, &capture("c2", &id, 41)), failed("CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT"));
    assert_eq!(wallet.result(path, &capture("c1", &id, 61)), failed("REPEAT_REQ_INCONSISTENT"));
    let rest = wallet.ask(path, &json!({ "captureRequestId": "c3", "paymentId": id }));
    assert_eq!(rest.fields.get("captureAmount"), Some(&json!({ "currency": "USD", "value": "40" })));
    assert_eq!(
        wallet.result(path, &capture("c4", &id, 1)),
        failed("AUTH_NOT_FOUND"),
        "the last one was made"
    );
    assert_eq!(wallet.ask(REFUND, &refund("r2", "order", 100)).status, Status::Success);
    assert_eq!(wallet.result(REFUND, &refund("r3", "order", 1)), failed("REFUND_AMOUNT_EXCEED"));
}

#[test]
fn an_authorization_ends() {
    let (wallet, id) = held();
    wallet.pass(Duration::from_secs(7 * 24 * 60 * 60));
    assert_eq!(wallet.result("v2/payments/capture", &capture("c1", &id, 1)), failed("AUTH_EXPIRED"));
    assert_eq!(wallet.result("v2/payments/capture", &capture("c2", "1", 1)), failed("PROCESS_FAIL"));

    let plain = paid(100);
    let payment = plain.ask("v1/payments/inquiryPayment", &about("order"));
    let request = capture("c1", payment.text("paymentId"), 1);
    assert_eq!(plain.result("v2/payments/capture", &request), failed("AUTH_NOT_FOUND"));
}

#[test]
fn what_is_voided_is_gone() {
    let wallet = Wallet::new("demo");
    let amount = json!({ "currency": "USD", "value": "100" });
    let request = json!({ "appId": "A1", "paymentRequestId": "order", "paymentAmount": amount });
    wallet.ask("v2/payments/pay", &request);
    let asked = wallet.ask("v2/payments/inquiryPayment", &json!({ "paymentRequestId": "order" }));
    let id = asked.text("paymentId");
    let void =
        json!({ "voidRequestId": "v1", "paymentId": id, "voidAmount": { "currency": "USD", "value": "30" } });
    assert_eq!(wallet.ask("v2/payments/void", &void).text("voidRequestId"), "v1");
    assert_eq!(wallet.result("v2/payments/capture", &capture("c1", id, 71)), failed("PROCESS_FAIL"));
    assert_eq!(wallet.ask("v2/payments/capture", &capture("c2", id, 50)).status, Status::Success);
    let rest = json!({ "voidRequestId": "v2", "paymentId": id, "voidRemainingAmount": true });
    assert_eq!(wallet.ask("v2/payments/void", &rest).status, Status::Success);
    let nothing = json!({ "voidRequestId": "v3", "paymentId": id, "voidRemainingAmount": true });
    assert_eq!(wallet.result("v2/payments/void", &nothing), failed("PROCESS_FAIL"));
}
