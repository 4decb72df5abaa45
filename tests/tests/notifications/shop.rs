//! A merchant's server on 127.0.0.1, and requests to it written byte by byte.

use std::{fmt::Write as _, net::SocketAddr};

use axum::Router;
use claro_client::Receiver;
use countersign_runtime::signature::{Backend, SigningKey, WalletKey};
use countersign_tests::keys;
use http::HeaderMap;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};

/// Where the wallet sends its notifications.
pub(crate) const PATH: &str = "/claro/notify?shop=7";
/// A notification.
pub(crate) const BODY: &str = r#"{
    "partnerId": "P000000000000001",
    "paymentId": "2019112719074101000700000099",
    "paymentRequestId": "order-1",
    "paymentAmount": { "currency": "USD", "value": "10000" },
    "paymentTime": "2019-11-27T12:02:01+08:30",
    "paymentStatus": "SUCCESS"
}"#;

/// A server that is up until it is dropped.
pub(crate) struct Shop {
    address: SocketAddr,
    serving: AbortHandle,
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Without `date`.
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// A receiver with the keys of the tests.
pub(crate) fn receiver() -> Receiver {
    receiver_of(Backend::default())
}

/// The same by another crypto back end.
pub(crate) fn receiver_of(backend: Backend) -> Receiver {
    let ours = SigningKey::from_text_with(backend, keys::MERCHANT).expect("a key");
    let theirs = WalletKey::from_text_with(backend, keys::WALLET_PUBLIC).expect("a key");
    Receiver::new(keys::CLIENT_ID, ours, theirs)
}

/// A POST with a body of known length.
pub(crate) fn post(target: &str, headers: &HeaderMap, body: &str) -> Vec<u8> {
    let mut head = head("POST", target, headers);
    write!(head, "content-length: {}\r\n\r\n{body}", body.len()).expect("it fits");
    head.into_bytes()
}

/// The beginning of a request, to which headers may be added.
pub(crate) fn head(method: &str, target: &str, headers: &HeaderMap) -> String {
    let mut head = format!("{method} {target} HTTP/1.1\r\nhost: shop.example\r\nconnection: close\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {}\r\n", value.to_str().expect("text")).expect("it fits");
    }
    head
}

impl Shop {
    pub(crate) async fn open(app: Router) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(async { axum::serve(listener, app).await }).abort_handle();
        Self { address, serving }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends these bytes, and reads until the server hangs up.
    pub(crate) async fn send(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        stream.write_all(request).await.expect("the request is sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("an answer");
        Answer::read(&String::from_utf8(answer).expect("text"))
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Answer {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status line");
        let headers = lines
            .map(|line| line.split_once(": ").expect("a header"))
            .filter(|(name, _)| *name != "date")
            .map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")))
            .collect();
        Self { status: status.parse().expect("a status"), headers, body: body.to_owned() }
    }

    /// `resultStatus`.
    pub(crate) fn result_status(&self) -> String {
        let body: Value = serde_json::from_str(&self.body).expect("JSON");
        body["result"]["resultStatus"].as_str().expect("a status").to_owned()
    }
}
