//! What the journal wants of a database, and says of one that is not fit.

use crate::shop::{SUCCESS, Shop, on_each_database, pay};
use claro_client::{Outcome, transport::TransportFailure};
use countersign_journal::{
    Journal, SendError,
    store::{Dialect, StoreError},
};
use countersign_runtime::testing::Reply;

on_each_database! {
    tables_are_made_once_and_a_later_version_is_refused,
    workers_find_what_is_due_by_an_index,
    what_no_program_knows_is_listed,
    a_database_that_is_gone_sends_nothing_and_loses_nothing,
}

async fn tables_are_made_once_and_a_later_version_is_refused<DB: Dialect>(shop: Shop<DB>) {
    shop.journal.migrate().await.unwrap();
    shop.sql("UPDATE countersign_journal_migrations SET version = 99").await;
    let error = shop.journal.migrate().await.unwrap_err();
    assert!(matches!(error, StoreError::Schema(_)), "{error}");
    shop.sql("UPDATE countersign_journal_migrations SET version = 1").await;
    shop.sql("DROP TABLE countersign_journal_ids").await;
    shop.sql("DROP TABLE countersign_journal").await;
    let error = shop.journal.find("order-1").await.unwrap_err();
    assert!(error.to_string().contains("Call `Journal::migrate`"), "{error}");
}

async fn workers_find_what_is_due_by_an_index<DB: Dialect>(shop: Shop<DB>) {
    let explain = if DB::NAME == "SQLite" { "EXPLAIN QUERY PLAN" } else { "EXPLAIN" };
    let sql = "SELECT id FROM countersign_journal WHERE api = 'claro' AND client_id = 'x' AND applied_at IS NULL \
        AND next_poll <= 7 AND format <= 1 ORDER BY next_poll LIMIT 32";
    if DB::NAME != "SQLite" {
        shop.sql("SET enable_seqscan = off").await;
    }
    let plan = format!("{:?}", shop.sql(&format!("{explain} {sql}")).await);
    assert!(plan.contains("countersign_journal_due"), "{plan}");
}

async fn what_no_program_knows_is_listed<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    shop.wallet.then(Reply::lost(TransportFailure::TimedOut));
    drop(entry.send().await.unwrap());
    shop.sql("UPDATE countersign_journal SET endpoint = 'v9/gone'").await;
    shop.due().await;
    assert_eq!(shop.turn().await, 1);
    assert_eq!(
        shop.events(),
        ["entry 1 could not be looked after: the client knows no endpoint v9/gone: the entry was \
        recorded by a program with other specs"]
    );
    let open = shop.journal.open(countersign_journal::EntryId(0), 10).await.unwrap();
    assert_eq!(open.len(), 1);
    // An entry of a later version is left alone.
    shop.sql("UPDATE countersign_journal SET format = 99").await;
    shop.due().await;
    assert_eq!(shop.turn().await, 0);
    // What nobody writes is an error, not a guess.
    shop.sql("UPDATE countersign_journal SET format = 1, attempts = -1").await;
    let error = shop.journal.entry(entry.id()).await.unwrap_err();
    assert!(error.to_string().contains("changed by hand or is damaged"), "{error}");
}

async fn a_database_that_is_gone_sends_nothing_and_loses_nothing<DB: Dialect>(shop: Shop<DB>) {
    let (first, second) = (shop.recorded("order-1").await, shop.recorded("order-2").await);
    // It goes between the mark and the response: headers are asked for between them.
    let pool = shop.pool();
    let goes = shop.journal.clone().headers(move |_| {
        drop(pool.close());
        Vec::new()
    });
    let mut tx = shop.begin().await;
    let request = pay("order-3");
    let third = goes.record(&mut tx, &shop.client, &request).reference("order-3").await.unwrap();
    shop.commit(tx).await;
    shop.wallet.then(Reply::signed(SUCCESS));
    let outcome = third.send().await.unwrap();
    assert!(matches!(outcome, Outcome::Unknown(_)), "the books do not have it: {outcome:?}");
    let error = first.send().await.unwrap_err();
    assert!(matches!(error, SendError::Store(StoreError::Database(_))), "{error}");
    assert_eq!(shop.wallet.seen().len(), 1);
    drop(shop.events());
    assert_eq!(shop.turn().await, 0);
    let told = shop.events();
    assert!(told.len() == 1 && told[0].contains("no entries could be claimed"), "{told:?}");
    assert!(second.withdraw().await.unwrap_err().to_string().contains("database failed"));
}

