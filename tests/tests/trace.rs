//! What the libraries below log at TRACE while calls go over TLS, by both transports: nothing that is secret.

mod tls;

use std::{
    io,
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use claro_client::{Client, Config, Outcome, v1::authorizations::CancelTokenRequest};
use countersign_runtime::{
    json,
    signature::{SigningKey, WalletKey},
    transport::{BlockingTransport, ReqwestTransport},
};
use countersign_tests::{answers::Signing, keys};
use tls::TlsServer;

/// Long, so that some of it is in one piece wherever a log breaks its lines.
const SECRET: &str = "planted-planted-planted-planted-planted-planted";

/// All that is logged in this process, by `log` and by `tracing`, on every thread.
static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        let line = format!("{} {} {}\n", record.level(), record.target(), record.args());
        LOGGED.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(line.as_bytes());
    }
    fn flush(&self) {}
}

impl io::Write for Logger {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOGGED.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn listen() {
    log::set_logger(&Logger).expect("there is no other");
    log::set_max_level(log::LevelFilter::Trace);
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(|| Logger)
        .init();
}

/// A signed response with secrets in its headers and in its body, as it is on the wire.
fn response() -> Vec<u8> {
    let body = format!(
        r#"{{"result":{{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"}},"accessToken":"{SECRET}"}}"#
    );
    let key = SigningKey::from_text(keys::WALLET).expect("a key");
    let answer = Signing::new(&key, "/api/v1/authorizations/cancelToken", SystemTime::now()).answer(body);
    let mut text = "HTTP/1.1 200 OK\r\n".to_owned();
    for (name, value) in answer.headers() {
        text += &format!("{name}: {}\r\n", value.to_str().expect("text"));
    }
    text += &format!("set-cookie: session={SECRET}\r\nlocation: https://wallet.invalid/?token={SECRET}\r\n");
    text += &format!("content-length: {}\r\n\r\n", answer.body().len());
    [text.as_bytes(), answer.body()].concat()
}

/// The text of a secret, and how bytes are often written: in hex and as numbers.
fn forms(secret: &str) -> [String; 3] {
    let bytes = secret.as_bytes();
    let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
    [secret.to_owned(), hex, numbers.join(",")]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_secret_is_logged_at_trace() {
    listen();
    let server = TlsServer::start(response()).await;
    let trusting = || {
        let certificate =
            reqwest::Certificate::from_pem(server.certificate.as_bytes()).expect("a certificate");
        ReqwestTransport::customized(|builder| builder.tls_certs_only([certificate])).expect("a transport")
    };
    let config = || {
        let ours = SigningKey::from_text(keys::MERCHANT).expect("a key");
        let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).expect("a key");
        Config::new(server.url(), keys::CLIENT_ID, ours, theirs).header("Agent-Token", SECRET)
    };
    let request: CancelTokenRequest =
        json::read_strict(format!(r#"{{"accessToken":"{SECRET}"}}"#).as_bytes()).unwrap();

    let client = Client::new(config().transport(trusting())).unwrap();
    let outcome = client.v1().authorizations().cancel_token(&request).header("X-Token", SECRET).await;
    assert!(matches!(outcome, Ok(Outcome::Success(_))), "{outcome:?}");

    let client = Client::new(config().transport(BlockingTransport::new(trusting()))).unwrap();
    let outcome = tokio::task::spawn_blocking(move || {
        client.v1().authorizations().cancel_token(&request).header("X-Token", SECRET).wait()
    });
    let outcome = outcome.await.unwrap();
    assert!(matches!(outcome, Ok(Outcome::Success(_))), "{outcome:?}");

    let logged = String::from_utf8_lossy(&LOGGED.lock().unwrap()).into_owned();
    // Rows of hex have blanks in them, and lists of numbers too.
    let dense: String = logged.chars().filter(|char| !char.is_whitespace()).collect();
    for form in forms("planted") {
        assert!(!dense.contains(&form), "{form} is in the log");
    }
    for line in keys::MERCHANT.lines().filter(|line| !line.starts_with('-')) {
        assert!(!logged.contains(line), "a key");
    }
    // The libraries below were heard.
    for expected in ["reqwest::connect", "countersign.call"] {
        assert!(logged.contains(expected), "{expected} is not in the log: {logged}");
    }
}
