//! Each is handled once, unless that failed.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::Router;
use bytes::Bytes;
use claro_client::Receiver;
use countersign_runtime::{
    receiver::{Claim, MemorySeen, Reply, Seen, SeenKey, SeenStore, StoreError},
    signature::BoxFuture,
};
use countersign_tests::Wallet;
use http::HeaderMap;
use tokio::sync::{mpsc, oneshot};

use crate::notifications::{
    ACKNOWLEDGED, HANDLED, Log, Paid, REPEATED, Replied, sent,
    shop::{Answer, BODY, PATH, Shop, post, receiver},
    status, wallet,
};

#[tokio::test]
async fn one_that_comes_again_is_recognised() {
    let (wallet, log) = (wallet().await, Log::default());
    let handled = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&handled);
    let service = log.of(receiver()).service(move |notification: Paid| {
        count.fetch_add(1, Ordering::Relaxed);
        async move {
            assert_eq!(notification.payment_amount.value, "10000");
            Reply::acknowledge()
        }
    });
    let shop = Shop::open(Router::new().route_service("/claro/notify", service)).await;
    let send = async |body: &str| -> Answer {
        let headers = wallet.notification(PATH, body.as_bytes()).unwrap();
        shop.send(&post(PATH, &headers, body)).await
    };

    for _ in 0..3 {
        let answer = send(BODY).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, ACKNOWLEDGED));
        assert_eq!(wallet.check_answer(PATH, &answer.headers, answer.body.as_bytes()), Ok(()));
    }
    assert_eq!(handled.load(Ordering::Relaxed), 1);
    assert_eq!(log.take(), [HANDLED, REPEATED, REPEATED]);

    let another = send(&BODY.replace("700000099", "700000100")).await;
    assert_eq!((another.status, handled.load(Ordering::Relaxed)), (200, 2));
    let forged = shop.send(&post(PATH, &HeaderMap::new(), BODY)).await;
    assert_eq!((forged.status, forged.result_status().as_str()), (400, "U"));
    let missing = "the notification could not be verified: the header `signature` is missing";
    assert_eq!(log.take(), [HANDLED, missing]);
}

#[tokio::test]
async fn two_at_the_same_moment_are_handled_once() {
    let wallet = wallet().await;
    let (begun, mut has_begun) = mpsc::unbounded_channel();
    let receiver = receiver();
    let service = receiver.service(move |_: Paid| {
        let (go_on, wait) = oneshot::channel();
        begun.send(go_on).unwrap();
        async move { wait.await.map(|()| Replied::acknowledge()) }
    });
    let shop = Shop::open(Router::new().route_service("/claro/notify", service)).await;
    let headers = wallet.notification(PATH, BODY.as_bytes()).unwrap();
    let request = post(PATH, &headers, BODY);
    let first = async { shop.send(&request).await.result_status() };
    let others = async {
        let go_on = has_begun.recv().await.unwrap();
        assert_eq!(shop.send(&request).await.result_status(), "U");
        assert_eq!(shop.send(&request).await.result_status(), "U");
        go_on.send(()).unwrap();
    };
    let (first, ()) = tokio::join!(first, others);
    assert_eq!(first, "S");
    assert_eq!(shop.send(&request).await.result_status(), "S");
    assert!(has_begun.try_recv().is_err(), "it was handled twice");
}

/// What a handler does.
#[derive(Debug, Clone, Copy)]
enum Does {
    Succeeds,
    Refuses,
    Defers,
    Fails,
    Panics,
    PanicsAtOnce,
}

impl Does {
    async fn it(self) -> Result<Replied, &'static str> {
        match self {
            Self::Succeeds => Ok(Reply::acknowledge()),
            Self::Refuses => Ok(Reply::refuse("PROCESS_FAIL", "No.")),
            Self::Defers => Ok(Reply::later()),
            Self::Fails => Err("the database is down"),
            Self::Panics | Self::PanicsAtOnce => panic!("on purpose"),
        }
    }
}

/// Sends the same notification once more; the answer's status.
async fn send(wallet: &Wallet, receiver: &Receiver, does: Does) -> String {
    let handler = move |_: Paid| {
        assert!(!matches!(does, Does::PanicsAtOnce), "on purpose");
        does.it()
    };
    status(wallet, &receiver.respond(sent(wallet, PATH, BODY), handler).await)
}

#[tokio::test]
async fn only_success_is_final() {
    let failed = "the notification could not be handled: the database is down";
    for (does, first, event) in [
        (Does::Refuses, "F", "the notification was handled and answered with status F"),
        (Does::Defers, "U", "the notification was handled and answered with status U"),
        (Does::Fails, "U", failed),
        (Does::Panics, "U", "the notification's handler panicked"),
        (Does::PanicsAtOnce, "U", "the notification's handler panicked"),
    ] {
        let (wallet, log) = (wallet().await, Log::default());
        let receiver = log.of(receiver());
        assert_eq!(send(&wallet, &receiver, does).await, first, "{does:?}");
        assert_eq!(send(&wallet, &receiver, Does::Succeeds).await, "S", "{does:?}");
        assert_eq!(send(&wallet, &receiver, Does::Panics).await, "S", "{does:?}: it is not handled again");
        assert_eq!(log.take(), [event, HANDLED, REPEATED]);
    }
}

/// A store that fails at one step or the other.
struct Broken {
    begin: bool,
}

struct BrokenClaim;

impl SeenStore for Broken {
    fn begin<'a>(&'a self, _: &'a SeenKey) -> BoxFuture<'a, Result<Seen, StoreError>> {
        Box::pin(async {
            if self.begin {
                Err(StoreError::new("no connection"))
            } else {
                Ok(Seen::First(Box::new(BrokenClaim)))
            }
        })
    }
}

impl Claim for BrokenClaim {
    fn finish(self: Box<Self>, answer: Bytes) -> BoxFuture<'static, Result<(), StoreError>> {
        assert_eq!(answer, ACKNOWLEDGED);
        Box::pin(async { Err(StoreError::new("connection lost")) })
    }
}

#[tokio::test]
async fn without_its_store_nothing_is_handled_and_nothing_is_lost() {
    let (wallet, log) = (wallet().await, Log::default());
    let broken = log.of(receiver()).seen(Broken { begin: true });
    assert_eq!(send(&wallet, &broken, Does::Panics).await, "U");
    assert_eq!(log.take(), ["the store of seen notifications failed: no connection"]);

    let forgetful = log.of(receiver()).seen(Broken { begin: false });
    assert_eq!(send(&wallet, &forgetful, Does::Succeeds).await, "S");
    assert_eq!(log.take(), ["the store of seen notifications failed: connection lost", HANDLED]);
}

#[tokio::test]
async fn receivers_may_share_a_store() {
    let (wallet, store) = (wallet().await, MemorySeen::new(100));
    let one = receiver().seen(store.clone());
    let another = receiver().seen(store);
    assert_eq!(send(&wallet, &one, Does::Succeeds).await, "S");
    assert_eq!(send(&wallet, &another, Does::Panics).await, "S");
    assert_eq!(send(&wallet, &receiver(), Does::Succeeds).await, "S", "a store of its own knows nothing");
}
