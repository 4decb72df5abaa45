//! What a worker's claim costs among many open entries:
//! `cargo run --release -p countersign-journal --features postgres --example claim_cost [postgres://...]`.
//!
//! 100,000 open entries, of which half are due; 32 are claimed at a time. On SQLite, or on the Postgres of the URL, in a schema
//! of its own.

use std::{
    error::Error,
    time::{Duration, Instant},
};

use countersign_journal::store::{Dialect, SqlStore, Store};
use sqlx::{AssertSqlSafe, Pool};

const ENTRIES: u32 = 100_000;
const CLAIMS: usize = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    match std::env::args().nth(1) {
        #[cfg(feature = "postgres")]
        Some(url) => {
            let pool = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect(&url).await?;
            sqlx::query("CREATE SCHEMA claim_cost").execute(&pool).await?;
            sqlx::query("SET search_path TO claim_cost").execute(&pool).await?;
            measure(pool.clone(), "sha256(CAST(CAST(i AS TEXT) AS BYTEA))").await?;
            sqlx::query("DROP SCHEMA claim_cost CASCADE").execute(&pool).await?;
        }
        #[cfg(not(feature = "postgres"))]
        Some(_) => return Err("build it with --features postgres".into()),
        None => {
            let folder = tempfile::tempdir()?;
            let options = sqlx::sqlite::SqliteConnectOptions::new()
                .filename(folder.path().join("shop.db"))
                .create_if_missing(true)
                .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
            measure(sqlx::SqlitePool::connect_with(options).await?, "randomblob(32)").await?;
        }
    }
    Ok(())
}

async fn measure<DB: Dialect>(pool: Pool<DB>, digest: &str) -> Result<(), Box<dyn Error>> {
    let store = SqlStore::new(pool.clone());
    store.migrate().await?;
    let now = DB::NOW;
    let insert = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ENTRIES}) \
         INSERT INTO countersign_journal (format, api, client_id, endpoint, key_digest, reference, purpose, by_hand, body, \
         sealed, state, attempts, created_at, deadline, next_poll) \
         SELECT 1, 'claro', '2022', 'v1/payments/pay', {digest}, CAST(i AS TEXT), 'pay', 0, {digest}, 0, 'sending', 1, {now}, {now}, \
         {now} + (i % 2) * 3600000 - i FROM n"
    );
    let mut conn = pool.acquire().await?;
    DB::run(&mut conn, AssertSqlSafe(insert), &[]).await?;
    DB::run(&mut conn, AssertSqlSafe("ANALYZE".to_owned()), &[]).await?;
    drop(conn);
    let mut times = Vec::new();
    for _ in 0..CLAIMS {
        let start = Instant::now();
        let claimed = store.claim("claro", "2022", 32, Duration::from_secs(60)).await?;
        times.push(start.elapsed());
        assert_eq!(claimed.len(), 32);
    }
    times.sort_unstable();
    let (median, slowest) = (times[CLAIMS / 2], times[CLAIMS - 1]);
    println!("{}: claiming 32 of {ENTRIES} open entries: median {median:?}, slowest {slowest:?}", DB::NAME);
    Ok(())
}
