//! Whoever drops a value that is the last to know of an open call is told, with the call's idempotency key.

use std::{
    future::IntoFuture,
    pin::pin,
    task::{Context, Poll, Waker},
    time::{Duration, SystemTime},
};

use countersign_runtime::{
    Client, Clock, Endpoint, Json, Outcome, Settled, StoredRequest, UntypedResponse,
    signature::BoxFuture,
    testing::{Reply, ScriptedWallet},
    transport::{Limits, TransportError, TransportFailure},
};

use crate::settling::shop::{API, ORDER, PAY, REVOKE, Shop, Told, lost, pay_status, result, says};

fn told(dropped: &str, attempts: u32) -> Vec<String> {
    vec![format!(r#"{dropped} of v1/orders/pay after {attempts}: [("orderNo", "1001")]"#)]
}

#[tokio::test]
async fn an_unused_unknown_is_told_and_a_used_one_is_not() {
    let shop = Shop::new();
    drop(shop.lost(&PAY, ORDER).await);
    assert_eq!(shop.told.take(), told("unknown", 1));
    let unknown = shop.lost(&PAY, ORDER).await;
    let _shown = format!("{unknown} {unknown:?}");
    unknown.recorded();
    assert!(shop.told.take().is_empty());
    drop(shop.lost(&REVOKE, r#"{"token":"planted"}"#).await);
    assert_eq!(shop.told.take(), [r#"unknown of v1/tokens/revoke after 1: [("token", "[hidden]")]"#]);

    for outcome in [
        shop.call(&PAY, ORDER, result("S", "SUCCESS", "")).await,
        shop.call(&PAY, ORDER, result("A", "ACCEPT", "")).await,
        shop.call(&PAY, ORDER, result("F", "FAIL", "")).await,
    ] {
        drop(outcome);
    }
    static ASK: Endpoint = Endpoint::new("v1", "orders/inquiry").with_read_only();
    drop(shop.call(&ASK, ORDER, lost()).await);
    assert!(shop.told.take().is_empty(), "nothing is open");
}

/// No lint finds this.
#[tokio::test]
async fn an_unknown_that_an_if_let_passes_over_is_told() {
    let shop = Shop::new();
    if let Outcome::Success(paid) = shop.call(&PAY, ORDER, lost()).await {
        panic!("{paid:?}");
    }
    assert_eq!(shop.told.take(), told("unknown", 1));
}

#[tokio::test]
async fn what_settling_leaves_open_is_told_and_what_it_ends_is_not() {
    let shop = Shop::new();
    for (reply, dropped) in [
        (pay_status("SUCCESS"), None),
        (pay_status("FAIL"), None),
        (pay_status("PROCESSING"), Some("unsettled")),
        (lost(), Some("unsettled")),
        (result("U", "LATER", ""), Some("unsettled")),
        (says(r#","orderNo":1001,"amount":{"value":"1"}"#), Some("conflict")),
    ] {
        let unknown = shop.lost(&PAY, ORDER).await;
        let settled = shop.then([reply]).client.settle(unknown).during(Duration::ZERO).await;
        assert!(shop.told.take().is_empty());
        drop(settled);
        assert_eq!(shop.told.take(), dropped.map(|dropped| told(dropped, 1)).unwrap_or_default());
    }
    let Outcome::Accepted(pending) = shop.call(&PAY, ORDER, result("A", "ACCEPT", "")).await else {
        panic!("accepted")
    };
    drop(shop.client.settle(pending));
    assert_eq!(shop.told.take(), told("settle", 1));
    drop(shop.client.settle(StoredRequest::<UntypedResponse>::untyped(&PAY, ORDER)).into_future());
    assert_eq!(shop.told.take(), told("settle", 0));
    let unknown = shop.lost(&PAY, ORDER).await;
    let Settled::Unknown(unsettled) = shop.client.settle(unknown).during(Duration::ZERO).await else {
        panic!("no connection")
    };
    drop(shop.client.settle(unsettled));
    assert_eq!(shop.told.take(), told("settle", 1), "once");
}

#[tokio::test]
async fn what_is_recorded_is_not_told() {
    let shop = Shop::new();
    for reply in [lost(), says(r#","orderNo":1001,"amount":{"value":"1"}"#)] {
        let unknown = shop.lost(&PAY, ORDER).await;
        match shop.then([reply]).client.settle(unknown).during(Duration::ZERO).await {
            Settled::Unknown(unsettled) => unsettled.recorded(),
            Settled::Conflict(conflict) => conflict.recorded(),
            settled => panic!("{settled:?}"),
        }
        assert!(shop.told.take().is_empty());
    }
}

#[tokio::test]
async fn a_cancel_without_a_response_is_told_as_the_call_that_it_was_to_close() {
    let shop = Shop::new();
    let unknown = shop.lost(&PAY, ORDER).await;
    shop.then([pay_status("PROCESSING"), lost()]);
    let settled = shop.client.settle(unknown).during(Duration::ZERO).give_up().await;
    assert!(shop.told.take().is_empty());
    drop(settled);
    assert_eq!(shop.told.take(), told("unsettled", 1));
}

/// A clock whose pauses never end.
struct Forever(countersign_runtime::testing::ManualClock);

impl Clock for Forever {
    fn now(&self) -> SystemTime {
        self.0.now()
    }
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

/// Outside of an async runtime, so that it goes on to the first pause at once.
#[test]
fn a_settle_that_is_dropped_while_it_asks_or_waits_is_told() {
    let wallet = ScriptedWallet::new().unwrap();
    let start_and_drop = |config: countersign_runtime::Config, told: &Told| {
        let client = Client::new(&API, config.observer(told.clone())).unwrap();
        let kept = StoredRequest::<UntypedResponse>::untyped(&PAY, ORDER);
        let mut future = pin!(client.settle(kept).into_future());
        assert!(matches!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending));
    };
    let waits = Told::default();
    wallet.then(pay_status("PROCESSING"));
    start_and_drop(wallet.config().clock(Forever(wallet.clock().clone())), &waits);
    assert_eq!(wallet.seen().len(), 1);
    assert_eq!(waits.take(), told("settle", 0));

    let repeats = Told::default();
    wallet.then(Reply::lost(TransportFailure::NotSent));
    let config = wallet.config().clock(Forever(wallet.clock().clone())).observer(repeats.clone());
    let client = Client::new(&API, config).unwrap();
    let request: Json = ORDER.parse().unwrap();
    let mut future = Box::pin(client.call_untyped(&PAY, &request).repeat().into_future());
    assert!(matches!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending));
    drop(future);
    assert_eq!(repeats.take(), told("call", 0), "the earlier call is open, whatever becomes of this one");

    let asks = Told::default();
    let silence =
        |_: http::Request<bytes::Bytes>, _: Limits| std::future::pending::<Result<_, TransportError>>();
    start_and_drop(wallet.config().transport(silence), &asks);
    assert_eq!(asks.take(), told("settle", 0), "and nothing of the inquiry");
}
