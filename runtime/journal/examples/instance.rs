//! One of several instances of a shop, to be killed at any time: `tests/journal/run.py` runs it, and looks at the books afterwards.
//!
//! It goes about paying as awkwardly as shops do: all instances record the same orders at the same time, some send twice or too
//! late, and now and then the effect of a verdict fails after it was written. What must not happen is printed as `unexpected: ..`.

use std::{collections::HashSet, env, error::Error, path::PathBuf, time::Duration};

use axum::Router;
use claro_client::{
    API, Client, Config, Outcome, Receiver, Text, money,
    receiver::{Notification, Reply},
    signature::{SigningKey, WalletKey},
    text,
    v1::{
        payments::{PayRequest, PayRequired, PayResponse, PaymentNotification},
        types::PaymentFactor,
    },
};
use countersign_journal::{
    Entry, Journal, ReceiverExt, RecordError, SealingKey, SendError,
    store::{Dialect, SqlStore, Value},
};
use futures_util::{StreamExt, future::join, stream};
use sqlx::{AssertSqlSafe, Pool};

type Problem = Box<dyn Error + Send + Sync>;

/// So many customers pay at once.
const IN_FLIGHT: usize = 8;

/// What the test says.
struct Settings {
    database: String,
    wallet: String,
    keys: PathBuf,
    port: u16,
    notify: String,
    payments: u32,
    /// How long a payment may be sent, for the first time and again.
    deadline: Duration,
}

impl Settings {
    fn read() -> Option<Self> {
        let mut words = env::args().skip(1);
        Some(Self {
            database: words.next()?,
            wallet: words.next()?,
            keys: words.next()?.into(),
            port: words.next()?.parse().ok()?,
            notify: words.next()?,
            payments: words.next()?.parse().ok()?,
            deadline: Duration::from_secs(words.next()?.parse().ok()?),
        })
    }
}

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Problem> {
    let settings = Settings::read().ok_or("DATABASE WALLET KEYS PORT NOTIFY PAYMENTS DEADLINE")?;
    if settings.database.starts_with("postgres:") {
        let pool = sqlx::postgres::PgPoolOptions::new().max_connections(24);
        return run(pool.connect(&settings.database).await?, settings).await;
    }
    let file: sqlx::sqlite::SqliteConnectOptions = settings.database.parse()?;
    let file = file.journal_mode(sqlx::sqlite::SqliteJournalMode::Wal).busy_timeout(Duration::from_secs(30));
    run(sqlx::SqlitePool::connect_with(file).await?, settings).await
}

struct Instance<DB: Dialect> {
    pool: Pool<DB>,
    journal: Journal<SqlStore<DB>>,
    claro: Client,
    settings: Settings,
}

async fn run<DB: Dialect>(pool: Pool<DB>, settings: Settings) -> Result<(), Problem> {
    let (claro, receiver) = wallet(&settings)?;
    let journal = Journal::new(pool.clone())
        .on_verdict(|verdict, tx| {
            Box::pin(async move {
                let values = [&verdict.reference, verdict.ended.word(), verdict.by.word()];
                sql::<DB>(tx, "INSERT INTO effects (reference, ended, by) VALUES ($1, $2, $3)", &values)
                    .await?;
                // What is written in vain must not count.
                if fastrand::u32(..20) == 0 { Err("the shop is closed".into()) } else { Ok(()) }
            })
        })
        .sealing_key(SealingKey::new(1, [7; 32]))
        .deadline(settings.deadline)
        .resend_for(settings.deadline)
        .lease(Duration::from_secs(2))
        .polls(Duration::from_secs(1), Duration::from_secs(2))
        .on_event(|event| println!("{event}"));
    journal.migrate().await?;
    let notified = receiver.with_journal(&journal, &claro).service(
        |about: Notification<PaymentNotification>| async move {
            println!("unexpected: nobody paid {:?}", about.payment_id);
            Reply::acknowledge()
        },
    );
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", settings.port)).await?;
    let instance = Instance { pool, journal, claro, settings };
    tokio::select! {
        served = axum::serve(listener, Router::new().route_service("/paid", notified)) => Ok(served?),
        () = instance.journal.worker().client(&instance.claro).idle(Duration::from_millis(200)).run() => Ok(()),
        error = instance.pay_all() => Err(error),
    }
}

