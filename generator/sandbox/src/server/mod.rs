//! HTTP: from connections to requests, with a limit on everything that somebody else decides.

mod budget;
mod connection;
mod limiter;
mod outgoing;
#[cfg(test)]
mod tests;
pub(super) mod tls;

use self::budget::Budget;
use self::connection::Served;
use self::limiter::{ConnectionLimiter, Slot};
use super::instance::Instance;
use super::notify::Notifier;
use crate::start_error::StartError;
use countersign_runtime::transport::TransportError;
use std::io::Write;
use std::net::{IpAddr, TcpListener as Listener};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// Threads that verify, remember and sign. They wait for the disk together.
const MAX_THREADS: usize = 64;
/// After an error of `accept`: mostly, that there are too many open files.
const PAUSE: Duration = Duration::from_millis(5);

const BUSY: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 1\r\nconnection: close\r\n\r\n";

/// The threads of a sandbox.
pub(super) struct Server {
    runtime: Runtime,
    stop: watch::Sender<bool>,
}

impl Server {
    /// Serves each listener's wallet: the one with the same number.
    pub(super) fn start(
        listeners: Vec<Listener>,
        instance: &Arc<Instance>,
        tls: Option<&TlsAcceptor>,
    ) -> Result<Self, StartError> {
        let setup = |error: std::io::Error| StartError::Setup(error.to_string());
        let runtime = Builder::new_multi_thread()
            .thread_name("sandbox")
            .max_blocking_threads(MAX_THREADS)
            .enable_all()
            .build()
            .map_err(setup)?;
        let (stop, stopped) = watch::channel(false);
        let (limiter, budget) = (ConnectionLimiter::new(), Arc::new(Budget::new()));
        for (listener, wallet) in listeners.into_iter().zip(&instance.wallets) {
            let listener = {
                let _inside = runtime.enter();
                TcpListener::from_std(listener).map_err(setup)?
            };
            let port = Port {
                served: Served {
                    instance: Arc::clone(instance),
                    wallet: Arc::clone(wallet),
                    budget: Arc::clone(&budget),
                },
                tls: tls.cloned(),
                limiter: Arc::clone(&limiter),
                stopped: stopped.clone(),
            };
            runtime.spawn(port.serve(listener));
        }
        runtime.spawn(notifier(instance).map_err(|error| StartError::Setup(error.to_string()))?.run());
        Ok(Self { runtime, stop })
    }

    /// Takes no more requests, and waits until those that are there are answered.
    pub(super) fn stop(self, patience: Duration) {
        let _ = self.stop.send(true);
        let runtime = self.runtime;
        // On a thread of its own: a runtime must not be waited for within another one.
        let end = std::thread::spawn(move || {
            let wait = async {
                tokio::select! {
                    () = self.stop.closed() => {}
                    () = tokio::time::sleep(patience) => {}
                }
            };
            runtime.block_on(wait);
            runtime.shutdown_timeout(patience);
        });
        let _ = end.join();
    }
}

/// What tells the merchant how payments ended.
fn notifier(instance: &Instance) -> Result<Notifier, TransportError> {
    let state = &instance.state;
    let notifier = Notifier::new(
        Arc::clone(&state.ledger),
        state.apis.clone(),
        state.keys.texts.client_id.as_str(),
        state.keys.wallet.clone(),
        state.keys.merchant.clone(),
    )?;
    let notifier = notifier.time_scale(instance.time_scale);
    Ok(match instance.notified.clone() {
        Some(told) => notifier.log(move |event| told(&event.to_string())),
        None => notifier,
    })
}

/// One port, and what its connections share.
#[derive(Clone)]
struct Port {
    served: Served,
    tls: Option<TlsAcceptor>,
    limiter: Arc<ConnectionLimiter>,
    stopped: watch::Receiver<bool>,
}

impl Port {
    async fn serve(self, listener: TcpListener) {
        let mut stopped = self.stopped.clone();
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = stopped.changed() => return,
            };
            match accepted {
                Ok((stream, peer)) => self.accept(stream, peer.ip()).await,
                Err(_) => {
                    self.limiter.close_one();
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    async fn accept(&self, stream: TcpStream, peer: IpAddr) {
        match self.limiter.admit().await {
            Some(slot) => {
                let port = self.clone();
                tokio::spawn(async move {
                    let slot = Arc::new(slot);
                    tokio::select! {
                        biased;
                        () = port.connected(stream, peer, &slot) => {}
                        () = slot.closing() => {}
                    }
                });
            }
            // Without waiting: whoever does not read it at once does not get it.
            None => {
                if let (None, Ok(mut stream)) = (&self.tls, stream.into_std()) {
                    let _ = stream.write(BUSY);
                }
            }
        }
    }

    async fn connected(self, stream: TcpStream, peer: IpAddr, slot: &Arc<Slot>) {
        let _ = stream.set_nodelay(true);
        match &self.tls {
            None => connection::serve(stream, peer, self.served, slot, self.stopped).await,
            Some(acceptor) => {
                let handshake = tokio::time::timeout(connection::HEADER_TIMEOUT, acceptor.accept(stream));
                if let Ok(Ok(stream)) = handshake.await {
                    connection::serve(stream, peer, self.served, slot, self.stopped).await;
                }
            }
        }
    }
}
