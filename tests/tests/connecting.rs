//! Where there is no connection, nothing was sent, and the call is an `Err`: with both transports. Only on loopback.

use std::{future::Future, time::Duration};

use crate::tls::TlsServer;
use claro_client::{Cause, Client, Config, Error, Outcome, v1::payments::PayResponse};
use countersign_runtime::{
    RetryPolicy,
    signature::{SigningKey, WalletKey},
    transport::{BlockingTransport, ReqwestTransport, TransportFailure},
};
use countersign_tests::{keys, requests};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
};

type Result = std::result::Result<Outcome<PayResponse>, Error>;

fn config(url: &str) -> Config {
    let ours = SigningKey::from_text(keys::MERCHANT).expect("a key");
    let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).expect("a key");
    Config::new(url, keys::CLIENT_ID, ours, theirs).retry(RetryPolicy::never())
}

/// What a payment comes to by each of the two transports.
async fn both(asynchronous: Config, blocking: Config) -> [(&'static str, Result); 2] {
    let client = Client::new(asynchronous).expect("a client");
    let awaited = client.v1().payments().pay(&requests::pay()).await;
    let waited = tokio::task::spawn_blocking(move || {
        let client = Client::new(blocking).expect("a client");
        client.v1().payments().pay(&requests::pay()).wait()
    });
    [("awaited", awaited), ("waited for", waited.await.expect("no panic"))]
}

async fn not_sent(name: &str, config: Config) {
    for (how, outcome) in both(config.clone(), config).await {
        let error = outcome.expect_err(name);
        assert!(matches!(&error, Error::NotSent(_)), "{name}, {how}: {error:?}");
        assert!(error.to_string().starts_with("could not connect, nothing was sent: "), "{name}: {error}");
    }
}

/// A server that does something with each connection and then closes it.
async fn server<F: Future<Output = ()> + Send>(
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> std::net::SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            serve(stream).await;
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_connection_a_call_is_an_error() {
    // Too long for DNS, so that it fails without a question to anybody.
    let no_name = format!("https://{}.invalid", "a".repeat(64));
    let unused = TcpListener::bind(("127.0.0.1", 0)).await.unwrap().local_addr().unwrap();
    let closing = server(|stream| async move { drop(stream) }).await;
    let no_tls = server(|mut stream| async move {
        let _ = stream.read(&mut [0; 16]).await;
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").await;
    })
    .await;
    let untrusted = TlsServer::start(Vec::new()).await;
    for (name, url) in [
        ("no such name", no_name),
        ("nobody listens", format!("http://{unused}")),
        ("nobody listens, with TLS", format!("https://{unused}")),
        ("closed before TLS", format!("https://{closing}")),
        ("no TLS", format!("https://{no_tls}")),
        ("a certificate that nobody trusts", untrusted.url()),
        ("a certificate for another name", format!("https://{}", untrusted.address)),
    ] {
        not_sent(name, config(&url)).await;
    }
}

/// The time-out for connecting ends before that of the whole, however short that is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_takes_too_long_is_an_error() {
    let silent = server(|mut stream| async move {
        let _ = stream.read_to_end(&mut Vec::new()).await;
    })
    .await;
    for timeout in [Duration::from_millis(500), Duration::from_secs(2)] {
        not_sent("no TLS handshake", config(&format!("https://{silent}")).timeout(timeout)).await;
    }
}

/// With as many connections as it takes until no more of them are accepted.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_accept_is_an_error() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut accepted = Vec::new();
    while let Ok(Ok(stream)) =
        tokio::time::timeout(Duration::from_millis(300), TcpStream::connect(address)).await
    {
        accepted.push(stream);
        assert!(accepted.len() < 100, "it accepts everything");
    }
    let config = config(&format!("http://{address}")).timeout(Duration::from_secs(1));
    not_sent("connections are not accepted", config).await;
}

/// The same server, trusted: a byte of the request has left, and what is certain is nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_breaks_after_the_handshake_is_unknown() {
    let server = TlsServer::start(Vec::new()).await;
    let trusting = || {
        let certificate =
            reqwest::Certificate::from_pem(server.certificate.as_bytes()).expect("a certificate");
        ReqwestTransport::customized(|builder| builder.tls_certs_only([certificate])).expect("a transport")
    };
    let asynchronous = config(&server.url()).transport(trusting());
    let blocking = config(&server.url()).transport(BlockingTransport::new(trusting()));
    for (how, outcome) in both(asynchronous, blocking).await {
        let Ok(Outcome::Unknown(unknown)) = outcome else { panic!("{how}: {outcome:?}") };
        let Cause::Transport(error) = &unknown.cause else { panic!("{how}: {unknown:?}") };
        assert_eq!(error.failure(), TransportFailure::Disconnected, "{how}");
    }
}
