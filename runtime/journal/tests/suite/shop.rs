//! A shop with a journal, on a database of its own, and a scripted wallet.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use claro_client::{
    Client, Text, money, text,
    v1::{
        payments::{PayRequest, PayRequired, PayResponse},
        types::Amount,
    },
};
use countersign_journal::{
    Ended, Entry, EntryId, Journal,
    store::{Dialect, SqlStore, Value},
};
use countersign_runtime::testing::{Reply, ScriptedWallet};
use sqlx::{AssertSqlSafe, Pool, Transaction};

pub(crate) const SUCCESS: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"},"paymentId":"p1"}"#;

pub(crate) struct Shop<DB: Dialect> {
    pub(crate) journal: Journal<SqlStore<DB>>,
    pub(crate) client: Client,
    pub(crate) wallet: ScriptedWallet,
    pool: Pool<DB>,
    /// How the next callback fails: 1 by an error, 2 by a panic, 3 by never ending, 4 by waiting for what it locks itself.
    failure: Arc<AtomicU32>,
    events: Arc<Mutex<Vec<String>>>,
}

impl<DB: Dialect> Shop<DB> {
    pub(crate) async fn new(pool: Pool<DB>) -> Self {
        let wallet = ScriptedWallet::new().unwrap();
        let client = Client::new(wallet.config()).unwrap();
        let (failure, events) = (Arc::new(AtomicU32::new(0)), Arc::new(Mutex::new(Vec::new())));
        let (fails, told, deadlocks) = (Arc::clone(&failure), Arc::clone(&events), pool.clone());
        let journal = Journal::new(pool.clone())
            .on_verdict(move |verdict, conn| {
                let (failure, pool) = (fails.swap(0, Ordering::SeqCst), deadlocks.clone());
                Box::pin(async move {
                    let sql = "INSERT INTO effects (reference, ended) VALUES ($1, $2)";
                    let values = [verdict.reference.as_str(), verdict.ended.word()]
                        .map(|text| Value::Text(Some(text.to_owned())));
                    DB::run(conn, AssertSqlSafe(sql.to_owned()), &values).await?;
                    match failure {
                        0 => Ok(()),
                        1 => Err("the shop is closed".into()),
                        2 => panic!("the shop is on fire"),
                        4 => {
                            let mut other = pool.begin_with(DB::BEGIN).await?;
                            let sql =
                                AssertSqlSafe("UPDATE countersign_journal SET reason = NULL".to_owned());
                            DB::run(&mut other, sql, &[]).await?;
                            Ok(())
                        }
                        _ => std::future::pending().await,
                    }
                })
            })
            .on_event(move |event| told.lock().unwrap().push(event.to_string()));
        journal.migrate().await.unwrap();
        let shop = Self { journal, client, wallet, pool, failure, events };
        shop.sql("CREATE TABLE effects (reference TEXT NOT NULL, ended TEXT NOT NULL)").await;
        shop
    }

    /// Its store, where nothing is recorded yet.
    #[cfg(feature = "testing")]
    pub(crate) fn store(&self) -> SqlStore<DB> {
        SqlStore::new(self.pool.clone())
    }

    pub(crate) fn pool(&self) -> Pool<DB> {
        self.pool.clone()
    }

    /// With other settings of the journal.
    pub(crate) fn journal(
        mut self,
        change: impl FnOnce(Journal<SqlStore<DB>>) -> Journal<SqlStore<DB>>,
    ) -> Self {
        self.journal = change(self.journal);
        self
    }

