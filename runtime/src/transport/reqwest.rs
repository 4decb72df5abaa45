use std::time::Duration;

use bytes::{Bytes, BytesMut};

use super::{Limits, Transport, TransportError, TransportFailure, is_loopback, tls};
use crate::signature::BoxFuture;

/// HTTP by reqwest: rustls, connections kept and used again.
///
/// A client of one's own (a proxy, a private certificate authority, a client certificate) comes in by
/// [`ReqwestTransport::customized`].
#[derive(Debug, Clone)]
pub struct ReqwestTransport(::reqwest::Client);

impl ReqwestTransport {
    /// How long connecting takes at most, with the TLS handshake.
    pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

    /// With the defaults of reqwest, except that no redirect is followed (a signed request is meant for one path of one
    /// host) and that connecting takes 5 seconds at most.
    ///
    /// # Errors
    /// When the machine has no usable TLS set-up.
    pub fn new() -> Result<Self, TransportError> {
        Self::customized(|builder| builder)
    }

    /// With changes to the builder, whose types are reqwest's own (so that this call, unlike the rest, follows
    /// reqwest's versions).
    ///
    /// This trusts a certificate authority of one's own, here the sandbox's with `--tls`. For reqwest's types a program depends on
    /// `reqwest = { version = "0.13", default-features = false, features = ["rustls-no-provider"] }`.
    ///
    /// ```no_run
    /// use countersign_runtime::{Config, transport::ReqwestTransport};
    ///
    /// # fn configured(config: Config) -> Result<Config, Box<dyn std::error::Error>> {
    /// let authority = reqwest::Certificate::from_pem(&std::fs::read(".countersign/sandbox/ca.pem")?)?;
    /// let transport = ReqwestTransport::customized(|builder| builder.tls_certs_only([authority]))?;
    /// # Ok(
    /// config.transport(transport)
    /// # )
    /// # }
    /// ```
    ///
    /// With the feature `rust-crypto` and without `aws-lc`, this installs ring as the `CryptoProvider` of rustls for the whole
    /// process, unless the program has installed one before.
    ///
    /// # Errors
    /// When the client can't be built, or no library for TLS is chosen.
    pub fn customized(
        change: impl FnOnce(::reqwest::ClientBuilder) -> ::reqwest::ClientBuilder,
    ) -> Result<Self, TransportError> {
        tls::set_up()?;
        let builder = ::reqwest::Client::builder()
            .connect_timeout(Self::CONNECT_TIMEOUT)
            .tcp_nodelay(true)
            .user_agent(concat!("countersign/", env!("CARGO_PKG_VERSION")));
        change(builder)
            .redirect(::reqwest::redirect::Policy::none())
            .retry(::reqwest::retry::never())
            .build()
            .map(Self)
            .map_err(|error| TransportError::new(TransportFailure::NotSent, error))
    }

    /// The same, for calls to one URL. A host of this machine is reached without the environment's proxy, which has no way to
    /// it: a sandbox answers where `HTTP_PROXY` is set, too.
    ///
    /// # Errors
    /// When the client can't be built.
    pub fn customized_for(
        base_url: &str,
        change: impl FnOnce(::reqwest::ClientBuilder) -> ::reqwest::ClientBuilder,
    ) -> Result<Self, TransportError> {
        let is_here = base_url.parse().is_ok_and(|url: http::Uri| url.authority().is_some_and(is_loopback));
        Self::customized(|builder| change(if is_here { builder.no_proxy() } else { builder }))
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let mut request = ::reqwest::Request::try_from(request).map_err(failed)?;
        *request.timeout_mut() = Some(limits.timeout);
        let mut answer = self.0.execute(request).await.map_err(failed)?;
        let too_large = |len: u64| (len > limits.max_body as u64).then(|| too_large(limits));
        if let Some(error) = answer.content_length().and_then(too_large) {
            return Err(error);
        }
        // Most responses are one chunk, which needs no copy.
        let mut body = Bytes::new();
        while let Some(chunk) = answer.chunk().await.map_err(failed)? {
            if let Some(error) = too_large(body.len() as u64 + chunk.len() as u64) {
                return Err(error);
            }
            body = if body.is_empty() { chunk } else { joined(body, &chunk) };
        }
        let mut response = http::Response::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(self.exchange(request, limits))
    }
}

fn joined(body: Bytes, chunk: &[u8]) -> Bytes {
    // In place, as nobody else holds it.
    let mut body = BytesMut::from(body);
    body.extend_from_slice(chunk);
    body.freeze()
}

fn too_large(limits: Limits) -> TransportError {
    TransportError::new(TransportFailure::TooLarge, format!("the limit is {} bytes", limits.max_body))
}

fn failed(error: ::reqwest::Error) -> TransportError {
    let failure = match () {
        // A builder error is a request that reqwest did not even start with.
        () if error.is_connect() || error.is_builder() => TransportFailure::NotSent,
        () if error.is_timeout() => TransportFailure::TimedOut,
        () => TransportFailure::Disconnected,
    };
    // The URL is known to the caller, and a URL of one's own making may hold what should not be logged.
    TransportError::new(failure, error.without_url())
}
