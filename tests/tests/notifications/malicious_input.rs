//! Whoever is not the wallet learns nothing, and moves nothing.

use std::{
    convert::Infallible,
    future::poll_fn,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use crate::notifications::shop::{Answer, BODY, PATH, Shop, head, post, receiver};
use axum::Router;
use bytes::Bytes;
use claro_client::{Receiver, v1::payments::PaymentNotification};
use countersign_runtime::{
    receiver::{Notification, NotificationService, Refused, Reply},
    signature::{Backend, SignatureHeader},
};
use countersign_tests::{Wallet, keys};
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use hyper::body::{Body, Frame};
use tower_service::Service;

/// A shop that takes notifications at every path, and counts those that were handled.
async fn open(receiver: Receiver) -> (Shop, Arc<AtomicUsize>) {
    let (service, handled) = counting(receiver);
    (Shop::open(Router::new().fallback_service(service)).await, handled)
}

fn counting(receiver: Receiver) -> (NotificationService, Arc<AtomicUsize>) {
    let handled = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&handled);
    let service = receiver.service(move |_: Notification<PaymentNotification>| {
        count.fetch_add(1, Ordering::Relaxed);
        async { Reply::acknowledge() }
    });
    (service, handled)
}

/// The one answer to all that is refused.
fn constant() -> Answer {
    let (head, body) = Refused::answer().into_parts();
    let mut headers = head.headers;
    headers.insert("content-length", body.len().into());
    headers.insert("connection", "close".parse().expect("a header"));
    Answer { status: 400, headers, body: String::from_utf8(body.to_vec()).expect("text") }
}

async fn wallet() -> (Wallet, HeaderMap) {
    let wallet = Wallet::start(Backend::default()).await.expect("the wallet starts");
    let headers = wallet.notification(PATH, BODY.as_bytes()).expect("a notification");
    (wallet, headers)
}

fn with(headers: &HeaderMap, name: &'static str, value: &str) -> HeaderMap {
    let mut headers = headers.clone();
    headers.insert(name, value.parse().expect("a header"));
    headers
}

fn without(headers: &HeaderMap, name: &str) -> HeaderMap {
    let mut headers = headers.clone();
    headers.remove(name);
    headers
}

fn twice(headers: &HeaderMap, name: &'static str, value: &str) -> HeaderMap {
    let mut headers = headers.clone();
    headers.append(name, value.parse().expect("a header"));
    headers
}

