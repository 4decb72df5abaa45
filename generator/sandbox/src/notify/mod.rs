//! Sending word to the merchant: that a payment has ended, say. Signed, to this machine only, and again until it is
//! acknowledged.
//!
//! What is to be sent is kept by the [ledger](super::ledger), so that it goes on after a restart. It may be sent twice when
//! the process ends between sending and noting that, as with any wallet.

mod acknowledgement;
mod deliver;
mod event;
mod schedule;
mod sign;
mod target;
#[cfg(test)]
mod tests;

pub(crate) use self::event::{NotifyEvent, Outcome};

use super::ledger::{Due, Ledger, LedgerError, PendingNotification};
use countersign_codegen::model::Api;
use countersign_runtime::signature::{Signer, Verifier};
use countersign_runtime::transport::{ReqwestTransport, Transport, TransportError};
use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{Id, JoinSet};

/// So many are on their way at most.
const MOST: usize = 32;
/// How long to wait before a ledger that does not work is asked again.
const PAUSE: Duration = Duration::from_secs(1);

/// Sends what the ledger has to be sent.
pub(crate) struct Notifier {
    ledger: Arc<Ledger>,
    apis: Vec<Arc<Api>>,
    client_id: String,
    signer: Arc<dyn Signer>,
    merchant: Arc<dyn Verifier>,
    transport: Arc<dyn Transport>,
    time_scale: f64,
    log: Arc<dyn Fn(&NotifyEvent) + Send + Sync>,
}

impl Notifier {
    /// For the merchant with that client id: signs with the wallet's key, and checks answers by the merchant's.
    ///
    /// # Errors
    /// When there can be no HTTP client.
    pub(crate) fn new(
        ledger: Arc<Ledger>,
        apis: Vec<Arc<Api>>,
        client_id: impl Into<String>,
        signer: impl Signer,
        merchant: impl Verifier,
    ) -> Result<Self, TransportError> {
        let here = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
        // No proxy, and no name server: whatever is sent stays on this machine.
        let transport =
            ReqwestTransport::customized(|builder| builder.no_proxy().resolve_to_addrs("localhost", &here))?;
        Ok(Self {
            ledger,
            apis,
            client_id: client_id.into(),
            signer: Arc::new(signer),
            merchant: Arc::new(merchant),
            transport: Arc::new(transport),
            time_scale: 1.0,
            log: Arc::new(|_| {}),
        })
    }

    /// How many times faster time passes between two tries.
    #[must_use]
    pub(crate) fn time_scale(mut self, scale: f64) -> Self {
        self.time_scale = scale;
        self
    }

    /// Told how each try went. It must not block.
    #[must_use]
    pub(crate) fn log(mut self, log: impl Fn(&NotifyEvent) + Send + Sync + 'static) -> Self {
        self.log = Arc::new(log);
        self
    }

    /// Sends whatever is due, for ever: run it as a task of its own, and abort that to stop. What was on its way then is
    /// sent again by the next one.
    pub(crate) async fn run(self) {
        let notifier = Arc::new(self);
        notifier.retried(|notifier| notifier.ledger.resume_kept()).await;
        let mut in_flight = InFlight::default();
        loop {
            let next = match notifier.start(&mut in_flight) {
                Ok(next) => next,
                Err(error) => {
                    notifier.tell_failure(&error);
                    Some(PAUSE)
                }
            };
            tokio::select! {
                () = in_flight.next_is_done() => {}
                () = notifier.ledger.new_notification() => {}
                () = after(next) => {}
            }
        }
    }

    /// Starts what is due, and says how long it is until the next one is.
    fn start(self: &Arc<Self>, in_flight: &mut InFlight) -> Result<Option<Duration>, LedgerError> {
        let now = self.ledger.time();
        for (due, notice) in self.ledger.notifications(MOST + in_flight.count() + 1)? {
            if in_flight.has(due) {
                continue;
            }
            if due.at == Due::KEPT {
                break;
            }
            if due.at > now {
                let wait = u64::try_from(due.at.saturating_sub(now)).unwrap_or_default();
                return Ok(Some(Duration::from_millis(wait)));
            }
            if in_flight.count() >= MOST {
                break;
            }
            in_flight.start(due, Arc::clone(self).deliver(due, notice));
        }
        Ok(None)
    }

    fn tell(&self, notice: &PendingNotification, outcome: Outcome) {
        (self.log)(&NotifyEvent::new(notice, outcome));
    }

    fn tell_failure(&self, error: &LedgerError) {
        (self.log)(&NotifyEvent::LedgerFailed(error.clone()));
    }
}

async fn after(time: Option<Duration>) {
    match time {
        Some(time) => tokio::time::sleep(time).await,
        None => std::future::pending().await,
    }
}

/// What is being sent.
#[derive(Default)]
struct InFlight {
    tasks: JoinSet<()>,
    places: HashMap<Id, Due>,
}

impl InFlight {
    fn has(&self, due: Due) -> bool {
        self.places.values().any(|known| *known == due)
    }

    fn count(&self) -> usize {
        self.places.len()
    }

    fn start(&mut self, due: Due, work: impl Future<Output = ()> + Send + 'static) {
        self.places.insert(self.tasks.spawn(work).id(), due);
    }

    /// Waits for one; for ever when there is none.
    async fn next_is_done(&mut self) {
        let id = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(error)) => error.id(),
            None => return std::future::pending().await,
        };
        self.places.remove(&id);
    }
}