    pub(crate) async fn begin(&self) -> Transaction<'static, DB> {
        self.pool.begin_with(DB::BEGIN).await.unwrap()
    }

    pub(crate) async fn commit(&self, tx: Transaction<'static, DB>) {
        tx.commit().await.unwrap();
    }

    /// A recorded payment whose key is its reference.
    pub(crate) async fn recorded(&self, order: &str) -> Entry<SqlStore<DB>, PayResponse> {
        self.recorded_as(order, order).await
    }

    pub(crate) async fn recorded_as(&self, key: &str, order: &str) -> Entry<SqlStore<DB>, PayResponse> {
        let (mut tx, request) = (self.begin().await, pay(key));
        let entry = self.journal.record(&mut tx, &self.client, &request).reference(order).await.unwrap();
        tx.commit().await.unwrap();
        entry
    }

    /// Makes the next callback fail.
    pub(crate) fn fail(&self, how: u32) {
        self.failure.store(how, Ordering::SeqCst);
    }

    /// The applied effects.
    pub(crate) async fn effects(&self) -> Vec<String> {
        let rows = self.sql("SELECT reference, ended FROM effects ORDER BY reference, ended").await;
        let text = |value: &Value| match value {
            Value::Text(Some(text)) => text.clone(),
            other => panic!("{other:?}"),
        };
        rows.iter().map(|row| format!("{} {}", text(&row[0]), text(&row[1]))).collect()
    }

    pub(crate) async fn open(&self) -> u64 {
        self.journal.count_open().await.unwrap()
    }

    pub(crate) fn events(&self) -> Vec<String> {
        self.events.lock().unwrap().drain(..).collect()
    }

    /// Makes all entries due.
    pub(crate) async fn due(&self) {
        self.sql("UPDATE countersign_journal SET next_poll = 0").await;
    }

    /// One turn of a worker.
    pub(crate) async fn turn(&self) -> usize {
        self.journal.worker().client(&self.client).turn().await
    }

    pub(crate) async fn end_all(&self) {
        for entry in self.journal.open(EntryId(0), 100).await.unwrap() {
            self.journal.end(entry.id, Ended::Success, "the test is over").await.unwrap();
        }
    }

    /// The body of an entry as it is in the database.
    pub(crate) async fn raw(&self, id: EntryId) -> Vec<u8> {
        let rows = self.sql(&format!("SELECT body FROM countersign_journal WHERE id = {id}")).await;
        match &rows[0][0] {
            Value::Bytes(Some(bytes)) => bytes.clone(),
            Value::Text(Some(text)) => text.clone().into_bytes(),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn sql(&self, sql: &str) -> Vec<Vec<Value>> {
        let mut conn = self.pool.acquire().await.unwrap();
        DB::run(&mut conn, AssertSqlSafe(sql.to_owned()), &[]).await.unwrap()
    }
}

pub(crate) fn pay(key: &str) -> PayRequest {
    PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_order_title: text!("SHOES"),
        payment_request_id: Text::new(key.to_owned()).unwrap(),
        payment_amount: amount(),
    })
}

fn amount() -> Amount {
    money!("USD 100.00")
}

/// A payment with a sensitive field.
pub(crate) fn with_secret(key: &str) -> PayRequest {
    pay(key).payment_auth_code(text!("planted-code"))
}

pub(crate) fn status(key: &str, status: &str) -> Reply {
    Reply::signed(format!(
        r#"{{"result":{{"resultStatus":"S","resultCode":"SUCCESS"}},"paymentRequestId":"{key}","paymentStatus":"{status}"}}"#
    ))
}

pub(crate) async fn sqlite(folder: &tempfile::TempDir) -> Pool<sqlx::Sqlite> {
    use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("shop.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .busy_timeout(Duration::from_secs(10));
    SqlitePoolOptions::new().max_connections(4).connect_with(options).await.unwrap()
}

/// A schema of its own in the database of `JOURNAL_POSTGRES_URL`.
#[cfg(feature = "postgres")]
pub(crate) async fn postgres_options() -> Option<sqlx::postgres::PgConnectOptions> {
    use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
    let url = std::env::var("JOURNAL_POSTGRES_URL").ok()?;
    let schema = format!("test_{:032x}", random());
    let options: PgConnectOptions = url.parse().unwrap();
    let first = PgPoolOptions::new().max_connections(1).connect_with(options.clone()).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).execute(&first).await.unwrap();
    Some(options.options([("search_path", schema)]))
}

/// A pool of so many connections at most on such a schema.
#[cfg(feature = "postgres")]
pub(crate) async fn postgres(connections: u32) -> Option<Pool<sqlx::Postgres>> {
    let options = postgres_options().await?;
    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(connections);
    Some(pool.connect_with(options).await.unwrap())
}

#[cfg(feature = "postgres")]
fn random() -> u128 {
    use std::hash::{BuildHasher, RandomState};
    u128::from(RandomState::new().hash_one(0)) << 64 | u128::from(RandomState::new().hash_one(1))
}

/// Makes a test of each function for each database.
macro_rules! on_each_database {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test]
                async fn $name() {
                    let folder = tempfile::tempdir().unwrap();
                    super::$name($crate::shop::Shop::new($crate::shop::sqlite(&folder).await).await).await;
                }
            )*
        }
        #[cfg(feature = "postgres")]
        mod postgres {
            $(
                #[tokio::test]
                async fn $name() {
                    let Some(pool) = $crate::shop::postgres(4).await else {
                        eprintln!("not run: JOURNAL_POSTGRES_URL is not set");
                        return;
                    };
                    super::$name($crate::shop::Shop::new(pool).await).await;
                }
            )*
        }
    };
}
pub(crate) use on_each_database;
