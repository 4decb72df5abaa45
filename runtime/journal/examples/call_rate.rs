//! How many recorded calls a program makes in a second, beside calls that are not recorded:
//! `cargo run --release -p countersign-journal --features postgres --example call_rate [postgres://...]`.
//!
//! 32 calls are in flight. Each is signed and verified by RSA 2048; the wallet, on a thread of its own, answers each with the same
//! success, signed once. A recorded call is a whole order: it is inserted and recorded in one transaction, sent, and ended as paid
//! by the verdict's callback. On SQLite, or on the Postgres of the URL, in a schema of its own. Rounds alternate, and of each figure
//! the best is shown.

use std::{
    error::Error,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rsa::{KeyPair, KeySize},
    signature::KeyPair as _,
};
use axum::{Router, body::Bytes, http::HeaderMap, routing::post};
use claro_client::{
    API, Client, Config, Outcome, Text, money,
    signature::{SigningKey, WalletKey, sign_with},
    text,
    v1::payments::{PayRequest, PayRequired},
};
use countersign_journal::{
    Journal,
    store::{Dialect, SqlStore, Value},
};
use countersign_runtime::{Clock, SystemClock};
use futures_util::future::try_join_all;
use sqlx::{AssertSqlSafe, Pool};

const IN_FLIGHT: u32 = 32;
const CALLS: u32 = 3_200;
const ROUNDS: u32 = 5;
const CLIENT_ID: &str = "2022";
const PAID: &str =
    r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"},"paymentId":"p1"}"#;

type Problem = Box<dyn Error + Send + Sync>;

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Problem> {
    let claro = wallet()?;
    match std::env::args().nth(1) {
        #[cfg(feature = "postgres")]
        Some(url) => {
            use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
            let options: PgConnectOptions = url.parse()?;
            let schema = PgPoolOptions::new().connect_with(options.clone()).await?;
            sqlx::query("CREATE SCHEMA call_rate").execute(&schema).await?;
            let pool = PgPoolOptions::new().max_connections(IN_FLIGHT);
            let pool = pool.connect_with(options.options([("search_path", "call_rate")])).await?;
            let measured = measure(pool.clone(), &claro).await;
            pool.close().await;
            sqlx::query("DROP SCHEMA call_rate CASCADE").execute(&schema).await?;
            measured
        }
        #[cfg(not(feature = "postgres"))]
        Some(_) => Err("build it with --features postgres".into()),
        None => {
            use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
            // A file on a disk: what is in memory commits for nothing.
            let folder = tempfile::tempdir_in(".")?;
            let options = SqliteConnectOptions::new()
                .filename(folder.path().join("shop.db"))
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal);
            // One writes at a time. More connections would only wait for each other.
            let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
            measure(pool, &claro).await
        }
    }
}

async fn measure<DB: Dialect>(pool: Pool<DB>, claro: &Client) -> Result<(), Problem> {
    let journal = Journal::new(pool.clone()).on_verdict(|verdict, tx| {
        Box::pin(async move {
            let set = "UPDATE orders SET state = $2 WHERE id = $1";
            sql::<DB>(tx, set, &[&verdict.reference, verdict.ended.word()]).await
        })
    });
    journal.migrate().await?;
    let mut conn = pool.acquire().await?;
    sql::<DB>(&mut conn, "CREATE TABLE orders (id TEXT PRIMARY KEY, state TEXT NOT NULL)", &[]).await?;
    drop(conn);
    let shop = Shop { pool, journal, claro, orders: AtomicU32::new(0) };
    let (mut unrecorded, mut recorded) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        unrecorded = unrecorded.min(timed(|| shop.unrecorded()).await?);
        recorded = recorded.min(timed(|| shop.recorded()).await?);
    }
    if shop.journal.count_open().await? > 0 {
        return Err("a call is open".into());
    }
    let rate = |time: Duration| f64::from(CALLS) / time.as_secs_f64();
    println!(
        "{}: {IN_FLIGHT} in flight, {:.0} calls a second, {:.0} recorded: {:.0} %",
        DB::NAME,
        rate(unrecorded),
        rate(recorded),
        100.0 * rate(recorded) / rate(unrecorded)
    );
    Ok(())
}

