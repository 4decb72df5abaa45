//! Paying, asking, and paying again.

use super::super::LedgerResponse;
use super::support::{Wallet, about, api, changed, endpoint, failed, pay, start};
use countersign_codegen::model::Status;
use serde_json::{Value, json};
use std::time::Duration;

const PAY: &str = "v1/payments/pay";
const ASK: &str = "v1/payments/inquiryPayment";
const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_payment_is_accepted_then_paid() {
    for name in ["claro", "gcash", "tngd"] {
        let wallet = Wallet::new(name);
        let accepted = wallet.ask(PAY, &pay("order-1", 10_000));
        assert_eq!((accepted.status, accepted.code.as_str()), (Status::Accepted, "ACCEPT"));
        let form = accepted.fields.get("actionForm").expect("a step");
        assert_eq!(form.get("actionFormType"), Some(&json!("REDIRECTION")));
        let url = form.get("redirectionUrl").and_then(Value::as_str).expect("a page");
        assert_eq!(url, format!("https://wallet.invalid/cashier?paymentId={}", accepted.text("paymentId")));

        let open = wallet.ask(ASK, &about("order-1"));
        assert_eq!(open.text("paymentStatus"), "PROCESSING");
        assert_eq!(open.fields.get("paymentTime"), None);

        wallet.pass(2 * SECOND);
        let paid = wallet.ask(ASK, &about("order-1"));
        assert_eq!(paid.text("paymentStatus"), "SUCCESS");
        assert_eq!(paid.text("paymentTime"), "2026-11-27T12:00:02.000+00:00");
        assert_eq!(paid.text("paymentId"), accepted.text("paymentId"));
        assert_eq!(paid.fields.get("paymentAmount"), Some(&json!({ "currency": "USD", "value": "10000" })));
    }
}

#[test]
fn the_user_pays_at_once_when_told_to() {
    let wallet = Wallet::new("claro").with(|settings| settings.confirm_after = Duration::ZERO);
    assert_eq!(wallet.ask(PAY, &pay("order-1", 1)).status, Status::Accepted);
    assert_eq!(wallet.ask(ASK, &about("order-1")).text("paymentStatus"), "SUCCESS");
}

#[test]
fn time_passes_faster_by_the_scale() {
    let wallet = Wallet::new("claro").with(|settings| settings.time_scale = 20.0);
    wallet.ask(PAY, &pay("order-1", 1));
    wallet.pass(Duration::from_millis(99));
    assert_eq!(wallet.ask(ASK, &about("order-1")).text("paymentStatus"), "PROCESSING");
    wallet.pass(Duration::from_millis(1));
    assert_eq!(wallet.ask(ASK, &about("order-1")).text("paymentStatus"), "SUCCESS");
}

#[test]
fn a_repeat_says_how_it_stands_and_charges_nobody() {
    let wallet = Wallet::new("claro");
    let first = wallet.ask(PAY, &pay("order-1", 100));
    // Only what the platform lists is compared: not the title, say.
    let again = wallet.ask(PAY, &changed(pay("order-1", 100), "/paymentOrderTitle", json!("BOOTS")));
    assert_eq!(again, first);
    wallet.pass(2 * SECOND);
    let paid = wallet.ask(PAY, &pay("order-1", 100));
    assert_eq!((paid.status, paid.text("paymentId")), (Status::Success, first.text("paymentId")));
    wallet.pass(2 * SECOND);
    assert_eq!(wallet.ask(PAY, &pay("order-1", 100)), paid);
}

