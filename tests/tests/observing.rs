//! What is logged and told of calls, and that no secret is in it.

use std::{
    future::Future,
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

use crate::log::Log;
use bytes::Bytes;
use claro_client::{
    Client, Error, Outcome,
    v1::{
        authorizations::{ApplyTokenRequest, CancelTokenRequest},
        customers::user::InquiryUserInfoByAccessTokenRequest,
        payments::PayRequest,
    },
};
use countersign_runtime::{
    Abandoned, AttemptEnd, CallEnd, Config, Observer, Response, json,
    signature::{ContentTemplate, SigningKey, WalletKey},
    testing::{Reply, ScriptedWallet},
    transport::{Limits, Transport, TransportError, TransportFailure},
};
use countersign_tests::{keys, requests};
use http::HeaderValue;

/// Every sensitive field that Claro's v1 requests have. `planted` stands for what must not be seen.
const PAY: &str = r#"{"partnerId":"P1","paymentRequestId":"order-1","paymentOrderTitle":"SHOES",
    "paymentAmount":{"currency":"USD","value":"100"},"paymentAuthCode":"planted-1",
    "envInfo":{"deviceTokenId":"planted-2"},"extraParams":{"ORDER":"{\"referenceOrderId\":\"1\",\"orderAmount\":\"{\\\"currency\\\":\\\"USD\\\",\\\"value\\\":\\\"1\\\"}\",\"buyer\":{\"buyerPhoneNo\":\"planted-19\"}}"}}"#;
const APPLY: &str = r#"{"grantType":"AUTHORIZATION_CODE","authCode":"planted-3","refreshToken":"planted-4"}"#;
const CANCEL: &str = r#"{"accessToken":"planted-5"}"#;
const INQUIRE: &str = r#"{"accessToken":"planted-6"}"#;
/// And what answers may have, with deviations: a limit, an enum, a type.
const ANSWER: &str = r#"{"result":{"resultStatus":"STATUS","resultCode":"CODE","resultMessage":"planted-7"},
    "accessToken":"planted-8-LONG","refreshToken":"planted-9","customerId":["planted-10"],
    "userInfo":{"loginIdInfos":[{"loginId":"planted-11","hashLoginId":"planted-12","loginIdType":"X"}]}}"#;

/// All that a program may print of what a call came to.
fn shown<R: Response>(outcome: &Result<Outcome<R>, Error>) -> String {
    let mut shown = format!("{outcome:?} {outcome:#?}");
    match outcome {
        Ok(outcome) => {
            shown += &format!("{:?}", outcome.exchange());
            if let Outcome::Unknown(unknown) = outcome {
                shown += &format!("{unknown}{}", unknown.cause);
            }
        }
        Err(error) => {
            let mut cause: Option<&dyn std::error::Error> = Some(error);
            while let Some(error) = cause {
                shown += &format!("{error} {error:?}");
                cause = error.source();
            }
        }
    }
    shown
}

