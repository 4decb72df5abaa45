#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
#[tokio::test]
async fn a_client_of_each_build_begins_a_handshake() {
    use std::time::Duration;

    use tokio::{io::AsyncReadExt, net::TcpListener, time::timeout};

    use super::{Limits, ReqwestTransport, Transport};

    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let url = format!("https://{}/", listener.local_addr().expect("an address"));
    let begun = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut begin = [0; 3];
        stream.read_exact(&mut begin).await.expect("three bytes");
        begin
    });
    let transport = ReqwestTransport::customized(|builder| builder.no_proxy()).expect("TLS");
    let request = http::Request::post(url).body(bytes::Bytes::new()).expect("a request");
    let sent = transport.send(request, Limits::new(Duration::from_secs(10), 1024)).await;
    assert!(sent.is_err(), "nothing answers the handshake");
    let begun = timeout(Duration::from_secs(10), begun).await.expect("a connection in time");
    // A handshake record (22) of TLS (3, 1).
    assert_eq!(begun.expect("read"), [22, 3, 1]);
}

#[cfg(not(any(feature = "aws-lc", feature = "rust-crypto")))]
#[test]
fn without_a_library_for_tls_there_is_no_client() {
    let error = super::ReqwestTransport::new().expect_err("no TLS");
    assert!(error.to_string().contains("turn on the feature `aws-lc` or `rust-crypto`"), "{error}");
}