#[test]
fn a_changed_repeat_is_refused() {
    let wallet = Wallet::new("claro");
    let order = |amount: &str| json!({ "ORDER": json!({ "referenceOrderId": "1", "orderAmount": amount }).to_string() });
    let method = |kind: &str| json!({ "paymentMethodType": kind });
    let first = changed(pay("order-1", 100), "/paymentMethods", method("BALANCE"));
    let first = changed(first, "/extraParams", order(r#"{"currency":"USD","value":"100"}"#));
    assert_eq!(wallet.ask(PAY, &first).status, Status::Accepted);
    for (pointer, value) in [
        ("/paymentAmount/value", json!("101")),
        ("/paymentAmount/currency", json!("EUR")),
        ("/paymentMethods", method("COUPON")),
        ("/extraParams", order(r#"{"currency":"USD","value":"101"}"#)),
    ] {
        let inconsistent = failed("REPEAT_REQ_INCONSISTENT");
        assert_eq!(wallet.result(PAY, &changed(first.clone(), pointer, value)), inconsistent, "{pointer}");
    }
    let respelled = changed(first, "/extraParams", order(r#"{"value": "100", "currency": "USD"}"#));
    assert_eq!(wallet.ask(PAY, &respelled).status, Status::Accepted, "only the spelling differs");
}

#[test]
fn a_payment_that_expires_fails() {
    let wallet = Wallet::new("claro");
    let expiring = |id: &str, time: &str| changed(pay(id, 1), "/paymentExpiryTime", json!(time));
    let before = expiring("order-1", "2026-11-27T20:00:01+08:00");
    assert_eq!(wallet.ask(PAY, &before).status, Status::Accepted);
    wallet.pass(SECOND);
    let closed = wallet.ask(ASK, &about("order-1"));
    assert_eq!(closed.text("paymentStatus"), "FAIL");
    assert!(closed.text("paymentFailReason").contains("expired"));
    assert_eq!(wallet.result(PAY, &before), failed("ORDER_STATUS_INVALID"));
    wallet.pass(10 * SECOND);
    assert_eq!(wallet.ask(ASK, &about("order-1")).text("paymentStatus"), "FAIL");

    let too_late = expiring("order-2", "2026-11-27T12:00:00Z");
    assert_eq!(wallet.result(PAY, &too_late), failed("ORDER_STATUS_INVALID"));
    assert_eq!(wallet.result(PAY, &too_late), failed("ORDER_STATUS_INVALID"));
    assert_eq!(wallet.ask(ASK, &about("order-2")).text("paymentStatus"), "FAIL");
}

#[test]
fn an_inquiry_goes_by_the_wallets_id_first() {
    let wallet = Wallet::new("claro");
    let first = wallet.ask(PAY, &pay("order-1", 1));
    wallet.ask(PAY, &pay("order-2", 2));
    let both = changed(about("order-2"), "/paymentId", json!(first.text("paymentId")));
    assert_eq!(wallet.ask(ASK, &both).text("paymentRequestId"), "order-1");
    assert_eq!(wallet.result(ASK, &about("order-3")), failed("ORDER_NOT_EXIST"));
    let unknown = changed(about("order-2"), "/paymentId", json!("1"));
    assert_eq!(wallet.result(ASK, &unknown), failed("ORDER_NOT_EXIST"));
    assert_eq!(
        Wallet::new("gcash").result(ASK, &about("order-1")),
        failed("PROCESS_FAIL"),
        "as listed there"
    );
}

#[test]
fn who_cannot_answer_a_is_paid_at_once() {
    let amount = json!({ "currency": "USD", "value": "100" });
    let request = json!({ "appId": "A1", "paymentRequestId": "order-1", "paymentAmount": amount });
    for name in ["demo", "gcash"] {
        assert_eq!(Wallet::new(name).ask("v2/payments/pay", &request).status, Status::Success, "{name}");
    }
    let connect = Wallet::new("alipay-connect");
    let request = changed(request, "/paymentAmount/value", json!(100));
    assert_eq!(connect.ask("v2/payments/pay", &request).status, Status::Success);
    let other = changed(request, "/paymentAmount/value", json!(101));
    assert_eq!(connect.result("v2/payments/pay", &other), failed("REPEAT_REQ_INCONSISTENT"));
}

#[test]
fn the_factors_of_a_payment_count() {
    let wallet = Wallet::new("claro");
    let by = |id: &str, factor: &str| changed(pay(id, 1), "/paymentFactor", json!({ factor: true }));
    let code = wallet.ask(PAY, &by("order-1", "isOrderCode"));
    let form = code.fields.get("actionForm").expect("a step");
    assert_eq!((form.get("actionFormType"), form.get("redirectionUrl")), (Some(&json!("ORDER_CODE")), None));

    let shown = changed(by("order-2", "isPaymentCode"), "/paymentAuthCode", json!("280"));
    assert_eq!(wallet.ask(PAY, &shown).status, Status::Success);
    assert_eq!(wallet.ask(PAY, &shown).status, Status::Success, "a repeat");
    let again = changed(by("order-3", "isPaymentCode"), "/paymentAuthCode", json!("280"));
    assert_eq!(wallet.result(PAY, &again), failed("AUTH_CODE_ALREADY_USED"));

    assert_eq!(wallet.ask(PAY, &by("order-4", "isAgreementPay")).status, Status::Success);
    let token = changed(by("order-5", "isAgreementPay"), "/paymentAuthCode", json!("nobody's"));
    assert_eq!(wallet.result(PAY, &token), failed("INVALID_ACCESS_TOKEN"));

    assert_eq!(wallet.ask(PAY, &by("order-6", "isPaymentEvaluation")).status, Status::Success);
    assert_eq!(wallet.result(ASK, &about("order-6")), failed("ORDER_NOT_EXIST"), "a dry run leaves nothing");
}

#[test]
fn an_amount_must_be_one() {
    let wallet = Wallet::new("claro");
    for (pointer, value, code) in [
        ("/paymentAmount/value", json!("1.5"), "PARAM_ILLEGAL"),
        ("/paymentAmount/value", json!("-5"), "PARAM_ILLEGAL"),
        ("/paymentAmount/value", json!("+5"), "PARAM_ILLEGAL"),
        ("/paymentAmount/value", json!("0"), "PARAM_ILLEGAL"),
        ("/paymentAmount/value", json!("99999999999999999999"), "PARAM_ILLEGAL"),
        ("/paymentAmount/value", json!({}), "PARAM_ILLEGAL"),
        ("/paymentAmount", json!([]), "CURRENCY_NOT_SUPPORT"),
        ("/paymentAmount/currency", json!("usd"), "CURRENCY_NOT_SUPPORT"),
    ] {
        assert_eq!(
            wallet.result(PAY, &changed(pay("1", 1), pointer, value.clone())),
            failed(code),
            "{value}"
        );
    }
    let rupiahs = |value| changed(pay("1", value), "/paymentAmount/currency", json!("IDR"));
    assert_eq!(wallet.result(PAY, &rupiahs(150)), failed("PARAM_ILLEGAL"));
    assert_eq!(wallet.result(ASK, &about("1")), failed("ORDER_NOT_EXIST"), "nothing was kept");
    assert_eq!(wallet.ask(PAY, &rupiahs(1500)).status, Status::Accepted);
    let none = json!({ "paymentRequestId": "1" });
    assert_eq!(Wallet::new("tngd").result(PAY, &none), failed("PARAM_ILLEGAL"));
}

#[test]
fn a_clock_that_is_set_back_undoes_nothing() {
    let wallet = Wallet::new("claro");
    wallet.ask(PAY, &pay("order-1", 1));
    wallet.pass(2 * SECOND);
    assert_eq!(wallet.ask(ASK, &about("order-1")).text("paymentStatus"), "SUCCESS");
    let (_, ask) = endpoint(wallet.api, ASK);
    let answer = wallet.ledger.answer(wallet.api, ask, &about("order-1"), start(), None).expect("an answer");
    let LedgerResponse::Result { fields, .. } = answer else { panic!("nothing remembered") };
    assert_eq!(fields.get("paymentStatus"), Some(&json!("SUCCESS")));
}

#[test]
fn a_clock_that_was_wrong_for_once_is_not_waited_for() {
    let wallet = Wallet::new("claro");
    wallet.pass(365 * 24 * 60 * 60 * SECOND);
    wallet.ask(PAY, &pay("order-1", 1));
    wallet.set(start());
    wallet.ask(PAY, &pay("order-2", 1));
    wallet.pass(2 * SECOND);
    assert_eq!(wallet.ask(ASK, &about("order-2")).text("paymentStatus"), "SUCCESS");
}

#[test]
fn versions_share_a_memory_and_apis_do_not() {
    let wallet = Wallet::new("claro");
    let amount = json!({ "currency": "USD", "value": "100" });
    let v2 = json!({ "appId": "A1", "paymentRequestId": "order-1", "paymentAmount": amount });
    let accepted = wallet.ask("v2/payments/pay", &v2);
    assert_eq!(accepted.status, Status::Accepted);
    assert!(accepted.fields.get("redirectActionForm").and_then(|form| form.get("redirectUrl")).is_some());
    assert_eq!(wallet.ask(ASK, &about("order-1")).text("paymentId"), accepted.text("paymentId"));

    let gcash = api("gcash");
    let (_, ask) = endpoint(gcash, ASK);
    let answer = wallet.ledger.answer(gcash, ask, &about("order-1"), start(), None).expect("an answer");
    assert!(matches!(answer, LedgerResponse::Result { status: Status::Failed, .. }), "{answer:?}");
}

/// Where a wallet has no status A, the step to take comes with a code that means the same.
#[test]
fn a_code_that_means_accepted_comes_with_the_step() {
    let mut claro = api("claro").clone();
    for endpoint in claro.versions.iter_mut().flat_map(|version| &mut version.endpoints) {
        endpoint.results.retain(|result| result.status != Status::Accepted);
    }
    let wallet = Wallet::of_api(claro);
    for (path, request, step) in [
        (PAY, pay("order-1", 100), "actionForm"),
        (
            "v2/payments/pay",
            changed(pay("order-2", 100), "/productCode", json!("CASHIER_PAYMENT")),
            "redirectActionForm",
        ),
    ] {
        let accepted = wallet.ask(path, &request);
        assert_eq!(
            (accepted.status, accepted.code.as_str()),
            (Status::Unknown, "PAYMENT_IN_PROCESS"),
            "{path}"
        );
        let has_step =
            accepted.fields.get(step).and_then(Value::as_object).is_some_and(|step| !step.is_empty());
        assert!(has_step, "{path}: {accepted:?}");
    }
}

/// It may also be an address of its own, in place of a form.
#[test]
fn the_step_may_be_an_address() {
    let mut claro = api("claro").clone();
    for endpoint in claro.versions.iter_mut().flat_map(|version| &mut version.endpoints) {
        endpoint.results.retain(|result| result.status != Status::Accepted);
        endpoint.response.retain(|field| field.name != "actionForm");
        let in_process = endpoint.results.iter_mut().filter(|result| !result.accepted.is_empty());
        in_process.for_each(|result| result.accepted = vec!["extendInfo".to_owned()]);
    }
    let accepted = Wallet::of_api(claro).ask(PAY, &pay("order-1", 100));
    assert_eq!(accepted.status, Status::Unknown);
    assert!(
        accepted.text("extendInfo").starts_with("https://wallet.invalid/cashier?paymentId="),
        "{accepted:?}"
    );
}
