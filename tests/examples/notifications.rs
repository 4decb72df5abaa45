//! A wallet's notifications, received: `cargo run -p countersign-tests --example notifications`.
//!
//! Starts a server that takes the notifications of payments, and sends it three: one that the wallet has signed, the same
//! once more, and a forged one. The wallet is a test wallet on this machine; for a real one only the keys differ.

use std::{
    error::Error,
    io,
    net::SocketAddr,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
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
use tokio::net::{TcpListener, TcpStream};

/// What a shop keeps. A real one has a database.
#[derive(Default)]
struct Orders {
    paid: AtomicU32,
}

/// Called for notifications that are the wallet's, and not again for one that was acknowledged. After a crash it can be
/// called twice for one, so it must be right then, too.
async fn paid(
    State(orders): State<Arc<Orders>>,
    notification: Notification<PaymentNotification>,
) -> Reply<PaymentNotification> {
    // A real shop compares the amount with the order's own here. What comes as an error or a panic, or as
    // `Reply::later()`, the wallet sends again.
    if notification.payment_status == NotifiedPaymentStatus::Success {
        orders.paid.fetch_add(1, Ordering::Relaxed);
    }
    println!("  handler: payment {} is {}", notification.payment_id, notification.payment_status);
    Reply::acknowledge()
}

/// The shop's server, on a free port of this machine.
async fn serve(orders: Arc<Orders>) -> Result<SocketAddr, Box<dyn Error>> {
    let our_key = SigningKey::from_text(keys::MERCHANT)?;
    let wallet_key = WalletKey::from_text(keys::WALLET_PUBLIC)?;
    let receiver = Receiver::new(keys::CLIENT_ID, our_key, wallet_key)
        .dialect(API.dialect())
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

    let accepted = send("a notification", shop, signed(BODY)?, BODY).await?;
    let recognised = send("the same again", shop, signed(BODY)?, BODY).await?;
    let forged = BODY.replace("order-1", "order-2");
    let refused = send("a forged one", shop, signed(BODY)?, &forged).await?;

    // The wallet would check our answers as well.
    let is_ours = |answer: &Response<Bytes>| {
        answer.status() == 200 && wallet.check_answer(PATH, answer.headers(), answer.body()).is_ok()
    };
    let as_expected = is_ours(&accepted)
        && is_ours(&recognised)
        && accepted.body() == recognised.body()
        && refused.status() == 400
        && !refused.headers().contains_key("signature")
        && orders.paid.load(Ordering::Relaxed) == 1;
    println!("{}", if as_expected { "one order paid, once: as expected" } else { "NOT as expected" });
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