/// How long a round takes.
async fn timed<F: Future<Output = Result<(), Problem>>>(call: impl Fn() -> F) -> Result<Duration, Problem> {
    let start = Instant::now();
    let customer = async || {
        for _ in 0..CALLS / IN_FLIGHT {
            call().await?;
        }
        Ok::<(), Problem>(())
    };
    try_join_all((0..IN_FLIGHT).map(|_| customer())).await?;
    Ok(start.elapsed())
}

struct Shop<'a, DB: Dialect> {
    pool: Pool<DB>,
    journal: Journal<SqlStore<DB>>,
    claro: &'a Client,
    orders: AtomicU32,
}

impl<DB: Dialect> Shop<'_, DB> {
    fn request(&self) -> Result<(String, PayRequest), Problem> {
        let order = format!("order-{}", self.orders.fetch_add(1, Ordering::Relaxed));
        let request = PayRequest::new(PayRequired {
            partner_id: text!("P000000000000001"),
            payment_request_id: Text::new(order.clone())?,
            payment_order_title: text!("SHOES"),
            payment_amount: money!("USD 100.00"),
        });
        Ok((order, request))
    }

    async fn unrecorded(&self) -> Result<(), Problem> {
        let (_, request) = self.request()?;
        match self.claro.v1().payments().pay(&request).await? {
            Outcome::Success(_) => Ok(()),
            other => Err(format!("{other:?}").into()),
        }
    }

    async fn recorded(&self) -> Result<(), Problem> {
        let (order, request) = self.request()?;
        let mut tx = self.pool.begin_with(DB::BEGIN).await?;
        sql::<DB>(&mut tx, "INSERT INTO orders (id, state) VALUES ($1, 'open')", &[&order]).await?;
        let entry = self.journal.record(&mut tx, self.claro, &request).reference(&order).await?;
        tx.commit().await?;
        match entry.send().await? {
            Outcome::Success(_) => Ok(()),
            other => Err(format!("{other:?}").into()),
        }
    }
}

/// A client, and the wallet that it calls.
fn wallet() -> Result<Client, Problem> {
    let (ours, theirs) = (KeyPair::generate(KeySize::Rsa2048)?, KeyPair::generate(KeySize::Rsa2048)?);
    let secret = |key: &KeyPair| -> Result<SigningKey, Problem> {
        let der: Pkcs8V1Der<'_> = key.as_der()?;
        Ok(SigningKey::from_der(der.as_ref())?)
    };
    let public: PublicKeyX509Der<'_> = theirs.public_key().as_der()?;
    let public = WalletKey::from_der(public.as_ref())?;
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let url = format!("http://{}", listener.local_addr()?);
    let signs = secret(&theirs)?;
    let serve = move || -> Result<(), Problem> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let path = format!("{}/v1/payments/pay", API.base_path);
            let message = API.dialect.response(&path, PAID.as_bytes());
            let params = API.dialect.header_params(CLIENT_ID, SystemClock.now());
            let headers = sign_with(&signs, &message, &params).await?.headers;
            let answer = async move |_: Bytes| -> (HeaderMap, &'static str) { (headers.clone(), PAID) };
            let app = Router::new().route(&path, post(answer));
            Ok(axum::serve(tokio::net::TcpListener::from_std(listener)?, app).await?)
        })
    };
    std::thread::spawn(move || serve().inspect_err(|error| eprintln!("the wallet: {error}")));
    let config = Config::new(url, CLIENT_ID, secret(&ours)?, public);
    // The answer was signed once, at the start.
    Ok(Client::new(config.response_lead(Duration::from_secs(300)))?)
}

/// Runs SQL with texts on either database.
async fn sql<DB: Dialect>(conn: &mut DB::Connection, text: &str, values: &[&str]) -> Result<(), Problem> {
    let values: Vec<Value> = values.iter().map(|text| Value::Text(Some((*text).to_owned()))).collect();
    DB::run(conn, AssertSqlSafe(text.to_owned()), &values).await?;
    Ok(())
}
