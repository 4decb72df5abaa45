//! Calls that nobody waits for any more: whoever drops one is told of it when a request may have reached the wallet, and
//! only then. Outside of an async runtime, each future is polled by hand and dropped where it waits.

use std::{
    future::{Future, IntoFuture},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::SystemTime,
};

use bytes::Bytes;
use claro_client::{Client, Config};
use countersign_runtime::{
    Abandoned, Clock, Observer, RetryPolicy,
    signature::{BoxFuture, SigningKey, WalletKey},
    transport::{Limits, TransportError, TransportFailure},
};
use countersign_tests::{answers::Signing, keys, requests};

const SUCCESS: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#;
/// The documents say to send it again.
const LATER: &str = r#"{"result":{"resultStatus":"U","resultCode":"REQUEST_TRAFFIC_EXCEED_LIMIT"}}"#;

/// What becomes of one try.
#[derive(Debug, Clone, Copy)]
enum Step {
    Says(&'static str),
    NoConnection,
    NoAnswer,
    /// It never ends.
    Hangs,
    Panics,
}
use Step::{Hangs, NoAnswer, NoConnection, Panics, Says};

/// Keeps whom it was told of.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<String>>>);

impl Observer for Told {
    fn abandoned(&self, abandoned: &Abandoned<'_>) {
        let Abandoned { endpoint, attempts, idempotency_key, .. } = abandoned;
        let told = format!("{endpoint} after {attempts}: {idempotency_key:?}");
        self.0.lock().expect("no panic with the lock").push(told);
    }
}

/// Pauses so many times at once, and then for ever.
struct Pauses(Mutex<usize>);

impl Clock for Pauses {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }
    fn sleep(&self, _: std::time::Duration) -> BoxFuture<'_, ()> {
        let mut left = self.0.lock().expect("no panic with the lock");
        let Some(less) = left.checked_sub(1) else { return Box::pin(std::future::pending()) };
        *left = less;
        Box::pin(std::future::ready(()))
    }
}

/// A client whose tries go so, and who waits for ever in its last pause.
fn client(steps: &'static [Step], told: &Told) -> Client {
    let ours = SigningKey::from_text(keys::MERCHANT).expect("a key");
    let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).expect("a key");
    let wallet = SigningKey::from_text(keys::WALLET).expect("a key");
    let step = Mutex::new(steps.iter());
    let transport = move |request: http::Request<Bytes>, _: Limits| {
        let step = step.lock().expect("no panic with the lock").next().copied().expect("one more try");
        let answer = match step {
            Says(body) => {
                Ok(Signing::new(&wallet, request.uri().path(), SystemTime::UNIX_EPOCH).answer(body))
            }
            NoConnection => Err(TransportError::new(TransportFailure::NotSent, "no connection")),
            NoAnswer | Hangs | Panics => Err(TransportError::new(TransportFailure::TimedOut, "no answer")),
        };
        async move {
            match step {
                Hangs => std::future::pending().await,
                Panics => panic!("on purpose"),
                _ => answer,
            }
        }
    };
    let pauses = Pauses(Mutex::new(steps.len() - 1));
    let config = Config::new("https://wallet.invalid", keys::CLIENT_ID, ours, theirs)
        .transport(transport)
        .clock(pauses)
        .retry(RetryPolicy::default().attempts(9).resend_lost(true))
        .observer(told.clone());
    Client::new(config).expect("a client")
}

/// Polls a future once.
fn polled<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn a_dropped_call_is_told_of_when_a_request_may_have_gone_out() {
    // How the tries go, and how many of them count: with none, nobody need be told.
    let table: &[(&'static [Step], Option<u32>)] = &[
        // Dropped in a pause.
        (&[NoConnection], None),
        (&[NoConnection, NoConnection, NoConnection], None),
        (&[Says(LATER)], Some(1)),
        (&[NoAnswer], Some(1)),
        (&[NoConnection, NoAnswer], Some(2)),
        (&[NoAnswer, NoConnection], Some(2)),
        (&[Says(LATER), NoConnection, NoConnection], Some(3)),
        (&[NoConnection, NoConnection, Says(LATER)], Some(3)),
        // Dropped while a try is on its way.
        (&[Hangs], Some(1)),
        (&[NoConnection, Hangs], Some(2)),
        (&[NoAnswer, Hangs], Some(2)),
        (&[Says(LATER), NoConnection, Hangs], Some(3)),
    ];
    for (steps, expected) in table {
        let told = Told::default();
        let client = client(steps, &told);
        let request = requests::pay();
        let waits = polled(client.v1().payments().pay(&request).into_future());
        assert!(waits.is_pending(), "{steps:?}");
        let expected: Vec<String> = expected
            .iter()
            .map(|tries| format!(r#"v1/payments/pay after {tries}: [("paymentRequestId", "order-1")]"#))
            .collect();
        assert_eq!(*told.0.lock().unwrap(), expected, "{steps:?}");
    }
}

#[test]
fn a_call_that_came_to_its_end_is_not_told_of() {
    for steps in [
        &[Says(SUCCESS)],
        &[NoConnection, Says(SUCCESS)] as &'static [Step],
        &[NoAnswer, Says(LATER), Says(SUCCESS)],
    ] {
        let told = Told::default();
        let client = client(steps, &told);
        let request = requests::pay();
        let Poll::Ready(outcome) = polled(client.v1().payments().pay(&request).into_future()) else {
            panic!("{steps:?}")
        };
        assert_eq!(outcome.unwrap().name(), "Success");
        assert_eq!(*told.0.lock().unwrap(), [""; 0], "{steps:?}");
    }
}

/// A call without an idempotency key is told of, too: it says that there is none.
#[test]
fn without_idempotency_key_it_is_told_of_all_the_same() {
    let told = Told::default();
    let client = client(&[Hangs], &told);
    let request = requests::apply_token();
    assert!(polled(client.v1().authorizations().apply_token(&request).into_future()).is_pending());
    assert_eq!(*told.0.lock().unwrap(), ["v1/authorizations/applyToken after 1: []"]);
}

/// A panic of somebody's own transport ends the call like being dropped.
#[test]
fn a_panic_on_the_way_is_told_of() {
    for (steps, tries) in [(&[Panics] as &'static [Step], 1), (&[NoConnection, Panics], 2)] {
        let told = Told::default();
        let client = client(steps, &told);
        let request = requests::pay();
        let call = client.v1().payments().pay(&request).into_future();
        assert!(catch_unwind(AssertUnwindSafe(|| polled(call))).is_err());
        let expected = format!(r#"v1/payments/pay after {tries}: [("paymentRequestId", "order-1")]"#);
        assert_eq!(*told.0.lock().unwrap(), [expected]);
    }
}
