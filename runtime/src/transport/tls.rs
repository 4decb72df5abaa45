//! The library that does the cryptography of TLS.

use super::TransportError;

/// Makes sure that rustls has a library: the one that the program has installed, or else AWS-LC, or else ring.
#[cfg(feature = "aws-lc")]
pub(super) fn set_up() -> Result<(), TransportError> {
    // reqwest takes AWS-LC by itself.
    Ok(())
}

/// Makes sure that rustls has a library. ring is installed for the whole process, as rustls itself does when it chooses.
#[cfg(all(not(feature = "aws-lc"), feature = "rust-crypto"))]
pub(super) fn set_up() -> Result<(), TransportError> {
    // An error says that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(())
}

/// Makes sure that rustls has a library. Without one, reqwest would panic.
#[cfg(not(any(feature = "aws-lc", feature = "rust-crypto")))]
pub(super) fn set_up() -> Result<(), TransportError> {
    if rustls::crypto::CryptoProvider::get_default().is_some() {
        return Ok(());
    }
    Err(TransportError::new(
        super::TransportFailure::NotSent,
        "no library for TLS is chosen: turn on the feature `aws-lc` or `rust-crypto`, or install a \
         `rustls::crypto::CryptoProvider` before",
    ))
}

#[cfg(all(test, any(feature = "aws-lc", feature = "rust-crypto")))]
mod tests {
    use std::time::Duration;

    use tokio::{io::AsyncReadExt, net::TcpListener, time::timeout};

    use crate::transport::{Limits, ReqwestTransport, Transport};

    #[tokio::test]
    async fn a_client_of_each_build_begins_a_handshake() {
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
}

#[cfg(all(test, not(any(feature = "aws-lc", feature = "rust-crypto"))))]
mod tests {
    #[test]
    fn without_a_library_it_is_an_error() {
        let error = crate::transport::ReqwestTransport::new().expect_err("no TLS");
        assert!(error.to_string().contains("turn on the feature `aws-lc` or `rust-crypto`"), "{error}");
    }
}
