//! Effects of verdicts: callbacks that fail, and when they are tried again.

use std::time::Duration;

use claro_client::Outcome;
use countersign_journal::{
    Ended,
    store::{Dialect, Value},
};
use countersign_runtime::testing::Reply;

use crate::shop::{SUCCESS, Shop, on_each_database};

on_each_database! {
    an_effect_that_fails_is_due,
    an_effect_is_tried_again_within_seconds,
    a_callback_that_panics_hangs_or_deadlocks_loses_nothing,
}

async fn an_effect_that_fails_is_due<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::signed(SUCCESS));
    shop.fail(1);
    assert!(matches!(entry.send().await, Ok(Outcome::Success(_))));
    let info = entry.info().await.unwrap();
    assert_eq!((info.ended, info.applied), (Some(Ended::Success), false));
    assert!(shop.effects().await.is_empty());
    assert_eq!(shop.open().await, 1, "open until its effect is applied");
    shop.fail(1);
    shop.turn().await;
    assert!(shop.effects().await.is_empty());
    shop.due().await;
    shop.turn().await;
    assert_eq!(shop.effects().await, ["order-1 success"]);
    assert_eq!(shop.open().await, 0);
}

async fn an_effect_is_tried_again_within_seconds<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::signed(SUCCESS));
    shop.fail(1);
    drop(entry.send().await.unwrap());
    // The wallet was asked for days before.
    shop.sql("UPDATE countersign_journal SET polls = 20, created_at = 0").await;
    for (due_for, pause) in [(0, 2), (60, 60), (24 * 3600, 600)] {
        shop.sql(&format!("UPDATE countersign_journal SET ended_at = {} - {due_for}000", DB::NOW)).await;
        shop.due().await;
        shop.fail(1);
        assert_eq!(shop.turn().await, 1);
        let until = format!("SELECT next_poll - {} FROM countersign_journal", DB::NOW);
        let Value::Int(Some(until)) = shop.sql(&until).await[0][0] else { panic!("it is due at some time") };
        assert!((pause * 1000 - 1900..pause * 1000 + 5000).contains(&until), "{due_for} s: {until} ms");
    }
}

async fn a_callback_that_panics_hangs_or_deadlocks_loses_nothing<DB: Dialect>(shop: Shop<DB>) {
    let shop = shop.journal(|journal| journal.callback_timeout(Duration::from_millis(50)));
    for (order, how) in [("order-1", 2), ("order-2", 3), ("order-3", 4)] {
        let entry = shop.recorded(order).await;
        shop.wallet.then(Reply::signed(SUCCESS));
        shop.fail(how);
        assert!(matches!(entry.send().await, Ok(Outcome::Success(_))));
        assert!(!entry.info().await.unwrap().applied);
        shop.due().await;
        shop.turn().await;
    }
    assert_eq!(shop.effects().await, ["order-1 success", "order-2 success", "order-3 success"]);
}
