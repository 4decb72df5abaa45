//! A wallet of one endpoint or a real one, and a merchant who calls it.

pub(crate) use super::letter::Letter;
use bytes::Bytes;
use countersign_runtime::signature::{SigningKey, WalletKey, WalletKeys};
use countersign_runtime::{
    Api, Client, Config, Dialect, Endpoint, Error, IdempotencyKey, Json, Outcome, RetryPolicy,
    UntypedResponse,
};
use countersign_sandbox::{Sandbox, Settings};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub(crate) const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs");

pub(crate) static PAY: Endpoint =
    Endpoint::new("v1", "payments/pay").with_idempotency_key(IdempotencyKey::all(&["paymentRequestId"]));
pub(crate) static CLARO: Api = Api::new("claro").with_base_path("/api");

/// The request of the spec's own example.
pub(crate) const ORDER: &str = r#"{
    "partnerId": "P0000001", "paymentRequestId": "order-1", "paymentOrderTitle": "SHOES",
    "paymentAmount": { "currency": "USD", "value": "10000" }, "paymentFactor": { "isCashierPayment": true }
}"#;

pub(crate) fn claro() -> Sandbox {
    Sandbox::start(Settings::new(SPECS).api("claro")).expect("started")
}

pub(crate) fn config(sandbox: &Sandbox) -> Config {
    config_at(sandbox, sandbox.url())
}

pub(crate) fn config_at(sandbox: &Sandbox, url: &str) -> Config {
    let key = SigningKey::from_text(sandbox.merchant_key()).expect("a key");
    let wallet = WalletKey::from_text(sandbox.wallet_key()).expect("a key");
    let wallet = WalletKeys::by_version([(1, wallet)]).expect("keys");
    Config::new(url, sandbox.client_id(), key, wallet)
        .retry(RetryPolicy::never())
        .timeout(Duration::from_secs(5))
}

pub(crate) fn client(sandbox: &Sandbox) -> Client {
    Client::new(&CLARO, config(sandbox)).expect("a client")
}

pub(crate) type Called = Result<Outcome<UntypedResponse>, Error>;

/// Calls and waits.
pub(crate) fn call(client: &Client, endpoint: &'static Endpoint, body: &str) -> Called {
    let body: Json = body.parse().expect("JSON");
    block_on(async { client.call_untyped(endpoint, &body).await })
}

pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(future)
}

/// The body of an answer that says S or A.
pub(crate) fn body(called: Called) -> Value {
    match called {
        Ok(Outcome::Success(answer) | Outcome::Accepted(answer)) => json(&answer.to_string()),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

impl Letter {
    /// A right one.
    pub(crate) fn to(sandbox: &Sandbox, path: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::of(sandbox.client_id(), path, body)
    }

    /// Sends it and reads the answer.
    pub(crate) fn post(&self, sandbox: &Sandbox) -> Answer {
        Answer::read(&exchange(sandbox, &self.bytes(sandbox.merchant_key())))
    }
}

pub(crate) fn connect(sandbox: &Sandbox) -> TcpStream {
    connect_to(sandbox.ports()[0].address)
}

fn connect_to(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("connected");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
    stream
}

/// Everything that comes back for these bytes.
pub(crate) fn exchange(sandbox: &Sandbox, bytes: &[u8]) -> Vec<u8> {
    exchange_at(sandbox.ports()[0].address, bytes)
}

pub(crate) fn exchange_at(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = connect_to(address);
    // The sandbox may have had enough before it has everything.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    answer
}

/// An answer as it came over the wire.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names as they were spelled.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).expect("text");
        let mut lines = head.lines();
        let status =
            lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": "));
        Self {
            status: status.expect("a status"),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            body: Bytes::copy_from_slice(&bytes[end + 4..]),
        }
    }

    /// Reads one answer off a connection that stays open.
    pub(crate) fn read_from(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        let mut byte = [0];
        while !bytes.ends_with(b"\r\n\r\n") {
            stream.read_exact(&mut byte).expect("a head");
            bytes.push(byte[0]);
        }
        let mut answer = Self::read(&bytes);
        let length =
            answer.header("content-length").and_then(|length| length.parse().ok()).expect("a length");
        let mut body = vec![0; length];
        stream.read_exact(&mut body).expect("a body");
        answer.body = body.into();
        answer
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// `resultStatus`, `resultCode`, `resultMessage`.
    pub(crate) fn result(&self) -> [String; 3] {
        let body = self.json();
        ["resultStatus", "resultCode", "resultMessage"]
            .map(|name| body["result"][name].as_str().unwrap_or_else(|| panic!("{self:?}")).to_owned())
    }

    /// Whether it says who wrote it.
    pub(crate) fn is_signed(&self) -> bool {
        self.header("signature").is_some()
    }
}

/// Specs of a wallet of one's own.
pub(crate) struct Specs(tempfile::TempDir);

impl Specs {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("written");
        }
        Self(folder)
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        self.0.path()
    }
}

/// A dialect is constant in programs; here it comes from a table.
pub(crate) fn api(name: &'static str, base_path: &'static str, dialect: Dialect) -> Api {
    Api::new(name).with_base_path(base_path).with_dialect(dialect)
}
