//! Notifications that come before their calls are recorded.

use std::sync::atomic::Ordering;

use countersign_journal::{
    Ended, EndedBy, ReceiverExt, SealingKey, SendError, State,
    store::{Dialect, Value},
};
use countersign_runtime::receiver::{Notification, Reply};
use shop_client::v2::bills::BillNotification;

use crate::{
    closing::{Bills, bill},
    notifications::{Server, paid, receiver, signed},
    shop::{Shop, on_each_database},
};

on_each_database! {
    a_notification_that_came_first_ends_the_call,
    a_notification_that_came_first_is_compared_with_the_call,
    a_kept_notification_is_forgotten_in_time,
    a_kept_notification_is_sealed_where_it_is_sensitive,
}

/// How many notifications are kept.
async fn kept<DB: Dialect>(shop: &Shop<DB>) -> usize {
    shop.sql("SELECT id FROM countersign_journal_unmatched").await.len()
}

async fn a_notification_that_came_first_ends_the_call<DB: Dialect>(shop: Shop<DB>) {
    let server = Server::new(shop);
    let shop = &server.shop;
    assert_eq!(server.told(&paid("order-1", "SUCCESS", 10000)).await, "S");
    assert_eq!(server.handled.load(Ordering::SeqCst), 1, "nobody knew the call");
    let entry = shop.recorded("order-1").await;
    shop.due().await;
    shop.turn().await;
    let info = entry.info().await.unwrap();
    assert_eq!((info.ended, info.ended_by), (Some(Ended::Success), Some(EndedBy::Notification)));
    assert_eq!(shop.effects().await, ["order-1 success"]);
    assert!(matches!(entry.send().await, Err(SendError::AlreadySent(_))));
    assert!(shop.wallet.seen().is_empty());
    assert_eq!(kept(shop).await, 0);
}

async fn a_notification_that_came_first_is_compared_with_the_call<DB: Dialect>(shop: Shop<DB>) {
    let server = Server::new(shop);
    let shop = &server.shop;
    server.told(&paid("order-1", "SUCCESS", 1)).await;
    server.told(&paid("order-2", "SUCCESS", 10000)).await;
    let entry = shop.recorded("order-1").await;
    drop(shop.events());
    shop.due().await;
    shop.turn().await;
    let info = entry.info().await.unwrap();
    assert_eq!((info.state, info.ended), (State::Recorded, None));
    assert!(info.conflict.unwrap().contains("USD 1"));
    assert_eq!(shop.events().len(), 1);
    shop.due().await;
    shop.turn().await;
    assert!(shop.events().is_empty(), "it is told once");
    assert!(shop.effects().await.is_empty());
    assert_eq!(kept(shop).await, 1, "that of the other order");
}

async fn a_kept_notification_is_forgotten_in_time<DB: Dialect>(shop: Shop<DB>) {
    let server = Server::new(shop);
    let shop = &server.shop;
    server.told(&paid("order-1", "SUCCESS", 10000)).await;
    shop.journal.purge(std::time::Duration::from_secs(60)).await.unwrap();
    assert_eq!(kept(shop).await, 1, "it is too young");
    shop.sql("UPDATE countersign_journal_unmatched SET received_at = received_at - 60001").await;
    shop.journal.purge(std::time::Duration::from_secs(60)).await.unwrap();
    assert_eq!(kept(shop).await, 0);
}

async fn a_kept_notification_is_sealed_where_it_is_sensitive<DB: Dialect>(shop: Shop<DB>) {
    let bills = Bills::new(shop);
    let told = async |journal| {
        let receiver = receiver(&shop_client::API, &bills.shop.wallet).with_journal(journal, &bills.client);
        let body = r#"{"kind":"BILL","requestNo":"bill-1","bill":{"state":"SENT"},"payer":{"id":"planted"}}"#;
        let handler = |_: Notification<BillNotification>| async { Reply::acknowledge() };
        drop(receiver.respond(signed(&shop_client::API, &bills.shop.wallet, body).await, handler).await);
    };
    // Without a key nothing is kept of it.
    told(&bills.shop.journal).await;
    assert_eq!(kept(&bills.shop).await, 0);
    bills.shop.sql("DELETE FROM countersign_journal_seen").await;
    told(&bills.journal).await;
    let rows = bills.shop.sql("SELECT body FROM countersign_journal_unmatched").await;
    let Value::Bytes(Some(body)) = &rows[0][0] else { panic!("{rows:?}") };
    assert!(!body.windows(7).any(|part| part == b"planted"));
    let (mut tx, request) = (bills.shop.begin().await, bill());
    let entry = bills.journal.record(&mut tx, &bills.client, &request).reference("bill-1").await.unwrap();
    bills.shop.commit(tx).await;
    // A key that is lost is in nobody's way.
    let lost = bills.shop.journal.clone().sealing_key(SealingKey::new(2, [2; 32]));
    assert!(lost.settle(&bills.client, entry.id()).await.is_err());
    bills.turn().await;
    assert_eq!(
        bills.state(entry.id()).await,
        (State::Ended, Some(Ended::Success), Some(EndedBy::Notification))
    );
    assert_eq!(kept(&bills.shop).await, 0);
}
