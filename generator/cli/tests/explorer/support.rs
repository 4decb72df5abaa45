//! Sandboxes, and requests to them without a browser.

use countersign_calling::{Caller, apis};
use countersign_runtime::signature::{SigningKey, WalletKey};
use countersign_runtime::{Config, RetryPolicy};
use countersign_sandbox::{Sandbox, Settings};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

pub(crate) const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs");
pub(crate) const PAY: &str = "claro/v1/payments/pay";
pub(crate) const INQUIRY: &str = "claro/v1/payments/inquiryPayment";

/// With the APIs of this repository, whose users pay at once.
pub(crate) fn settings() -> Settings {
    Settings::new(SPECS).confirm_after(Duration::ZERO)
}

pub(crate) fn shipped() -> Sandbox {
    Sandbox::start(settings()).expect("started")
}

/// With its keys in a folder, so that other programs can call it.
pub(crate) fn kept(folder: &Path) -> Sandbox {
    Sandbox::start(settings().keys(folder)).expect("started")
}

/// What a browser would send: its first line, its headers and its body.
#[derive(Clone)]
pub(crate) struct Letter {
    head: String,
    body: String,
}

impl Letter {
    /// With no headers, not even a host.
    pub(crate) fn new(method: &str, path: &str) -> Self {
        Self { head: format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n"), body: String::new() }
    }

    pub(crate) fn get(path: &str) -> Self {
        Self::new("GET", path).header("host", "127.0.0.1:8620")
    }

    /// As the page sends it.
    pub(crate) fn post(path: &str) -> Self {
        let request = Self::new("POST", path).header("host", "127.0.0.1:8620").own();
        request.header("origin", "http://127.0.0.1:8620")
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// With what only the page itself may send.
    pub(crate) fn own(self) -> Self {
        self.header("content-type", "application/json").header("x-countersign-explorer", "1")
    }

    pub(crate) fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn send(&self, sandbox: &Sandbox) -> Answer {
        self.send_to(sandbox.ports()[0].address)
    }

    pub(crate) fn send_to(&self, address: SocketAddr) -> Answer {
        let mut stream = TcpStream::connect(address).expect("connected");
        let Self { head, body } = self;
        let request = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
        // The sandbox may have had enough before it has everything.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::read(&answer)
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { status, headers, body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The reference, as the command writes it to a folder; gives the address of its first page.
pub(crate) fn reference(folder: &Path) -> String {
    let written = std::process::Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(["docs", "--quiet", "--specs", SPECS, "--out"])
        .arg(folder)
        .status();
    assert!(written.expect("it runs").success());
    format!("file://{}/index.html", folder.display())
}

/// The merchant as another program.
pub(crate) fn merchant(sandbox: &Sandbox) -> Caller {
    let ours = SigningKey::from_text(sandbox.merchant_key()).expect("a key");
    let theirs = WalletKey::from_text(sandbox.wallet_key()).expect("a key");
    let url = sandbox.url_of("claro").expect("served");
    let config = Config::new(url, sandbox.client_id(), ours, theirs).retry(RetryPolicy::never());
    Caller::new(apis(SPECS, &["claro"]).expect("specs"), config).expect("a caller")
}
