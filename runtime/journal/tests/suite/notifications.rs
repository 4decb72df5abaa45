//! Notifications end calls, whichever instance they come to.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use crate::shop::{Shop, on_each_database};
use bytes::Bytes;
use claro_client::{
    API, Outcome,
    receiver::{Notification, Receiver, Reply},
    transport::TransportFailure,
    v1::payments::PaymentNotification,
};
use countersign_journal::{
    EndedBy, Journal, ReceiverExt, State,
    store::{Dialect, SqlStore},
};
use countersign_runtime::{
    Api, Clock,
    receiver::{Seen, SeenKey, SeenStore},
    signature::{SigningKey, WalletKey, sign_with},
    testing::{Reply as WalletsReply, ScriptedWallet},
};

on_each_database! {
    a_notification_ends_a_call,
    what_is_about_no_recorded_call_goes_to_its_handler,
    a_notification_of_another_amount_is_a_conflict,
    a_second_notification_that_differs_is_a_conflict,
    a_purged_call_is_still_known,
    a_notification_is_handled_once_on_all_instances,
    a_claim_ends_with_its_holder,
}

/// A merchant's server for notifications.
pub(crate) struct Server<DB: Dialect> {
    receiver: Receiver,
    pub(crate) handled: Arc<AtomicU32>,
    pub(crate) shop: Shop<DB>,
}

impl<DB: Dialect> Server<DB> {
    pub(crate) fn new(shop: Shop<DB>) -> Self {
        let receiver = receiver(&API, &shop.wallet).with_journal(&shop.journal, &shop.client);
        Self { receiver, handled: Arc::default(), shop }
    }

    /// The status of the answer.
    pub(crate) async fn told(&self, body: &str) -> String {
        let (request, handled) = (self.signed(body).await, Arc::clone(&self.handled));
        let handler = move |_: Notification<PaymentNotification>| async move {
            handled.fetch_add(1, Ordering::SeqCst);
            Reply::acknowledge()
        };
        let answer = self.receiver.respond(request, handler).await;
        let answer = String::from_utf8(answer.body().to_vec()).unwrap();
        answer.split("\"resultStatus\":\"").nth(1).unwrap()[..1].to_owned()
    }

    async fn signed(&self, body: &str) -> http::Request<Bytes> {
        signed(&API, &self.shop.wallet, body).await
    }
}

/// A notification as the wallet of an API sends it.
pub(crate) async fn signed(api: &Api, wallet: &ScriptedWallet, body: &str) -> http::Request<Bytes> {
    let key = SigningKey::from_text(include_str!("../../../src/testing/wallet.pem")).unwrap();
    let message = api.dialect.request("/notify", body.as_bytes());
    let params = api.dialect.header_params(ScriptedWallet::CLIENT_ID, wallet.clock().now());
    let signed = sign_with(&key, &message, &params).await.unwrap();
    let mut request = http::Request::post("/notify").body(Bytes::from(body.to_owned())).unwrap();
    request.headers_mut().extend(signed.headers);
    request
}

pub(crate) fn receiver(api: &Api, wallet: &ScriptedWallet) -> Receiver {
    let ours = SigningKey::from_text(include_str!("../../../src/testing/merchant.pem")).unwrap();
    let wallets = WalletKey::from_text(include_str!("../../../src/testing/wallet.public.pem")).unwrap();
    Receiver::new(ScriptedWallet::CLIENT_ID, ours, wallets)
        .dialect(api.dialect.clone())
        .clock(wallet.clock().clone())
}

pub(crate) fn paid(order: &str, status: &str, cents: u32) -> String {
    let reason = if status == "FAIL" { r#","paymentFailReason":"no money""# } else { "" };
    format!(
        r#"{{"partnerId":"P000000000000001","paymentId":"p-{order}","paymentRequestId":"{order}","paymentStatus":"{status}",
            "paymentAmount":{{"currency":"USD","value":"{cents}"}}{reason}}}"#
    )
}

/// A payment whose response was lost.
async fn lost<DB: Dialect>(shop: &Shop<DB>, order: &str) -> countersign_journal::EntryId {
    let entry = shop.recorded(order).await;
    shop.wallet.then(WalletsReply::lost(TransportFailure::TimedOut));
    assert!(matches!(entry.send().await, Ok(Outcome::Unknown(_))));
    entry.id()
}