/// One after the other, what a wallet and a network can do.
fn replies() -> Vec<Reply> {
    let long = "x".repeat(200);
    let signed = |status: &str, code: &str| {
        let body = ANSWER.replace("STATUS", status).replace("CODE", code).replace("LONG", &long);
        // The message of a result is shown on purpose.
        Reply::signed(body.replace("planted-7", "as it is"))
    };
    let planted = HeaderValue::from_static("planted-13");
    vec![
        signed("S", "SUCCESS").header("set-cookie", planted.clone()),
        signed("A", "ACCEPT"),
        signed("F", "RISK_REJECT"),
        signed("U", "REQUEST_TRAFFIC_EXCEED_LIMIT"),
        signed("X", "WHAT"),
        Reply::unsigned(ANSWER),
        Reply::unsigned("<html>planted-14</html>").header("signature", planted),
        Reply::signed("planted-15"),
        Reply::signed(r#"{"result":{"resultStatus":"S"},"userInfo":"planted-16"}"#),
        Reply::lost(TransportFailure::TimedOut),
        Reply::lost(TransportFailure::Disconnected),
        Reply::lost(TransportFailure::TooLarge),
        Reply::lost(TransportFailure::NotSent),
    ]
}

#[tokio::test]
async fn no_secret_is_logged_or_shown() {
    let log = Log::default();
    let _listening = log.listen();
    let mut printed = String::new();
    for reply in replies() {
        let wallet = ScriptedWallet::new().unwrap();
        // A config with an agent token, as real ones have.
        let config = wallet.config().header("Agent-Token", "planted-17");
        printed += &format!("{config:?}");
        let client = Client::new(config).unwrap();
        printed += &format!("{client:?}");
        let tell = || {
            for _ in 0..3 {
                wallet.then(reply.clone());
            }
        };

        tell();
        let request: PayRequest = json::read_strict(PAY.as_bytes()).unwrap();
        printed += &format!("{request:?}");
        printed += &shown(&client.v1().payments().pay(&request).header("X-Token", "planted-18").await);
        tell();
        let request: ApplyTokenRequest = json::read_strict(APPLY.as_bytes()).unwrap();
        printed += &shown(&client.v1().authorizations().apply_token(&request).await);
        tell();
        let request: CancelTokenRequest = json::read_strict(CANCEL.as_bytes()).unwrap();
        printed += &shown(&client.v1().authorizations().cancel_token(&request).await);
        tell();
        let request: InquiryUserInfoByAccessTokenRequest = json::read_strict(INQUIRE.as_bytes()).unwrap();
        printed += &shown(&client.v1().customers().user().inquiry_user_info_by_access_token(&request).await);
    }
    let logged = log.text();
    for (name, text) in [("log", &logged), ("Debug and Display", &printed)] {
        assert!(!text.contains("planted"), "{name}: {}", around(text, "planted"));
        for line in keys::MERCHANT.lines().filter(|line| !line.starts_with('-')) {
            assert!(!text.contains(line), "{name}: a key");
        }
    }
    // It was not silent, and has what an operator needs.
    for expected in [
        "countersign.call",
        "countersign.attempt",
        "v1/payments/pay",
        "http.request.method=\"POST\"",
        "http.response.status_code=200",
        "server.address=\"wallet.invalid\"",
        "http.request.resend_count=1",
        "url.path=\"/api/v1/payments/pay\"",
        "error.type=\"timed_out\"",
        "countersign.outcome=\"accepted\"",
        "sending the same request again",
        "breaks the wallet's own documents",
    ] {
        assert!(logged.contains(expected), "{expected} is not in the log");
    }
    assert!(printed.contains("as it is") && printed.contains("[hidden]"));
}

/// So that no library shows them: not even one below that compresses headers.
#[tokio::test]
async fn headers_that_the_user_gives_are_marked_as_secret() {
    const NAMES: [&str; 5] = ["agent-token", "authorization", "x-token", "accept", "request-id"];
    let wallet = ScriptedWallet::new().unwrap();
    let mut dialect = claro_client::API.dialect.clone().content(ContentTemplate::SixPart);
    dialect = dialect.headers(&[("Authorization", "of the dialect")]);
    let config = wallet.config().dialect(dialect).header("Agent-Token", "abc").accept(Some("text/plain"));
    let client = Client::new(config).unwrap();
    let request = requests::pay();
    let call = client.v1().payments().pay(&request).header("X-Token", "def").header("Request-Id", "mine");
    let _ = call.no_retry().await;
    let [seen] = wallet.seen().try_into().unwrap();
    for name in NAMES {
        assert!(seen.headers()[name].is_sensitive(), "{name}");
    }
    assert_eq!(seen.headers()["request-id"], "mine");
    assert!(!seen.headers()["request-time"].is_sensitive(), "it is needed in a log");
}

fn around<'a>(text: &'a str, what: &str) -> &'a str {
    let at = text.find(what).unwrap_or(0);
    let start = (0..=at.saturating_sub(200)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = (at..=(at + 60).min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(at);
    &text[start..end]
}

/// Keeps what it is told, as text.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<String>>>);

impl Observer for Told {
    fn attempt(&self, attempt: &AttemptEnd<'_>) {
        let AttemptEnd { endpoint, number, status, ended, .. } = attempt;
        let status = status.map_or(0, |status| status.as_u16());
        self.0
            .lock()
            .expect("no panic with the lock")
            .push(format!("{endpoint} try {number}: {ended} {status}"));
    }
    fn call(&self, call: &CallEnd<'_>) {
        let CallEnd { endpoint, attempts, ended, .. } = call;
        self.0.lock().expect("no panic with the lock").push(format!("{endpoint}: {ended} after {attempts}"));
    }
    fn abandoned(&self, abandoned: &Abandoned<'_>) {
        let Abandoned { endpoint, attempts, idempotency_key, .. } = abandoned;
        self.0
            .lock()
            .expect("no panic with the lock")
            .push(format!("{endpoint} abandoned after {attempts}: {idempotency_key:?}"));
    }
}

#[tokio::test]
async fn an_observer_is_told_of_each_try_and_each_call() {
    let wallet = ScriptedWallet::new().unwrap();
    let told = Told::default();
    let client = Client::new(wallet.config().observer(told.clone())).unwrap();
    wallet.then(Reply::lost(TransportFailure::NotSent));
    wallet.then(Reply::signed(r#"{"result":{"resultStatus":"A","resultCode":"ACCEPT"}}"#));
    let _ = client.v1().payments().pay(&requests::pay()).await.unwrap();
    client.v1().payments().inquiry_payment(&requests::inquiry()).no_retry().await.unwrap_err();
    wallet.then(Reply::lost(TransportFailure::TooLarge));
    let _ = client.v1().payments().inquiry_payment(&requests::inquiry()).await.unwrap();
    let expected = [
        "v1/payments/pay try 1: not_sent 0",
        "v1/payments/pay try 2: accepted 200",
        "v1/payments/pay: accepted after 2",
        "v1/payments/inquiryPayment try 1: not_sent 0",
        "v1/payments/inquiryPayment: not_sent after 1",
        "v1/payments/inquiryPayment try 1: too_large 0",
        "v1/payments/inquiryPayment: too_large after 1",
    ];
    assert_eq!(*told.0.lock().unwrap(), expected);
}

/// A network that never answers.
struct Silence;

impl Transport for Silence {
    fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> countersign_runtime::signature::BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(std::future::pending())
    }
}

fn silent(told: &Told) -> Client {
    let ours = SigningKey::from_text(keys::MERCHANT).expect("a key");
    let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).expect("a key");
    let config = Config::new("https://wallet.invalid", keys::CLIENT_ID, ours, theirs);
    Client::new(config.transport(Silence).observer(told.clone())).expect("a client")
}

fn start_and_drop<F: Future>(future: F) {
    let mut future = pin!(future);
    assert!(matches!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending));
}

