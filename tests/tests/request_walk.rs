//! Every single-byte change and every truncation of a request that a client signed is refused by whoever checks it. What
//! checks it here is a receiver that has our public key: a request of ours is a signed POST like any other.

use bytes::Bytes;
use claro_client::{Client, v1::payments::PaymentNotification};
use countersign_runtime::{
    Dialect, Receiver,
    receiver::Refused,
    signature::{ContentTemplate, SignatureHeader, SigningKey, WalletKey},
    testing::{Reply, ScriptedWallet},
};
use countersign_tests::{keys, requests};
use http::{HeaderName, HeaderValue, Request};

/// The request that a client sends for a payment, and whoever checks it at that moment.
async fn scene(dialect: &Dialect) -> (Request<Bytes>, Receiver) {
    let wallet = ScriptedWallet::new().expect("a back end");
    let client = Client::new(wallet.config().dialect(dialect.clone())).expect("a client");
    wallet.then(Reply::signed(""));
    // The answer is nothing here.
    let _ = client.v1().payments().pay(&requests::pay()).await;
    let [request] = wallet.seen().try_into().expect("one request");
    let anything = SigningKey::from_text(keys::WALLET).expect("a key");
    let ours = WalletKey::from_text(keys::MERCHANT_PUBLIC).expect("a key");
    let receiver = Receiver::new(ScriptedWallet::CLIENT_ID, anything, ours);
    (request, receiver.dialect(dialect.clone()).clock(wallet.clock().clone()))
}

/// Two that sign another text, and, between them, one that writes other headers.
fn dialects() -> [Dialect; 3] {
    use countersign_runtime::{AlgorithmLabel, KeyVersionPair, RequestTime, signature::SignatureEncoding};
    let other = Dialect::new()
        .request_time(RequestTime::EpochMillis)
        .signature_encoding(SignatureEncoding::Base64)
        .algorithm_label(AlgorithmLabel::Long)
        .key_version(KeyVersionPair::LeftOut);
    [Dialect::new(), other, Dialect::new().content(ContentTemplate::SixPart)]
}

async fn is_accepted(receiver: &Receiver, request: Request<Bytes>) -> bool {
    match receiver.receive::<PaymentNotification>(request).await {
        Ok(_) => true,
        Err(Refused::Unverified(_) | Refused::Path(_)) => false,
        Err(refused) => panic!("{refused}"),
    }
}

/// The text with every other byte at each place, with one byte more or less, and cut everywhere.
fn changes(text: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let cut = (0..text.len()).map(|length| text[..length].to_vec());
    let changed = (0..text.len()).flat_map(move |at| {
        (0..=u8::MAX).filter(move |byte| *byte != text[at]).map(move |byte| {
            let mut changed = text.to_vec();
            changed[at] = byte;
            changed
        })
    });
    let without = (0..text.len()).map(|at| [&text[..at], &text[at + 1..]].concat());
    let more = (0..=text.len()).flat_map(move |at| {
        b" 0a.,\"%=/".iter().map(move |byte| [&text[..at], &[*byte], &text[at..]].concat())
    });
    cut.chain(changed).chain(without).chain(more).filter(move |changed| changed != text)
}

#[tokio::test]
async fn what_a_client_sends_is_accepted() {
    for dialect in dialects() {
        let (request, receiver) = scene(&dialect).await;
        assert!(is_accepted(&receiver, request).await, "{dialect:?}");
    }
}

#[tokio::test]
async fn no_change_of_the_body_is_accepted() {
    let [usual, _, six_part] = dialects();
    for dialect in [usual, six_part] {
        let (request, receiver) = scene(&dialect).await;
        for body in changes(request.body()) {
            let changed = request.clone().map(|_| Bytes::from(body.clone()));
            assert!(!is_accepted(&receiver, changed).await, "{}", String::from_utf8_lossy(&body));
        }
    }
}

#[tokio::test]
async fn no_change_of_the_path_is_accepted() {
    let [usual, _, six_part] = dialects();
    for dialect in [usual, six_part] {
        let (request, receiver) = scene(&dialect).await;
        let path = request.uri().path().as_bytes();
        let more = ["?", "?a=b", "//", "/.", "/..", "%20", ";a"].map(|more| [path, more.as_bytes()].concat());
        for target in changes(path).chain(more) {
            // What is no target of a request is not even one.
            let Ok(uri) = http::Uri::try_from(target.as_slice()) else { continue };
            // A fragment is not sent.
            if uri.path() == request.uri().path() && uri.query().is_none() {
                assert_eq!(target.split(|byte| *byte == b'#').next(), Some(path));
                continue;
            }
            let mut changed = request.clone();
            *changed.uri_mut() = uri;
            assert!(!is_accepted(&receiver, changed).await, "{}", String::from_utf8_lossy(&target));
        }
    }
}

/// The request with this value of a header, if one can have it.
fn with(request: &Request<Bytes>, name: &HeaderName, value: &[u8]) -> Option<Request<Bytes>> {
    let mut changed = request.clone();
    changed.headers_mut().insert(name, HeaderValue::from_bytes(value).ok()?);
    Some(changed)
}

#[tokio::test]
async fn no_change_of_client_id_and_time_is_accepted() {
    for dialect in dialects() {
        let (request, receiver) = scene(&dialect).await;
        let six_part = request.headers().contains_key("request-id");
        assert_eq!(six_part, dialect == dialects()[2]);
        for name in ["client-id", "request-time", "request-id"].map(HeaderName::from_static) {
            let Some(value) = request.headers().get(&name) else { continue };
            for value in changes(value.as_bytes()) {
                let Some(changed) = with(&request, &name, &value) else { continue };
                let shown = String::from_utf8_lossy(&value);
                assert!(!is_accepted(&receiver, changed).await, "{name}: {shown}");
            }
            let mut twice = request.clone();
            twice.headers_mut().append(&name, request.headers()[&name].clone());
            // The same client id twice says nothing else, and some gateways write it.
            assert_eq!(is_accepted(&receiver, twice).await, name == "client-id", "{name} twice");
        }
    }
}

/// Some changes of this header say the same: other letter case, a space. Then the signature in it is the same, byte by byte.
#[tokio::test]
async fn no_change_of_the_signature_is_accepted() {
    let name = HeaderName::from_static("signature");
    let [usual, other, _] = dialects();
    for dialect in [usual, other] {
        let (request, receiver) = scene(&dialect).await;
        let header = request.headers()[&name].as_bytes();
        let signature = SignatureHeader::parse(header).unwrap().signature;
        let start = header.windows(11).position(|part| part == b" signature=").unwrap() + 11;
        let (mut tried, mut same) = (0, 0);
        for value in changes(header) {
            let Some(changed) = with(&request, &name, &value) else { continue };
            tried += 1;
            if is_accepted(&receiver, changed).await {
                let read = SignatureHeader::parse(&value).unwrap();
                assert_eq!(read.signature, signature, "{}", String::from_utf8_lossy(&value));
                let at = header.iter().zip(&value).position(|(one, other)| one != other);
                same += usize::from(at.unwrap_or(header.len()) >= start);
            }
        }
        // A space around it, `-` for `+`, `%2b` for `%2B`, no padding.
        assert!(same < 200 && tried > 100 * header.len(), "{same} of {tried}");
    }
}
