//! What is said to do after a call, and with which command: money depends on it.

#![cfg(feature = "sandbox")]

use countersign_calling::{Caller, Ended, HIDDEN, Options, Report, apis};
use countersign_codegen::model::Api;
use countersign_runtime::testing::{Reply, ScriptedWallet};
use countersign_runtime::transport::TransportFailure;
use countersign_runtime::{Dialect, RetryPolicy, UnsignedResponses};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

const PAY: &str = "v1/payments/pay";
const ASK: &str = "v1/payments/inquiryPayment";
const SECRET: &str = "sesame-28100001";

fn called(api: &str, endpoint: &str, body: &Value, reply: Reply, options: &Options) -> Report {
    called_by(apis("../../specs", &[api]).expect("specs"), api, endpoint, body, reply, options)
}

fn called_by(
    apis: Vec<Api>,
    api: &str,
    endpoint: &str,
    body: &Value,
    reply: Reply,
    options: &Options,
) -> Report {
    let wallet = ScriptedWallet::new().expect("a wallet");
    wallet.then(reply);
    let caller = Caller::new(apis, wallet.config()).expect("a caller");
    let caller = caller.with_flags(["--keys", "keys"]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(caller.call(api, endpoint, body, options)).expect("a report")
}

fn paid(reply: Reply) -> Report {
    called("claro", PAY, &payment(), reply, &Options::default())
}

fn payment() -> Value {
    json!({
        "partnerId": "P1", "paymentRequestId": "R1", "paymentOrderTitle": "SHOES",
        "paymentAmount": { "currency": "USD", "value": "100" },
    })
}

fn asked(reply: Reply) -> Report {
    let body = json!({ "partnerId": "P1", "paymentRequestId": "R1" });
    called("claro", ASK, &body, reply, &Options::default())
}

fn says(status: &str, code: &str) -> Reply {
    Reply::signed(result(status, code).to_string())
}

fn result(status: &str, code: &str) -> Value {
    json!({ "result": { "resultStatus": status, "resultCode": code, "resultMessage": "so" } })
}

fn to_do(report: &Report) -> &str {
    report.to_do.as_deref().unwrap_or("nothing is said")
}

fn line(report: &Report) -> Option<&str> {
    report.next.as_ref()?.line.as_deref()
}

const ASK_LINE: &str = "countersign call claro v1/payments/inquiryPayment --set partnerId=P1 --set paymentRequestId=R1 --keys keys";

#[test]
fn a_question_that_fails_says_nothing_about_the_payment() {
    let again = "countersign call claro v1/payments/inquiryPayment --body '{\"partnerId\":\"P1\",\"paymentRequestId\":\"R1\"}' \
                 --keys keys";
    let refused = "The question was refused: that says nothing about the payment or refund.";
    for (reply, words, next, code) in [
        (
            says("F", "ORDER_NOT_EXIST"),
            "Nothing is known yet: ask again. Do not pay or refund anew.",
            Some(again),
            3,
        ),
        (says("F", "PARAM_ILLEGAL"), refused, None, 3),
        (says("F", "NEVER_HEARD_OF"), refused, None, 3),
        (
            Reply::lost(TransportFailure::TimedOut),
            "Nothing is known by this. Ask again: that changes nothing.",
            Some(again),
            4,
        ),
        (says("S", "SUCCESS"), "Still open, for `paymentStatus` is missing", Some(again), 0),
    ] {
        let report = asked(reply);
        assert!(to_do(&report).starts_with(words), "{report:?}");
        assert_eq!((line(&report), report.outcome.exit_code()), (next, code));
        assert_eq!(report.to_json()["to_do"], to_do(&report));
    }
}

#[test]
fn a_payment_that_is_still_open_is_asked_about_again() {
    let stands = |status: &str| {
        let mut answer = result("S", "SUCCESS");
        answer["paymentStatus"] = json!(status);
        asked(Reply::signed(answer.to_string()))
    };
    let open = stands("PROCESSING");
    assert_eq!(
        (open.outcome, open.next.as_ref().map(|next| &*next.words)),
        (Ended::Success, Some("ask again"))
    );
    assert!(
        to_do(&open).starts_with("Still open, for `paymentStatus` is PROCESSING: ask again."),
        "{open:?}"
    );
    for status in ["SUCCESS", "FAIL", "CANCELLED"] {
        let over = stands(status);
        assert_eq!(to_do(&over), "The question was answered: read the status inside the answer.");
        assert!(over.next.is_none());
    }
}

#[test]
fn an_answered_question_is_never_done() {
    let body = json!({ "paymentRequestId": "R1" });
    let options = Options::default();
    let report = called("demo", "v2/payments/inquiryPayment", &body, says("S", "SUCCESS"), &options);
    assert_eq!(to_do(&report), "The question was answered: the answer's fields say how things stand.");
}

/// It is refused with F, and money may have moved all the same.
#[test]
fn a_first_request_that_stands_is_asked_about() {
    let stands = "A first request under this `paymentRequestId` stands: ask `v1/payments/inquiryPayment` what became of it.";
    let report = paid(says("F", "REPEAT_REQ_INCONSISTENT"));
    assert_eq!((report.outcome, to_do(&report), line(&report)), (Ended::Unknown, stands, Some(ASK_LINE)));
    assert_eq!(report.outcome.exit_code(), 4);
    let next = report.next.as_ref().map(|next| &*next.words);
    assert_eq!(next, Some("ask what became of the first request"));
    assert!(report.cause.is_some_and(|cause| cause.contains("an earlier one with the same key may stand")));
    // The spec of this one does not list the code.
    let body = json!({
        "appId": "A1", "paymentRequestId": "R1", "paymentAmount": { "currency": "USD", "value": "1" },
        "order": { "orderDescription": "SHOES" },
    });
    let mut apis = apis("../../specs", &["demo"]).expect("specs");
    for endpoint in
        apis.iter_mut().flat_map(|api| &mut api.versions).flat_map(|version| &mut version.endpoints)
    {
        endpoint.results.retain(|result| result.code != "REPEAT_REQ_INCONSISTENT");
    }
    let mut options = Options::default();
    options.unchecked = true;
    let report =
        called_by(apis, "demo", "v2/payments/pay", &body, says("F", "REPEAT_REQ_INCONSISTENT"), &options);
    assert_eq!(report.outcome, Ended::Unknown);
    assert_eq!(to_do(&report), stands.replace("v1/", "v2/"));
    // As U it would say to ask: that is about another case.
    for code in ["RISK_REJECT", "PAYMENT_IN_PROCESS"] {
        let report = paid(says("F", code));
        let last = "Final: nothing has happened. If you try anew, then with a new `paymentRequestId`.";
        assert_eq!((to_do(&report), report.next.is_none()), (last, true));
    }
}

#[test]
fn a_step_to_take_means_accepted() {
    let mut answer = result("U", "PAYMENT_IN_PROCESS");
    answer["actionForm"] =
        json!({ "actionFormType": "REDIRECTION", "redirectionUrl": "https://wallet.example" });
    let report = paid(Reply::signed(answer.to_string()));
    assert_eq!((report.outcome, report.outcome.exit_code()), (Ended::Accepted, 0));
    let step =
        "Not done yet. Take the step that the answer names. Ask `v1/payments/inquiryPayment` how it ended.";
    assert_eq!((to_do(&report), line(&report)), (step, Some(ASK_LINE)));
    answer["actionForm"] = json!({});
    assert_eq!(paid(Reply::signed(answer.to_string())).outcome, Ended::Unknown);
}

/// Whatever its status says: it may be another call's.
#[test]
fn an_answer_about_another_call_is_not_believed() {
    let body = json!({
        "captureRequestId": "R1", "paymentId": "P1", "captureAmount": { "currency": "USD", "value": "1" },
    });
    for (status, code) in
        [("S", "SUCCESS"), ("A", "ACCEPT"), ("F", "PROCESS_FAIL"), ("F", "REPEAT_REQ_INCONSISTENT")]
    {
        let mut answer = result(status, code);
        answer["captureRequestId"] = json!("R2");
        let reply = Reply::signed(answer.to_string());
        let report = called("demo", "v2/payments/capture", &body, reply, &Options::default());
        assert_eq!(report.outcome, Ended::Unknown, "{status} {code}");
        assert!(to_do(&report).starts_with("It may have happened: never try anew"), "{report:?}");
    }
}

/// There is no inquiry, and sending it again might pay twice.
#[test]
fn where_nothing_can_be_asked_the_wallets_support_is() {
    let mut apis = apis("../../specs", &["claro"]).expect("specs");
    for endpoint in
        apis.iter_mut().flat_map(|api| &mut api.versions).flat_map(|version| &mut version.endpoints)
    {
        endpoint.settled_by = None;
        endpoint.idempotency_key = Default::default();
    }
    let reply = says("U", "UNKNOWN_EXCEPTION");
    let report = called_by(apis, "claro", PAY, &payment(), reply, &Options::default());
    let next = report.next.as_ref().expect("what to do");
    let words = "ask the wallet's support, with the trace id and the time; the spec names no endpoint to ask";
    assert_eq!((next.words.as_str(), next.line.as_deref()), (words, None));
}

/// The inquiry has other names for some of the fields, one of them inside of an object.
#[test]
fn a_question_is_asked_as_the_spec_says() {
    let mut apis = apis("../../specs", &["claro"]).expect("specs");
    let endpoints =
        apis.iter_mut().flat_map(|api| &mut api.versions).flat_map(|version| &mut version.endpoints);
    for rules in endpoints.filter_map(|endpoint| endpoint.settled_by.as_mut()) {
        let pairs = [("paymentId", "paymentRequestId"), ("extendInfo", "paymentAmount.currency")];
        rules.ask = pairs.map(|(theirs, own)| (theirs.to_owned(), own.to_owned())).to_vec();
    }
    let report = called_by(
        apis,
        "claro",
        PAY,
        &payment(),
        Reply::lost(TransportFailure::TimedOut),
        &Options::default(),
    );
    let expected = "countersign call claro v1/payments/inquiryPayment --set partnerId=P1 --set paymentId=R1 \
                    --set paymentRequestId=R1 --set extendInfo=USD --keys keys";
    assert_eq!(line(&report), Some(expected));
}

#[test]
fn what_may_have_happened_is_never_tried_anew() {
    let never = "It may have happened: never try anew with another `paymentRequestId` before that is known. Ask \
                 `v1/payments/inquiryPayment` how it ended";
    for reply in [
        Reply::lost(TransportFailure::TimedOut),
        Reply::lost(TransportFailure::Disconnected),
        Reply::unsigned(result("S", "SUCCESS").to_string()),
        Reply::unsigned("<html>").status(StatusCode::BAD_GATEWAY),
        Reply::signed("no JSON"),
        says("U", "PAYMENT_IN_PROCESS"),
        says("U", "REQUEST_TRAFFIC_EXCEED_LIMIT"),
        says("X", "SUCCESS"),
        // Listed as F: that was about another case.
        says("U", "RISK_REJECT"),
    ] {
        let report = paid(reply);
        assert!(report.outcome == Ended::Unknown && to_do(&report).starts_with(never), "{report:?}");
        let next = report.next.as_ref().expect("a next step");
        assert_eq!((next.words.as_str(), next.line.as_deref()), ("ask how it ended", Some(ASK_LINE)));
    }
}

/// What failed may be the repetition alone.
#[test]
fn a_failed_repetition_is_not_final() {
    let wallet = ScriptedWallet::new().expect("a wallet");
    wallet.then(Reply::lost(TransportFailure::Disconnected)).then(says("F", "RISK_REJECT"));
    let caller =
        Caller::new(apis("../../specs", &["claro"]).expect("specs"), wallet.config()).expect("a caller");
    let mut options = Options::default();
    options.retry = Some(RetryPolicy::default().resend_lost(true));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let report = runtime.block_on(caller.call("claro", PAY, &payment(), &options)).expect("a report");
    assert_eq!((report.outcome, report.attempts), (Ended::Unknown, 2));
    assert!(to_do(&report).starts_with("It may have happened: never try anew"), "{report:?}");
    assert!(line(&report).is_some());
}

#[test]
fn a_line_that_is_printed_can_be_run() {
    let token = json!({ "accessToken": SECRET });
    let mut options = Options::default();
    options.fault = Some("timeout".to_owned());
    let lost = || Reply::lost(TransportFailure::TimedOut);
    let cancel =
        |options: &Options| called("claro", "v1/authorizations/cancelToken", &token, lost(), options);
    let hidden = cancel(&options).next.expect("a next step");
    assert_eq!(hidden.line, None);
    assert!(hidden.words.starts_with("send the same request again, with the same id"), "{hidden:?}");
    assert!(hidden.words.ends_with("--show-sensitive shows the line"), "{hidden:?}");
    options.show_sensitive = true;
    options.headers = vec![("Agent-Token".to_owned(), "a b".to_owned())];
    let body = format!("--body '{{\"accessToken\":\"{SECRET}\"}}'");
    let expected = format!(
        "countersign call claro v1/authorizations/cancelToken {body} --keys keys --header 'Agent-Token: a b' --repeat"
    );
    assert_eq!(cancel(&options).next.and_then(|next| next.line), Some(expected));
    // The first one may stand, whatever the wallet says of the second.
    let failed = || Reply::signed(r#"{"result":{"resultStatus":"F","resultCode":"PROCESS_FAIL"}}"#);
    let again =
        |options: &Options| called("claro", "v1/authorizations/cancelToken", &token, failed(), options);
    assert_eq!(again(&options).outcome.exit_code(), 3);
    options.repeat = true;
    assert_eq!(again(&options).outcome.exit_code(), 4);
    options.repeat = false;
    // The same call again is the same call: with its fault.
    assert!(cancel(&options).call.ends_with("--fault timeout"));

    // This inquiry wants a partner, and the payment need not name one.
    let body = json!({ "paymentRequestId": "R1" });
    let report = called("tngd", PAY, &body, lost(), &Options::default());
    let next = report.next.expect("a next step");
    let words = "ask how it ended; add --set partnerId=..., which the spec wants, to: countersign call tngd \
                 v1/payments/inquiryPayment --set paymentRequestId=R1 --keys keys";
    assert_eq!((next.words.as_str(), next.line), (words, None));
}

#[test]
fn an_unsigned_refusal_is_named_and_not_believed() {
    let refusal = json!({ "result": {
        "resultStatus": "F", "resultCode": "INVALID_CLIENT", "resultMessage": "who is that?\u{1b}[2J" } });
    let report = paid(Reply::unsigned(refusal.to_string()));
    assert_eq!((report.outcome, report.outcome.exit_code()), (Ended::Unknown, 4));
    let cause = report.cause.as_deref().expect("a cause");
    let expected = "not verified: there is no signature; it says F INVALID_CLIENT: who is that?\\u{1b}[2J, which nobody has signed";
    assert_eq!(cause, expected);
    let fix = "Fix the client id, the key or the key version first. ";
    assert!(to_do(&report).starts_with(&format!("{fix}It may have happened")), "{report:?}");
    let next = report.next.expect("a next step");
    assert_eq!(next.words, "once that is fixed, ask how it ended");
}

/// A question whose unsigned refusal is read: nothing has happened in any case.
#[test]
fn an_unsigned_refusal_of_a_question_is_shown() {
    let wallet = ScriptedWallet::new().expect("a wallet");
    wallet.then(Reply::unsigned(result("F", "INVALID_CLIENT").to_string()));
    let config = wallet.config().dialect(Dialect::new().unsigned_answers(UnsignedResponses::FailuresRead));
    let caller = Caller::new(apis("../../specs", &["claro"]).expect("specs"), config).expect("a caller");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let body = json!({ "partnerId": "P1", "paymentRequestId": "R1" });
    let report = runtime.block_on(caller.call("claro", ASK, &body, &Options::default())).expect("a report");
    assert_eq!((report.outcome, report.next.is_none()), (Ended::Unauthenticated, true));
    assert!(report.cause.as_deref().is_some_and(|cause| cause.contains("INVALID_CLIENT")), "{report:?}");
    assert_eq!(report.to_json()["answer"]["body"]["result"]["resultCode"], "INVALID_CLIENT");
    assert!(to_do(&report).starts_with("Fix the client id, the key or the key version first."), "{report:?}");
}

#[test]
fn a_cause_has_what_there_is_to_see() {
    let ok = || result("S", "SUCCESS").to_string();
    let text = |text: &str| HeaderValue::from_str(text).expect("a header");
    let wallet = ScriptedWallet::new().expect("a wallet");
    let hour_ago = {
        use countersign_runtime::Clock;
        wallet.clock().now() - Duration::from_secs(3600)
    };
    for (reply, part) in [
        (
            Reply::unsigned("<html>").status(StatusCode::BAD_GATEWAY),
            "HTTP 502 with a page in HTML: most likely of a gateway",
        ),
        (
            Reply::unsigned("busy").status(StatusCode::SERVICE_UNAVAILABLE),
            "HTTP 503: most likely of a gateway",
        ),
        (
            Reply::signed(ok()).header("client-id", text("SOMEBODY")),
            "the header `client-id` names another client: `SOMEBODY`",
        ),
        (Reply::signed(ok()).at(hour_ago), "it was signed 60 minutes from now, and 5 minutes are accepted"),
        (
            Reply::signed(ok()).header(
                "signature",
                text(&format!("algorithm=RSA256, keyVersion=2, signature={}", "A".repeat(342))),
            ),
            "; its header names key version 2",
        ),
    ] {
        let report = paid(reply);
        let cause = report.cause.as_deref().expect("a cause");
        assert!(cause.contains(part), "{cause}");
    }
}

#[test]
fn what_cannot_be_read_is_hidden_where_something_is_sensitive() {
    let xml = format!("<response><accessToken>{SECRET}</accessToken></response>");
    let token = json!({ "grantType": "AUTHORIZATION_CODE", "authCode": "1" });
    let mut options = Options::default();
    let apply = |options: &Options| {
        let report =
            called("claro", "v1/authorizations/applyToken", &token, Reply::signed(xml.clone()), options);
        report.response.expect("an answer").body
    };
    assert_eq!(apply(&options), HIDDEN);
    options.show_sensitive = true;
    assert_eq!(apply(&options), xml);
    // Nothing in the answer of a payment is.
    let report = paid(Reply::signed("<response/>"));
    assert_eq!(report.response.expect("an answer").body, "<response/>");
}
