//! What the journal wants of a database, and says of one that is not fit.

use crate::shop::{Shop, on_each_database, pay};
use countersign_journal::{
    Journal, SendError,
    store::{Dialect, StoreError},
};

on_each_database! {
    tables_are_made_once_and_a_later_version_is_refused,
    workers_find_what_is_due_by_an_index,
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
    let Some(pool) = crate::shop::postgres_with(1).await else {
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