fn wallet(settings: &Settings) -> Result<(Client, Receiver), Problem> {
    let keys = &settings.keys;
    let client_id = std::fs::read_to_string(keys.join("client_id"))?;
    let ours = SigningKey::from_file(keys.join("merchant.pem"))?;
    let theirs = WalletKey::from_file(keys.join("wallet.public.pem"))?;
    let receiver = Receiver::new(client_id.trim(), ours.clone(), theirs.clone()).dialect(API.dialect.clone());
    let config =
        Config::new(&*settings.wallet, client_id.trim(), ours, theirs).timeout(Duration::from_secs(2));
    Ok((Client::new(config)?, receiver))
}

impl<DB: Dialect> Instance<DB> {
    /// Pays what nobody has paid, then waits to be killed. Returns an error.
    async fn pay_all(&self) -> Problem {
        let known = async {
            let mut conn = self.pool.acquire().await?;
            let rows = sql::<DB>(&mut conn, "SELECT reference FROM orders", &[]).await?;
            Ok(rows.into_iter().flatten().filter_map(text).collect::<HashSet<String>>())
        };
        let known = match known.await {
            Ok(known) => known,
            Err(error) => return sqlx::Error::into(error),
        };
        let numbers = (0..self.settings.payments).map(|number| format!("order-{number:04}"));
        stream::iter(numbers.enumerate().filter(|(_, order)| !known.contains(order)))
            .for_each_concurrent(IN_FLIGHT, |(number, order)| async move {
                if let Err(error) = self.pay(number, &order).await {
                    println!("unexpected: {order}: {error}");
                }
            })
            .await;
        println!("nothing is left to be recorded");
        std::future::pending().await
    }

    async fn pay(&self, number: usize, order: &str) -> Result<(), Problem> {
        let request = request(number, order, &self.settings.notify)?;
        let mut tx = self.pool.begin_with(DB::BEGIN).await?;
        sql::<DB>(&mut tx, "INSERT INTO orders (reference) VALUES ($1)", &[order]).await?;
        let record = self.journal.record(&mut tx, &self.claro, &request).reference(order);
        // Some come so late that a worker may already have given them up.
        let late = (number % 16 == 5).then_some(Duration::from_secs(2));
        let record = if let Some(deadline) = late { record.deadline(deadline) } else { record };
        let entry = match record.await {
            Ok(entry) => entry,
            // Another instance was first.
            Err(RecordError::AlreadyRecorded(_) | RecordError::ReferenceOpen(_) | RecordError::Raced) => {
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        tx.commit().await?;
        if let Some(deadline) = late {
            tokio::time::sleep(deadline.mul_f64(0.8 + 0.4 * fastrand::f64())).await;
        }
        if number % 8 == 3 {
            let (one, other) = join(self.send(&entry), self.send(&entry)).await;
            if one? && other? {
                println!("unexpected: {order} was sent twice");
            }
            return Ok(());
        }
        self.send(&entry).await.map(|_| ())
    }

    /// Sends it, and says whether it was sent.
    async fn send(&self, entry: &Entry<SqlStore<DB>, PayResponse>) -> Result<bool, Problem> {
        match entry.send().await {
            Ok(Outcome::Unknown(unknown)) => println!("unknown: {unknown}"),
            Ok(_) => {}
            Err(SendError::AlreadySent(_) | SendError::TooLate(_) | SendError::NotSent(_)) => {
                return Ok(false);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(true)
    }
}

/// Most users pay on a page, some by a code that they show. A code that was used before is refused by the wallet, as is an order
/// that has expired, and those refusals are kept under the key.
fn request(number: usize, order: &str, notify: &str) -> Result<PayRequest, Problem> {
    let request = PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: Text::new(order)?,
        payment_order_title: text!("SHOES"),
        payment_amount: money!("USD 100.00"),
    })
    .payment_notify_url(Text::new(notify)?);
    let by_code = PaymentFactor::new().is_payment_code(true);
    Ok(match number % 6 {
        1 => request.payment_factor(by_code).payment_auth_code(Text::new(format!("code-{number}"))?),
        2 => request.payment_factor(by_code).payment_auth_code(text!("a code that was used before")),
        3 => request.payment_expiry_time("2020-01-01T00:00:00Z".parse()?),
        _ => request,
    })
}

/// Runs SQL with texts on either database.
async fn sql<DB: Dialect>(
    conn: &mut DB::Connection,
    text: &str,
    values: &[&str],
) -> Result<Vec<Vec<Value>>, sqlx::Error> {
    let values: Vec<Value> = values.iter().map(|text| Value::Text(Some((*text).to_owned()))).collect();
    DB::run(conn, AssertSqlSafe(text.to_owned()), &values).await
}

fn text(value: Value) -> Option<String> {
    if let Value::Text(text) = value { text } else { None }
}
