//! The library behind rustls.

use super::TransportError;

/// Sees to it that rustls has a library for its cryptography: the one that the program has installed, or else AWS-LC, or else ring.
///
/// ring is installed for the whole process, as rustls itself does. reqwest takes AWS-LC by itself.
pub(super) fn set_up() -> Result<(), TransportError> {
    #[cfg(not(feature = "aws-lc"))]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        install()?;
    }
    Ok(())
}

#[cfg(all(not(feature = "aws-lc"), feature = "rust-crypto"))]
fn install() -> Result<(), TransportError> {
    // An error says that another thread was faster: then there is one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(())
}

#[cfg(not(any(feature = "aws-lc", feature = "rust-crypto")))]
fn install() -> Result<(), TransportError> {
    Err(TransportError::new(
        super::TransportFailure::NotSent,
        "TLS has no cryptography in this build: turn on the feature `aws-lc` or `rust-crypto`, or install a \
         `rustls::crypto::CryptoProvider` before",
    ))
}

#[cfg(test)]
mod tests {
    #[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
    use {
        super::super::{Limits, ReqwestTransport, Transport},
        std::time::Duration,
        tokio::{io::AsyncReadExt, net::TcpListener},
    };

    #[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
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
        let refused = transport.send(request, Limits::new(Duration::from_secs(10), 1024)).await;
        assert!(refused.is_err(), "the connection was closed");
        // A handshake record (22) of TLS (3, 1).
        assert_eq!(begun.await.expect("read"), [22, 3, 1]);
    }

    #[cfg(not(any(feature = "aws-lc", feature = "rust-crypto")))]
    #[test]
    fn without_a_library_it_is_an_error() {
        let error = super::super::ReqwestTransport::new().expect_err("no TLS");
        assert!(error.to_string().contains("turn on the feature `aws-lc` or `rust-crypto`"), "{error}");
    }
}