/// Outside of an async runtime, so that signing is done at once.
#[test]
fn a_dropped_call_is_logged_with_its_idempotency_key() {
    let log = Log::default();
    let _listening = log.listen();
    let told = Told::default();
    let client = silent(&told);
    let (payments, authorizations) = (client.v1().payments(), client.v1().authorizations());

    // Never polled: nothing went out.
    let request = requests::pay();
    drop(payments.pay(&request).into_future());
    assert_eq!(told.0.lock().unwrap().len(), 0);

    start_and_drop(payments.pay(&request).into_future());
    let secret: CancelTokenRequest = json::read_strict(CANCEL.as_bytes()).unwrap();
    start_and_drop(authorizations.cancel_token(&secret).into_future());
    let expected = [
        r#"v1/payments/pay abandoned after 1: [("paymentRequestId", "order-1")]"#,
        r#"v1/authorizations/cancelToken abandoned after 1: [("accessToken", "[hidden]")]"#,
    ];
    assert_eq!(*told.0.lock().unwrap(), expected);
    let logged = log.text();
    let warning = logged.lines().find(|line| line.contains("WARN") && line.contains("order-1"));
    assert!(warning.is_some_and(|line| line.contains("v1/payments/pay")), "{logged}");
    assert!(!logged.contains("planted"));
}

/// An earlier process may have sent it, so the key is all that is known of the payment.
#[tokio::test]
async fn a_dropped_repeat_that_was_refused_is_told_with_its_key() {
    let told = Told::default();
    let client = silent(&told);
    let request = requests::pay();
    let outcome = client.v1().payments().pay(&request).header("Signature", "x").repeat().await;
    let Ok(Outcome::Unknown(unknown)) = outcome else { panic!("{outcome:?}") };
    told.0.lock().unwrap().clear();
    drop(unknown);
    let expected = [r#"v1/payments/pay abandoned after 0: [("paymentRequestId", "order-1")]"#];
    assert_eq!(*told.0.lock().unwrap(), expected);
}

#[test]
fn futures_of_calls_are_small_and_can_move_between_threads() {
    fn check<F: Future + Send>(future: &F) -> usize {
        size_of_val(future)
    }
    let told = Told::default();
    let client = silent(&told);
    let request = requests::pay();
    let call = client.v1().payments().pay(&request);
    assert!(check(&call.into_future()) <= 512);
}
