//! How bytes get to the wallet and back.

#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(all(test, feature = "reqwest"))]
mod tests;
#[cfg(feature = "reqwest")]
mod tls;

use std::{error::Error, fmt, sync::Arc, time::Duration};

use bytes::Bytes;

#[cfg(feature = "blocking")]
pub use self::blocking::BlockingTransport;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
use crate::signature::BoxFuture;

/// Sends one request and reads its response: once, without following redirects or retrying. What to do next
/// is decided above, where it is known whether money may have moved.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and reads the whole response.
    ///
    /// # Errors
    /// [`TransportError`], which says whether a byte of the request may have reached the wallet.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;
}

/// The limits of one exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// From the first try to connect to the last byte of the response.
    pub timeout: Duration,
    /// The longest body that is read, in bytes.
    pub max_body: usize,
}

impl Limits {
    /// A time-out, and the most bytes that a response may have: for sending by a transport without a client.
    #[must_use]
    pub const fn new(timeout: Duration, max_body: usize) -> Self {
        Self { timeout, max_body }
    }
}

/// Why there is no response.
#[derive(Debug)]
pub struct TransportError {
    failure: TransportFailure,
    source: Box<dyn Error + Send + Sync>,
}

/// The reason why there is no response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportFailure {
    /// No connection: not a byte of the request was sent.
    NotSent,
    /// The time was up after the request may have been sent.
    TimedOut,
    /// The connection broke after the request may have been sent.
    Disconnected,
    /// The response is longer than [`Limits::max_body`].
    TooLarge,
}

impl TransportError {
    /// A failure and its cause.
    pub fn new(failure: TransportFailure, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { failure, source: source.into() }
    }

    /// The reason why there is no response.
    #[must_use]
    pub fn failure(&self) -> TransportFailure {
        self.failure
    }

    /// The innermost cause. It says most: the layers around it repeat each other.
    #[must_use]
    pub fn root_cause(&self) -> &(dyn Error + 'static) {
        let mut cause: &(dyn Error + 'static) = &*self.source;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        cause
    }
}

/// A transport from a function, for tests and for HTTP of one's own: `|request, limits| async move { .. }`.
impl<F, T> Transport for F
where
    F: Fn(http::Request<Bytes>, Limits) -> T + Send + Sync + 'static,
    T: Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'static,
{
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(self(request, limits))
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        T::send(self, request, limits)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.failure {
            TransportFailure::NotSent => "could not connect, nothing was sent",
            TransportFailure::TimedOut => "no whole response in time",
            TransportFailure::Disconnected => "the connection broke before the whole response was there",
            TransportFailure::TooLarge => "the response is longer than is accepted",
        })?;
        write!(f, ": {}", self.root_cause())
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}

/// Whether that is this machine.
pub(crate) fn is_loopback(authority: &http::uri::Authority) -> bool {
    let host = authority.host().trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