async fn a_notification_ends_a_call<DB: Dialect>(shop: Shop<DB>) {
    let server = Server::new(shop);
    let shop = &server.shop;
    let (first, second) = (lost(shop, "order-1").await, lost(shop, "order-2").await);
    assert_eq!(server.told(&paid("order-1", "SUCCESS", 10000)).await, "S");
    assert_eq!(server.told(&paid("order-2", "FAIL", 10000)).await, "S");
    assert_eq!(server.told(&paid("order-1", "SUCCESS", 10000)).await, "S", "again");
    assert_eq!(shop.effects().await, ["order-1 success", "order-2 failed"]);
    for id in [first, second] {
        let info = shop.journal.entry(id).await.unwrap().unwrap();
        assert_eq!((info.state, info.ended_by), (State::Ended, Some(EndedBy::Notification)));
    }
    assert_eq!(server.handled.load(Ordering::SeqCst), 0);
    assert_eq!(shop.open().await, 0);
}

async fn what_is_about_no_recorded_call_goes_to_its_handler<DB: Dialect>(shop: Shop<DB>) {
    let server = Server::new(shop);
    assert_eq!(server.told(&paid("order-1", "SUCCESS", 10000)).await, "S");
    assert_eq!(server.handled.load(Ordering::SeqCst), 1);
    let events = server.shop.events();
    assert_eq!(events, ["a notification is about no recorded call: v1/payments/notifyPayment"]);
}

async fn a_notification_of_another_amount_is_a_conflict<DB: Dialect>(shop: Shop<DB>) {
    let server = Server::new(shop);
    let shop = &server.shop;
    let id = lost(shop, "order-1").await;
    assert_eq!(server.told(&paid("order-1", "SUCCESS", 1)).await, "S");
    let info = shop.journal.entry(id).await.unwrap().unwrap();
    assert_eq!(info.ended, None);
    assert!(info.conflict.unwrap().contains("USD 1"));
    assert!(shop.effects().await.is_empty());
    assert_eq!(server.handled.load(Ordering::SeqCst), 0);
}

async fn a_second_notification_that_differs_is_a_conflict<DB: Dialect>(shop: Shop<DB>) {
    let server = Server::new(shop);
    let shop = &server.shop;
    let id = lost(shop, "order-1").await;
    assert_eq!(server.told(&paid("order-1", "FAIL", 10000)).await, "S");
    assert_eq!(server.told(&paid("order-1", "SUCCESS", 10000)).await, "S");
    assert_eq!(shop.effects().await, ["order-1 failed"]);
    assert!(shop.journal.entry(id).await.unwrap().unwrap().conflict.is_some());
}

async fn a_purged_call_is_still_known<DB: Dialect>(shop: Shop<DB>) {
    let server = Server::new(shop);
    let shop = &server.shop;
    lost(shop, "order-1").await;
    shop.end_all().await;
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert_eq!(shop.journal.purge(Duration::ZERO).await.unwrap(), 1);
    assert_eq!(server.told(&paid("order-1", "SUCCESS", 10000)).await, "S");
    assert_eq!(server.handled.load(Ordering::SeqCst), 0, "it is no news");
    assert_eq!(shop.effects().await, ["order-1 success"]);
}

async fn a_notification_is_handled_once_on_all_instances<DB: Dialect>(shop: Shop<DB>) {
    let other: Journal<SqlStore<DB>> = shop.journal.clone();
    let (one, other) = (shop.journal.seen(), other.seen());
    let key = SeenKey::from_bytes([7; 32]);
    let Seen::First(claim) = one.begin(&key).await.unwrap() else { panic!("it is new") };
    assert!(matches!(other.begin(&key).await.unwrap(), Seen::InProgress));
    // Given back, it is anybody's.
    drop(claim);
    let claim = loop {
        match other.begin(&key).await.unwrap() {
            Seen::First(claim) => break claim,
            _ => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    };
    claim.finish(Bytes::from_static(b"answer")).await.unwrap();
    assert!(matches!(one.begin(&key).await.unwrap(), Seen::Done(answer) if answer == "answer"));
}

async fn a_claim_ends_with_its_holder<DB: Dialect>(shop: Shop<DB>) {
    let lease = Duration::from_secs(2);
    let key = SeenKey::from_bytes([7; 32]);
    // Prolonged while its holder lives.
    let seen = shop.journal.seen().lease(lease);
    let Seen::First(claim) = seen.begin(&key).await.unwrap() else { panic!("it is new") };
    let until = async || format!("{:?}", shop.sql("SELECT lease_until FROM countersign_journal_seen").await);
    let first = until().await;
    while until().await == first {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(matches!(seen.begin(&key).await.unwrap(), Seen::InProgress));
    // A holder that dies gives nothing back: here its key is another's, as after a crash, and its lease is over.
    shop.sql("UPDATE countersign_journal_seen SET holder = key_digest, lease_until = 0").await;
    assert!(matches!(seen.begin(&key).await.unwrap(), Seen::First(_)));
    // The first holder, which was only slow, can't write its answer over the second's.
    assert!(claim.finish(Bytes::from_static(b"late")).await.is_err());
}
