//! A server with TLS on 127.0.0.1, whose certificate nobody has signed but itself.

use std::{net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

/// A server that reads one request a connection, gives its response, and closes.
pub(crate) struct TlsServer {
    pub(crate) address: SocketAddr,
    /// In PEM, for a client that is to trust it.
    pub(crate) certificate: String,
}

impl TlsServer {
    /// Starts it on the runtime of the test. Without a response it closes once it has read the request.
    pub(crate) async fn start(response: Vec<u8>) -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .expect("the certificate fits its key");
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(acceptor.clone(), stream, response.clone()));
            }
        });
        Self { address, certificate: made.cert.pem() }
    }

    /// Scheme, host and port.
    pub(crate) fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }
}

/// The handshake, one request of which the body ends in `}`, and the response. Whatever goes wrong is the client's to notice.
async fn serve(acceptor: TlsAcceptor, stream: TcpStream, response: Vec<u8>) {
    let Ok(mut stream) = acceptor.accept(stream).await else { return };
    let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
    while !request.ends_with(b"}") {
        match stream.read(&mut buffer).await {
            Ok(length) if length > 0 => request.extend_from_slice(&buffer[..length]),
            _ => return,
        }
    }
    let _ = stream.write_all(&response).await;
    let _ = stream.shutdown().await;
}