#[tokio::test]
async fn sqlite_that_may_lose_a_commit_is_refused() {
    use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteConnectOptions::new().filename(folder.path().join("shop.db")).create_if_missing(true);
    let weak = options.clone().synchronous(SqliteSynchronous::Normal);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(weak).await.unwrap();
    let error = Journal::new(pool.clone()).migrate().await.unwrap_err();
    assert!(
        matches!(error, StoreError::Weak(_)) && error.to_string().contains("synchronous = FULL"),
        "{error}"
    );
    // Also where only the connection that marks is weak.
    let shop =
        Shop::new(SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap()).await;
    let entry = shop.recorded("order-1").await;
    shop.sql("PRAGMA synchronous = OFF").await;
    let error = entry.send().await.unwrap_err();
    assert!(matches!(error, SendError::Store(StoreError::Weak(_))), "{error}");
    assert!(shop.wallet.seen().is_empty());
}

#[tokio::test]
async fn a_database_that_is_full_sends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new();
    let options = options.filename(folder.path().join("shop.db")).create_if_missing(true);
    let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    let shop = Shop::new(pool).await;
    shop.sql("PRAGMA max_page_count = 1").await;
    // Until its last page is full, something fits in.
    for number in 0..1000 {
        let (mut tx, order) = (shop.begin().await, format!("order-{number}"));
        let request = pay(&order);
        match shop.journal.record(&mut tx, &shop.client, &request).reference(&order).await {
            Ok(entry) => drop((entry, tx.commit().await)),
            Err(error) => {
                assert!(error.to_string().contains("database or disk is full"), "{error}");
                drop(tx);
                // With room again it goes on.
                shop.sql("PRAGMA max_page_count = 100000").await;
                drop(shop.recorded(&order).await);
                assert!(shop.wallet.seen().is_empty());
                return;
            }
        }
    }
    panic!("it was never full");
}

#[tokio::test]
async fn a_database_that_cannot_be_written_sends_nothing() {
    use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
    let folder = tempfile::tempdir().unwrap();
    let shop = Shop::new(crate::shop::sqlite(&folder).await).await;
    let entry = shop.recorded("order-1").await;
    let options = SqliteConnectOptions::new().filename(folder.path().join("shop.db")).read_only(true);
    let pool = SqlitePoolOptions::new().connect_with(options).await.unwrap();
    let read_only = Journal::new(pool.clone());
    let mut tx = pool.begin().await.unwrap();
    let error = read_only.record(&mut tx, &shop.client, &pay("order-2")).await.unwrap_err();
    assert!(error.to_string().contains("readonly database"), "{error}");
    drop(tx);
    let error = read_only.withdraw(entry.id()).await.unwrap_err();
    assert!(error.to_string().contains("readonly database"), "{error}");
    assert!(shop.wallet.seen().is_empty());
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn postgres_that_may_lose_a_commit_is_refused() {
    let Some(pool) = crate::shop::postgres(1).await else {
        eprintln!("not run: JOURNAL_POSTGRES_URL is not set");
        return;
    };
    let shop = Shop::new(pool).await;
    let entry = shop.recorded("order-1").await;
    shop.sql("SET synchronous_commit = off").await;
    let error = entry.send().await.unwrap_err();
    assert!(matches!(error, SendError::Store(StoreError::Weak(_))), "{error}");
    assert!(error.to_string().contains("synchronous_commit"), "{error}");
    assert!(shop.wallet.seen().is_empty());
}
