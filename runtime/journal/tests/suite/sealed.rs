//! Bodies with sensitive fields.

use claro_client::transport::TransportFailure;
use countersign_journal::{EntryId, RecordError, SealingKey, State, store::Dialect};
use countersign_runtime::testing::Reply;

use crate::shop::{Shop, on_each_database, status};

on_each_database! {
    sensitive_bodies_are_sealed,
    a_key_that_is_lost_loses_no_call,
}

async fn sensitive_bodies_are_sealed<DB: Dialect>(shop: Shop<DB>) {
    let request = crate::shop::with_secret("order-1");
    let mut tx = shop.begin().await;
    let error = shop.journal.record(&mut tx, &shop.client, &request).reference("order-1").await.unwrap_err();
    assert!(matches!(error, RecordError::NotSealed), "{error}");
    drop(tx);
    let shop = shop.journal(|journal| journal.sealing_key(SealingKey::new(1, [7; 32])));
    let mut tx = shop.begin().await;
    let entry = shop.journal.record(&mut tx, &shop.client, &request).reference("order-1").await.unwrap();
    shop.commit(tx).await;
    assert!(!shop.raw(entry.id()).await.windows(7).any(|part| part == b"planted"));
    shop.wallet.then(Reply::lost(TransportFailure::TimedOut)).then(status("order-1", "SUCCESS"));
    drop(entry.send().await.unwrap());
    let sent = shop.wallet.seen()[0].body().clone();
    assert!(sent.windows(7).any(|part| part == b"planted"));
    shop.due().await;
    shop.turn().await;
    assert_eq!(shop.effects().await, ["order-1 success"]);
    assert!(!format!("{entry:?} {:?}", entry.info().await.unwrap()).contains("planted"));
}

async fn a_key_that_is_lost_loses_no_call<DB: Dialect>(shop: Shop<DB>) {
    let sealing = shop.journal.clone().sealing_key(SealingKey::new(1, [7; 32]));
    let request = crate::shop::with_secret("order-1");
    let mut tx = shop.begin().await;
    let entry = sealing.record(&mut tx, &shop.client, &request).reference("order-1").await.unwrap();
    shop.commit(tx).await;
    shop.wallet.then(Reply::lost(TransportFailure::TimedOut)).then(status("order-1", "SUCCESS"));
    drop(entry.send().await.unwrap());
    shop.due().await;
    assert_eq!(shop.turn().await, 1);
    let told = shop.events();
    assert!(
        told.len() == 1 && told[0].contains("sealed by key 1, which the journal does not have"),
        "{told:?}"
    );
    let open = shop.journal.open(EntryId(0), 10).await.unwrap();
    assert_eq!((open.len(), open[0].state), (1, State::Sending));
    assert_eq!(shop.wallet.seen().len(), 1, "nobody is asked");
    // Found again, it is asked about.
    shop.due().await;
    assert_eq!(sealing.worker().client(&shop.client).turn().await, 1);
    assert_eq!(shop.effects().await, ["order-1 success"]);
}
