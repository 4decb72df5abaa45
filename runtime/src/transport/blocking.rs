use std::{
    io,
    sync::{Mutex, PoisonError},
    thread,
};

use bytes::Bytes;
use tokio::{
    runtime::{Builder, Handle},
    task::JoinSet,
};

use super::{Limits, ReqwestTransport, Transport, TransportError, TransportFailure};
use crate::signature::BoxFuture;

/// HTTP by reqwest on a thread of its own, which all clients of the program share. Its futures work in any async runtime
/// and in none.
///
/// [`Call::wait`](crate::Call::wait) uses it.
#[derive(Debug, Clone)]
pub struct BlockingTransport(ReqwestTransport);

impl BlockingTransport {
    /// Sends by this transport.
    #[must_use]
    pub fn new(transport: ReqwestTransport) -> Self {
        Self(transport)
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let thread = thread().map_err(|error| TransportError::new(TransportFailure::NotSent, error))?;
        let transport = self.0.clone();
        // A set, because that stops the exchange when nobody waits for it any more.
        let mut exchange = JoinSet::new();
        exchange.spawn_on(async move { transport.send(request, limits).await }, &thread);
        match exchange.join_next().await {
            Some(Ok(result)) => result,
            Some(Err(stopped)) => Err(TransportError::new(TransportFailure::Disconnected, stopped)),
            None => Err(TransportError::new(TransportFailure::Disconnected, "the exchange was stopped")),
        }
    }
}

impl Transport for BlockingTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(self.exchange(request, limits))
    }
}

/// The thread that drives the connections. It is started when it is first needed, and never stops.
fn thread() -> io::Result<Handle> {
    static THREAD: Mutex<Option<Handle>> = Mutex::new(None);
    let mut started = THREAD.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*started {
        return Ok(handle.clone());
    }
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("countersign-http".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(started.insert(handle).clone())
}
