//! A shop whose payments outlive its process: `cargo run -p countersign-journal --example shop`, beside a running sandbox.
//! README.md in this folder says what to try.

use std::{env, error::Error, fs, path::Path, process, process::ExitCode, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use claro_client::{
    API, Client, Config, Outcome, Receiver, Text, money,
    receiver::{Notification, Reply},
    signature::{SigningKey, WalletKey},
    text,
    v1::payments::{PayRequest, PayRequired, PaymentNotification},
};
use countersign_journal::{
    Journal, ReceiverExt, SendError,
    store::{Dialect, SqlStore, Value},
};
use sqlx::{
    AssertSqlSafe, Pool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool},
};

/// Where `countersign sandbox` keeps its keys. The shop keeps its orders beside them.
const SANDBOX: &str = ".countersign/sandbox";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let wallet = wallet()
        .map_err(|error| format!("{error}; is `cargo run -- sandbox --api claro` running in this folder?"))?;
    match env::var("DATABASE_URL") {
        #[cfg(feature = "postgres")]
        Ok(url) => serve(sqlx::PgPool::connect(&url).await?, wallet).await,
        #[cfg(not(feature = "postgres"))]
        Ok(_) => {
            Err("DATABASE_URL is for Postgres: run the shop with `--features postgres`, or unset it".into())
        }
        Err(_) => {
            // Readers and the writer do not wait for one another. A commit is on the disk: `synchronous` is FULL by default.
            let file = SqliteConnectOptions::new()
                .filename(format!("{SANDBOX}/shop.db"))
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal);
            serve(SqlitePool::connect_with(file).await?, wallet).await
        }
    }
}

struct Shop<DB: Dialect> {
    pool: Pool<DB>,
    journal: Journal<SqlStore<DB>>,
    claro: Client,
    /// Where the wallet reaches this instance.
    url: String,
}

/// Runs one instance: its pages, the wallet's notifications, and the worker.
async fn serve<DB: Dialect>(
    pool: Pool<DB>,
    (claro, receiver): (Client, Receiver),
) -> Result<(), Box<dyn Error>> {
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    // An order ends in the transaction of the verdict, on whichever instance finds it out.
    let journal = Journal::new(pool.clone())
        .on_verdict(|verdict, tx| {
            Box::pin(async move {
                let set = "UPDATE orders SET state = $2 WHERE id = $1";
                sql::<DB>(tx, set, &[&verdict.reference, verdict.ended.word()]).await?;
                Ok(())
            })
        })
        .on_event(|event| println!("{event}"));
    journal.migrate().await?;
    let orders = "CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, state TEXT NOT NULL)";
    sql::<DB>(&mut *pool.acquire().await?, orders, &[]).await?;

    let url = format!("http://127.0.0.1:{port}");
    let shop = Arc::new(Shop { pool, journal, claro, url });
    let notified = receiver.with_journal(&shop.journal, &shop.claro).service(not_ours);
    let app = Router::new()
        .route("/orders", get(list::<DB>))
        .route("/orders", post(checkout::<DB>))
        .route_service("/paid", notified)
        .with_state(Arc::clone(&shop));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port.parse()?)).await?;
    println!("{}/orders is open; `kill -9 {}` kills it", shop.url, process::id());
    tokio::select! {
        served = axum::serve(listener, app) => Ok(served?),
        () = shop.journal.worker().client(&shop.claro).run() => Ok(()),
    }
}

/// A client of the sandbox, and a receiver of its notifications. With a real wallet only keys and addresses differ.
fn wallet() -> Result<(Client, Receiver), Box<dyn Error>> {
    let keys = Path::new(SANDBOX);
    let url = env::var("WALLET_URL").unwrap_or_else(|_| "http://127.0.0.1:4040".to_owned());
    let client_id = keys.join("client_id");
    let client_id =
        fs::read_to_string(&client_id).map_err(|error| format!("{}: {error}", client_id.display()))?;
    let ours = SigningKey::from_file(keys.join("merchant.pem"))?;
    let theirs = WalletKey::from_file(keys.join("wallet.public.pem"))?;
    let receiver = Receiver::new(client_id.trim(), ours.clone(), theirs.clone()).dialect(API.dialect.clone());
    Ok((Client::new(Config::new(url, client_id.trim(), ours, theirs))?, receiver))
}

/// `POST /orders`: a new order, and its payment.
async fn checkout<DB: Dialect>(State(shop): State<Arc<Shop<DB>>>) -> Result<String, Failed> {
    let order = format!("order-{:08x}", fastrand::u32(..));
    let request = PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: Text::new(order.clone())?,
        payment_order_title: text!("SHOES"),
        payment_amount: money!("USD 100.00"),
    })
    .payment_notify_url(Text::new(format!("{}/paid", shop.url))?);

    let mut tx = shop.pool.begin_with(DB::BEGIN).await?;
    sql::<DB>(&mut tx, "INSERT INTO orders (id, state) VALUES ($1, 'open')", &[&order]).await?;
    let entry = shop.journal.record(&mut tx, &shop.claro, &request).reference(&order).await?;
    tx.commit().await?; // the order and what is about to be sent, or neither

    // What the page says. The books are kept by `on_verdict`.
    let now = match entry.send().await {
        Ok(Outcome::Success(_)) => "is paid".to_owned(),
        Ok(Outcome::Accepted(pending)) => {
            match pending.action_form.as_ref().map(|form| &form.redirection_url) {
                Some(Some(page)) => format!("is paid at {page}"),
                _ => "waits for the user".to_owned(),
            }
        }
        Ok(Outcome::Failed(failure)) => format!("is not paid: {failure}"),
        Ok(Outcome::Unknown(unknown)) => format!("is being found out: {unknown}"),
        Err(SendError::NotSent(error)) => {
            entry.withdraw().await?;
            format!("is not paid, nothing was sent: {error}")
        }
        Err(error) => return Err(error.into()),
    };
    Ok(format!("{order} {now}\n"))
}

/// `GET /orders`: all of them.
async fn list<DB: Dialect>(State(shop): State<Arc<Shop<DB>>>) -> Result<String, Failed> {
    let mut conn = shop.pool.acquire().await?;
    let rows = sql::<DB>(&mut conn, "SELECT id, state FROM orders ORDER BY id", &[]).await?;
    Ok(rows.iter().map(|row| format!("{}\n", row.join(" "))).collect())
}

/// A notification that ends no payment of the journal. Nobody else pays here.
async fn not_ours(notification: Notification<PaymentNotification>) -> Reply<PaymentNotification> {
    println!("no order of ours: {:?}", notification.payment_id);
    Reply::acknowledge()
}

/// Runs SQL with texts on either database. A shop with one database uses `sqlx::query` as ever, with `&mut *tx`.
async fn sql<DB: Dialect>(
    conn: &mut DB::Connection,
    text: &str,
    values: &[&str],
) -> Result<Vec<Vec<String>>, sqlx::Error> {
    let values: Vec<Value> = values.iter().map(|text| Value::Text(Some((*text).to_owned()))).collect();
    let rows = DB::run(conn, AssertSqlSafe(text.to_owned()), &values).await?;
    let shown = |value| match value {
        Value::Text(Some(text)) => text,
        other => format!("{other:?}"),
    };
    Ok(rows.into_iter().map(|row| row.into_iter().map(shown).collect()).collect())
}

/// An error of a page.
struct Failed(Box<dyn Error>);

impl<E: Into<Box<dyn Error>>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, format!("{}\n", self.0)).into_response()
    }
}
