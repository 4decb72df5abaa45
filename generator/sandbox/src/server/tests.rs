//! What takes too long, in a time that passes at once.

use super::budget::Budget;
use super::connection::{self, Served};
use super::limiter::ConnectionLimiter;
use crate::Settings;
use crate::access::Access;
use crate::instance::Instance;
use crate::start::{Prepared, prepare};
use crate::wallet::Wallet;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Duration, Instant, sleep};

/// A connection to a sandbox, and the task that serves it.
struct Connected {
    stream: DuplexStream,
    task: JoinHandle<()>,
    stop: watch::Sender<bool>,
}

async fn connected() -> Connected {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let Prepared { state, mut routes } = prepare(&mut Settings::new(specs).api("claro")).expect("prepared");
    let routes = routes.pop().expect("an API");
    let wallet = Arc::new(Wallet { state: Arc::clone(&state), routes });
    let instance = Arc::new(Instance {
        state,
        ports: Vec::new(),
        time_scale: 1.0,
        command_line: crate::command_line::CommandLine::default(),
        notified: None,
        document: OnceLock::new(),
        access: Access::new(0, false).expect("a token"),
        wallets: vec![Arc::clone(&wallet)],
    });
    let (stream, theirs) = duplex(64 * 1024);
    let (stop, stopped) = watch::channel(false);
    let slot = Arc::new(ConnectionLimiter::new().admit().await.expect("a slot"));
    let task = tokio::spawn(async move {
        connection::serve(
            theirs,
            IpAddr::V4(Ipv4Addr::LOCALHOST),
            Served { instance, wallet, budget: Arc::new(Budget::new()) },
            &slot,
            stopped,
        )
        .await;
    });
    Connected { stream, task, stop }
}

/// Everything that comes, and how long it took until the connection ended.
async fn rest(mut connected: Connected, start: Instant) -> (String, u64) {
    let mut text = String::new();
    connected.stream.read_to_string(&mut text).await.expect("text");
    connected.task.await.expect("no panic");
    (text, start.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn headers_that_never_end_are_not_waited_for() {
    let mut connected = connected().await;
    let start = Instant::now();
    connected.stream.write_all(b"POST /api/v1/payments/pay HTTP/1.1\r\nhost:").await.expect("written");
    // A byte now and then does not help.
    for _ in 0..5 {
        sleep(Duration::from_secs(4)).await;
        connected.stream.write_all(b"x").await.expect("written");
    }
    let (text, seconds) = rest(connected, start).await;
    assert!(text.is_empty() || text.starts_with("HTTP/1.1 408"), "{text}");
    assert!((20..40).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn nobody_keeps_a_connection_by_saying_nothing() {
    let connected = connected().await;
    let (text, seconds) = rest(connected, Instant::now()).await;
    assert_eq!((text.as_str(), seconds < 60), ("", true), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_ends_is_not_waited_for() {
    let mut connected = connected().await;
    let start = Instant::now();
    let head = b"POST /api/v1/payments/pay HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{";
    connected.stream.write_all(head).await.expect("written");
    let (text, seconds) = rest(connected, start).await;
    assert!(text.starts_with("HTTP/1.1 408") && text.contains("PARAM_ILLEGAL"), "{text}");
    assert!((15..30).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn what_is_being_sent_is_answered_when_a_sandbox_ends() {
    let mut connected = connected().await;
    let head = b"POST /api/v1/payments/pay HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n";
    connected.stream.write_all(head).await.expect("written");
    // The request is there, as far as it goes.
    sleep(Duration::from_secs(1)).await;
    connected.stop.send(true).expect("served");
    connected.stream.write_all(b"{}").await.expect("written");
    let (text, seconds) = rest(connected, Instant::now()).await;
    assert!(text.starts_with("HTTP/1.1 200") && text.contains("INVALID_CLIENT"), "{text}");
    assert_eq!(seconds, 0);
}
