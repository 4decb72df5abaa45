//! A wallet's notifications, received: `cargo run -p countersign-tests --example notifications`.
//!
//! Starts a server that takes the notifications of payments, and sends it some: one that the wallet has signed, during
//! which it hangs up, the same once more, one that says the contrary, and a forged one. The wallet is a test wallet on this
//! machine; for a real one only the keys differ.

use std::{
    collections::HashMap,
    error::Error,
    io,
    net::SocketAddr,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{Router, extract::State, routing::post};
use bytes::Bytes;
use claro_client::{
    API, Receiver,
    signature::{SigningKey, WalletKey},
    v1::{payments::PaymentNotification, types::NotifiedPaymentStatus},
};
use countersign_runtime::{
    receiver::{Notification, Reply},
    signature::Backend,
};
use countersign_tests::{Wallet, keys};
use http::{HeaderMap, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Notify,
};

/// What is known of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    /// Not yet ended, as of this time in milliseconds since 1970.
    Pending {
        signed_at: i64,
    },
    Paid,
    NotPaid,
}

impl Known {
    fn from(notification: &Notification<PaymentNotification>) -> Self {
        match notification.payment_status {
            NotifiedPaymentStatus::Success => Self::Paid,
            NotifiedPaymentStatus::Fail => Self::NotPaid,
            // What the wallet may add one day is no verdict.
            _ => Self::Pending { signed_at: notification.signed_at().unix_millis() },
        }
    }
}

/// What a shop keeps. A real one has a database, and does each step in a transaction.
#[derive(Default)]
struct Orders {
    known: Mutex<HashMap<String, Known>>,
    /// Orders that were paid, and verdicts that contradict an earlier one.
    counts: Mutex<(u32, u32)>,
    /// The handler is at work, and may go on.
    begun: Notify,
    go_on: Notify,
}

impl Orders {
    /// Notifications may come in any order, and more than once.
    fn keep(&self, payment: &str, told: Known) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        match (known.get(payment).copied(), told) {
            // Of two pending states the one that was signed later is the newer one.
            (Some(Known::Pending { signed_at: before }), Known::Pending { signed_at })
                if signed_at <= before => {}
            (None | Some(Known::Pending { .. }), told) => {
                counts.0 += u32::from(told == Known::Paid);
                known.insert(payment.to_owned(), told);
            }
            // A verdict is never left, and a late "pending" says nothing new.
            (Some(verdict), told) if told == verdict || matches!(told, Known::Pending { .. }) => {}
            // Another verdict is for a person to look into. Nothing is booked by itself.
            (Some(_), _) => counts.1 += 1,
        }
    }
}

/// Called for notifications that are the wallet's, and not again for one that was acknowledged. After a crash it can be
/// called twice for one, so it must be right then, too. When the wallet hangs up, it goes on all the same, and no redelivery
/// is handled beside it.
async fn paid(
    State(orders): State<Arc<Orders>>,
    notification: Notification<PaymentNotification>,
) -> Reply<PaymentNotification> {
    orders.begun.notify_one();
    orders.go_on.notified().await; // the database takes its time
    // A real shop compares the amount with the order's own here. What comes as an error or a panic, or as
    // `Reply::later()`, the wallet sends again.
    orders.keep(notification.payment_id.as_ref(), Known::from(&notification));
    println!("  handler: payment {} is {}", notification.payment_id, notification.payment_status);
    Reply::acknowledge()
}

/// The shop's server, on a free port of this machine.
async fn serve(orders: Arc<Orders>) -> Result<SocketAddr, Box<dyn Error>> {
    let our_key = SigningKey::from_text(keys::MERCHANT)?;
    let wallet_key = WalletKey::from_text(keys::WALLET_PUBLIC)?;
    let receiver = Receiver::new(keys::CLIENT_ID, our_key, wallet_key)
        .dialect(API.dialect.clone())
        .on_event(|endpoint, event| println!("  log: {endpoint}: {event}"));

    let handler = post(paid).layer(receiver.layer::<PaymentNotification>());
    let app = Router::new().route(PATH, handler).with_state(orders);

    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async { axum::serve(listener, app).await });
    Ok(address)
}

const PATH: &str = "/claro/notify";
const BODY: &str = r#"{"partnerId":"P000000000000001","paymentId":"2019112719074101000700000099","paymentRequestId":"order-1","paymentAmount":{"currency":"USD","value":"10000"},"paymentTime":"2019-11-27T12:02:01+08:30","paymentStatus":"SUCCESS"}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let orders = Arc::new(Orders::default());
    let shop = serve(Arc::clone(&orders)).await?;
    let wallet = Wallet::start(Backend::default()).await?;
    // A wallet signs each time anew, and with the time of sending.
    let signed = |body: &str| wallet.notification(PATH, body.as_bytes()).map_err(|error| error.to_string());

    tokio::select! {
        answer = send("a notification, at which the wallet hangs up", shop, signed(BODY)?, BODY) => drop(answer?),
        () = orders.begun.notified() => println!("  the wallet hangs up\n"),
    }
    let at_work = send("the same again, while the handler is at work", shop, signed(BODY)?, BODY).await?;
    orders.go_on.notify_one();
    while orders.known.lock().unwrap_or_else(PoisonError::into_inner).is_empty() {
        tokio::task::yield_now().await;
    }
    let recognised = send("the same again, when it has ended", shop, signed(BODY)?, BODY).await?;

    orders.go_on.notify_one();
    let contrary = BODY.replace("SUCCESS", "FAIL").replace("2019-11-27T12:02", "2019-11-27T12:05");
    let conflict = send("one that says the contrary", shop, signed(&contrary)?, &contrary).await?;
    let forged = BODY.replace("order-1", "order-2");
    let refused = send("a forged one", shop, signed(BODY)?, &forged).await?;

    // The wallet would check our answers as well.
    let is_ours = |answer: &Response<Bytes>, status: &str| {
        let body = String::from_utf8_lossy(answer.body());
        answer.status() == 200
            && body.contains(&format!(r#""resultStatus":"{status}""#))
            && wallet.check_answer(PATH, answer.headers(), answer.body()).is_ok()
    };
    let as_expected = is_ours(&at_work, "U")
        && is_ours(&recognised, "S")
        && is_ours(&conflict, "S")
        && refused.status() == 400
        && !refused.headers().contains_key("signature")
        && *orders.counts.lock().unwrap_or_else(PoisonError::into_inner) == (1, 1);
    println!(
        "{}",
        if as_expected { "one order paid, once, and one conflict: as expected" } else { "NOT as expected" }
    );
    Ok(if as_expected { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a wallet does: sends a notification, and reads the answer.
async fn send(
    what: &str,
    shop: SocketAddr,
    headers: HeaderMap,
    body: &str,
) -> Result<Response<Bytes>, Box<dyn Error>> {
    println!("=== {what}");
    let body = Full::new(Bytes::from(body.to_owned()));
    let mut request = Request::post(PATH).header("host", shop.to_string()).body(body)?;
    request.headers_mut().extend(headers);

    let stream = TcpStream::connect(shop).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async { connection.await.map_err(io::Error::other) });
    let (head, body) = sender.send_request(request).await?.into_parts();
    let answer = Response::from_parts(head, body.collect().await?.to_bytes());

    println!("  answer: HTTP {}, {}", answer.status(), String::from_utf8_lossy(answer.body()));
    match answer.headers().get("signature") {
        Some(signature) => println!("  signature: {}\n", signature.to_str()?),
        None => println!("  not signed\n"),
    }
    Ok(answer)
}
