use std::{fmt, io::ErrorKind, sync::Arc, time::Duration};

use ::ureq::{
    Agent, Error, Timeout,
    config::ConfigBuilder,
    tls::{RootCerts, TlsConfig},
    typestate::AgentScope,
};
use bytes::Bytes;

use super::{Limits, Transport, TransportError, TransportFailure};
use crate::signature::BoxFuture;

/// HTTP by ureq: blocks the thread that it runs on, and needs no async runtime.
///
/// [`Call::wait`](crate::Call::wait) uses it. Within an async runtime use another [`Transport`].
#[derive(Clone)]
pub struct UreqTransport(Agent);

impl UreqTransport {
    /// With the defaults of ureq, except that no redirect is followed (a signed request is meant for one path of one
    /// host) and that connecting takes 5 seconds at most.
    #[must_use]
    pub fn new() -> Self {
        Self::customized(|builder| builder)
    }

    /// With changes to the builder, whose types are ureq's own (so that this call, unlike the rest, follows ureq's
    /// versions).
    #[must_use]
    pub fn customized(change: impl FnOnce(ConfigBuilder<AgentScope>) -> ConfigBuilder<AgentScope>) -> Self {
        let builder = Agent::config_builder()
            .timeout_connect(Some(Duration::from_secs(5)))
            .user_agent(concat!("countersign/", env!("CARGO_PKG_VERSION")));
        // The crypto library of everything else here. Before `change`, which may have another opinion.
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let builder = change(builder.tls_config(tls))
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Unauthenticated answers may have any status, and what counts is the signature.
            .http_status_as_error(false);
        Self(builder.build().new_agent())
    }

    fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let (head, body) = request.into_parts();
        let request = http::Request::from_parts(head, body.as_ref());
        let request = self.0.configure_request(request).timeout_global(Some(limits.timeout)).build();
        let (head, body) = self.0.run(request).map_err(failed)?.into_parts();
        let limit = u64::try_from(limits.max_body).unwrap_or(u64::MAX);
        let body = body.into_with_config().limit(limit).read_to_vec().map_err(failed)?;
        Ok(http::Response::from_parts(head, Bytes::from(body)))
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UreqTransport")
    }
}

impl Transport for UreqTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move { self.exchange(request, limits) })
    }
}

fn failed(error: Error) -> TransportError {
    let failure = match &error {
        Error::Timeout(Timeout::Resolve | Timeout::Connect)
        | Error::HostNotFound
        | Error::ConnectionFailed
        | Error::ConnectProxyFailed(_)
        | Error::InvalidProxyUrl
        | Error::BadUri(_)
        | Error::Http(_) => TransportFailure::NotSent,
        // Only connecting fails so.
        Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => TransportFailure::NotSent,
        Error::Timeout(_) => TransportFailure::TimedOut,
        Error::BodyExceedsLimit(_) => TransportFailure::TooLarge,
        _ => TransportFailure::Disconnected,
    };
    TransportError::new(failure, error)
}