#[tokio::test]
async fn whatever_is_hostile_gets_the_same_answer() {
    let (wallet, good) = wallet().await;
    let (shop, handled) = open(receiver().max_body(1024)).await;
    let signature = good["signature"].to_str().unwrap();
    let long = " ".repeat(1025);
    let long_headers = wallet.notification(PATH, long.as_bytes()).unwrap();
    let not_json = wallet.notification(PATH, b"paid").unwrap();
    let empty = wallet.notification(PATH, b"").unwrap();
    let elsewhere = wallet.notification("/claro/refund", BODY.as_bytes()).unwrap();
    let forged = BODY.replace("10000", "90000");
    let of = |path: &str| wallet.notification(path, BODY.as_bytes()).unwrap();
    let get = |method: &str| format!("{}content-length: 0\r\n\r\n", head(method, PATH, &good)).into_bytes();

    let hostile: Vec<(&str, Vec<u8>)> = vec![
        ("GET", get("GET")),
        ("PUT", get("PUT")),
        ("post", get("post")),
        ("no headers at all", post(PATH, &HeaderMap::new(), BODY)),
        ("no signature", post(PATH, &without(&good, "signature"), BODY)),
        ("no time", post(PATH, &without(&good, "request-time"), BODY)),
        ("two signatures", post(PATH, &twice(&good, "signature", signature), BODY)),
        (
            "two times",
            post(PATH, &twice(&good, "request-time", good["request-time"].to_str().unwrap()), BODY),
        ),
        ("two client ids", post(PATH, &twice(&good, "client-id", "2022000000000000000001"), BODY)),
        (
            "a signature twice in one header",
            post(PATH, &with(&good, "signature", &format!("{signature}, {signature}")), BODY),
        ),
        ("another client id", post(PATH, &with(&good, "client-id", "2022000000000000000001"), BODY)),
        ("a time that is none", post(PATH, &with(&good, "request-time", "now"), BODY)),
        ("another time", post(PATH, &with(&good, "request-time", "2019-11-27T12:02:01.000Z"), BODY)),
        ("no algorithm", post(PATH, &with(&good, "signature", &signature.replace("RSA256", "none")), BODY)),
        (
            "another algorithm",
            post(PATH, &with(&good, "signature", &signature.replace("RSA256", "HS256")), BODY),
        ),
        ("an empty signature", post(PATH, &with(&good, "signature", "algorithm=RSA256, signature="), BODY)),
        ("another body", post(PATH, &good, &forged)),
        ("another path", post("/claro/refund?shop=7", &good, BODY)),
        ("another query", post("/claro/notify?shop=8", &good, BODY)),
        ("no query", post("/claro/notify", &good, BODY)),
        ("signed for another path", post(PATH, &elsewhere, BODY)),
        ("//, signed for one /", post("//claro/notify?shop=7", &good, BODY)),
        ("//, signed so", post("//claro/notify", &of("//claro/notify"), BODY)),
        ("//, inside", post("/claro//notify", &of("/claro//notify"), BODY)),
        ("..", post("/a/../claro/notify?shop=7", &good, BODY)),
        (".., signed so", post("/a/../claro/notify", &of("/a/../claro/notify"), BODY)),
        ("%2e", post("/%2e/claro/notify?shop=7", &good, BODY)),
        ("%2e%2e, signed so", post("/a/%2e%2e/claro/notify", &of("/a/%2e%2e/claro/notify"), BODY)),
        ("%2F", post("/claro%2Fnotify?shop=7", &good, BODY)),
        ("%2F, signed so", post("/claro%2Fnotify", &of("/claro%2Fnotify"), BODY)),
        ("%6e for n", post("/claro/%6eotify?shop=7", &good, BODY)),
        ("absolute, another path", post("http://shop.example/claro/refund", &good, BODY)),
        ("absolute, //", post("http://shop.example//claro/notify?shop=7", &good, BODY)),
        ("absolute, another scheme", post("ftp://shop.example/claro/notify?shop=7", &good, BODY)),
        ("absolute, with a user", post("http://me@shop.example/claro/notify?shop=7", &good, BODY)),
        ("absolute, signed so", post("http://shop.example/notify", &of("http://shop.example/notify"), BODY)),
        ("no path", post("*", &of("*"), BODY)),
        ("too long, and says so", post(PATH, &long_headers, &long)),
        (
            "endless, and says so",
            format!("{}content-length: 1099511627776\r\n\r\n", head("POST", PATH, &good)).into_bytes(),
        ),
        (
            "too long, in chunks without an end",
            format!("{}transfer-encoding: chunked\r\n\r\n401\r\n{long}\r\n", head("POST", PATH, &good))
                .into_bytes(),
        ),
        ("too long, in many chunks", {
            let head = head("POST", PATH, &good);
            format!("{head}transfer-encoding: chunked\r\n\r\n{}", "1\r\n \r\n".repeat(1025)).into_bytes()
        }),
        (
            "a chunk that is none",
            format!("{}transfer-encoding: chunked\r\n\r\nzz\r\n", head("POST", PATH, &good)).into_bytes(),
        ),
        ("signed, but not JSON", post(PATH, &not_json, "paid")),
        ("signed, but empty", post(PATH, &empty, "")),
    ];
    for (what, request) in &hostile {
        assert_eq!(shop.send(request).await, constant(), "{what}");
    }
    assert_eq!(handled.load(Ordering::Relaxed), 0);

    // So that each of them was refused for what it is about.
    assert_eq!(shop.send(&post(PATH, &good, BODY)).await.status, 200);
    assert_eq!(handled.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn what_is_only_unusual_is_taken() {
    let (wallet, good) = wallet().await;
    let chunked = {
        let (first, second) = BODY.split_at(100);
        let head = head("POST", PATH, &good);
        format!(
            "{head}transfer-encoding: chunked\r\n\r\n64\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n",
            second.len()
        )
    };
    for (what, request) in [
        ("without a client id", post(PATH, &without(&good, "client-id"), BODY)),
        ("with its client id twice", post(PATH, &twice(&good, "client-id", keys::CLIENT_ID), BODY)),
        ("in absolute form", post("http://shop.example/claro/notify?shop=7", &good, BODY)),
        ("in chunks", chunked.into_bytes()),
    ] {
        let (shop, handled) = open(receiver()).await;
        let answer = shop.send(&request).await;
        assert_eq!((answer.status, answer.result_status().as_str()), (200, "S"), "{what}");
        assert_eq!(wallet.check_answer(PATH, &answer.headers, answer.body.as_bytes()), Ok(()), "{what}");
        assert_eq!(handled.load(Ordering::Relaxed), 1, "{what}");
    }
}

#[tokio::test]
async fn what_was_signed_at_another_time_is_refused() {
    const TEN_MINUTES: Duration = Duration::from_secs(600);
    let (_wallet, good) = wallet().await;
    let late = receiver().clock(|| SystemTime::now() + TEN_MINUTES);
    let early = receiver().clock(|| SystemTime::now() - TEN_MINUTES);
    for receiver in [late, early] {
        let (shop, handled) = open(receiver).await;
        assert_eq!(shop.send(&post(PATH, &good, BODY)).await, constant());
        assert_eq!(handled.load(Ordering::Relaxed), 0);
    }
}

/// The answer's HTTP status, without a server between.
async fn status(receiver: &Receiver, target: &str, headers: &HeaderMap, body: Vec<u8>) -> StatusCode {
    // What no server would let through is refused before we see it.
    let Ok(mut request) = Request::post(target).body(Bytes::from(body)) else {
        return StatusCode::BAD_REQUEST;
    };
    *request.headers_mut() = headers.clone();
    let handler = async |_: Notification<PaymentNotification>| Reply::acknowledge();
    receiver.respond(request, handler).await.status()
}

/// Each change of one bit, and each truncation.
fn changes(text: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let flips = (0..text.len() * 8).map(|bit| {
        let mut changed = text.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        changed
    });
    flips.chain((0..text.len()).map(|len| text[..len].to_vec()))
}

#[tokio::test]
async fn every_change_of_what_was_signed_is_refused() {
    let (_wallet, good) = wallet().await;
    let receiver = receiver();
    for body in changes(BODY.as_bytes()) {
        let status = status(&receiver, PATH, &good, body.clone()).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{}", String::from_utf8_lossy(&body));
    }
    for path in changes(PATH.as_bytes()).filter_map(|path| String::from_utf8(path).ok()) {
        // A fragment is cut off by whoever parses the target, and is no part of the path.
        let same = path.split('#').next() == Some(PATH);
        assert_eq!(status(&receiver, &path, &good, BODY.into()).await == StatusCode::OK, same, "{path}");
    }
    for time in changes(good["request-time"].as_bytes()).filter_map(|time| String::from_utf8(time).ok()) {
        let Ok(value) = time.parse() else { continue };
        let mut headers = good.clone();
        headers.insert("request-time", value);
        assert_eq!(status(&receiver, PATH, &headers, BODY.into()).await, StatusCode::BAD_REQUEST, "{time}");
    }
}

#[tokio::test]
async fn a_changed_signature_header_is_refused_unless_it_says_the_same() {
    let (_wallet, good) = wallet().await;
    let receiver = receiver();
    let signature = SignatureHeader::parse(good["signature"].as_bytes()).unwrap().signature;
    let mut refused = 0;
    for header in changes(good["signature"].as_bytes()) {
        let Ok(value) = http::HeaderValue::from_bytes(&header) else { continue };
        let mut headers = good.clone();
        headers.insert("signature", value);
        if status(&receiver, PATH, &headers, BODY.into()).await == StatusCode::BAD_REQUEST {
            refused += 1;
        } else {
            let same = SignatureHeader::parse(&header).is_ok_and(|parsed| parsed.signature == signature);
            assert!(same, "{}", String::from_utf8_lossy(&header));
        }
    }
    assert!(refused > 2000, "{refused}");
}

/// A body that never ends, and counts what was taken of it.
struct Endless(Arc<AtomicUsize>);

impl Body for Endless {
    type Data = Bytes;
    type Error = Infallible;
    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 100])))))
    }
}

#[tokio::test]
async fn no_more_of_a_body_is_read_than_is_accepted() {
    let (_wallet, good) = wallet().await;
    for (method, max_body, read) in [("POST", 1000, 11), ("POST", 0, 1), ("GET", 1000, 0)] {
        let (mut service, handled) = counting(receiver().max_body(max_body));
        let frames = Arc::new(AtomicUsize::new(0));
        let mut request =
            Request::builder().method(method).uri(PATH).body(Endless(Arc::clone(&frames))).unwrap();
        *request.headers_mut() = good.clone();
        poll_fn(|context| Service::<Request<Endless>>::poll_ready(&mut service, context)).await.unwrap();
        let answer = service.call(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), constant().body);
        assert_eq!(frames.load(Ordering::Relaxed), read, "{method} with {max_body}");
        assert_eq!(handled.load(Ordering::Relaxed), 0);
    }
}
