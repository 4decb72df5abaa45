//! Limits concurrent connections. When all slots are taken, the connection that has been idle longest is closed.
//!
//! Every connection gets some time to send a request first, so that a flood cannot push out everybody else. One that
//! got a signed response belongs to the merchant, and gets more time.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};

/// The most connections at once.
const MAX_CONNECTIONS: usize = 512;
/// How long a connection may be idle even when all slots are taken.
const GRACE: Duration = Duration::from_millis(200);
/// The same for a connection of the merchant.
const MERCHANT_GRACE: Duration = Duration::from_secs(2);
/// How many times a new connection waits for a slot, and how long each time.
const ATTEMPTS: u32 = 100;
const PAUSE: Duration = Duration::from_millis(10);

/// Limits the connections of all ports of a sandbox together.
pub(super) struct ConnectionLimiter {
    slots: Arc<Semaphore>,
    /// Each permit closes one idle connection: the one that waits for it longest.
    closings: Semaphore,
}

impl ConnectionLimiter {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { slots: Arc::new(Semaphore::new(MAX_CONNECTIONS)), closings: Semaphore::new(0) })
    }

    /// Waits for a slot, closing an idle connection if need be. `None` if no slot becomes free.
    pub(super) async fn admit(self: &Arc<Self>) -> Option<Slot> {
        for _ in 0..ATTEMPTS {
            if self.slots.available_permits() == 0 {
                self.close_one();
            }
            if let Ok(Ok(permit)) = timeout(PAUSE, Arc::clone(&self.slots).acquire_owned()).await {
                // No other connection needs to be closed for this one.
                self.closings.forget_permits(1);
                let limiter = Arc::clone(self);
                let state = watch::Sender::new(State::Idle { is_merchant: false });
                return Some(Slot { limiter, state, _permit: permit });
            }
        }
        None
    }

    /// Closes the connection that has been idle longest, as soon as one has been idle long enough.
    pub(super) fn close_one(&self) {
        if self.closings.available_permits() == 0 {
            self.closings.add_permits(1);
        }
    }

    /// Waits until a connection that stays in this state has to be closed.
    async fn closing(&self, state: State) {
        match state {
            State::InFlight => return std::future::pending().await,
            State::Idle { is_merchant: false } => sleep(GRACE).await,
            State::Idle { is_merchant: true } => sleep(MERCHANT_GRACE).await,
        }
        if let Ok(permit) = self.closings.acquire().await {
            permit.forget();
        }
    }
}

/// The state of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// It waits for a request.
    Idle { is_merchant: bool },
    /// A request is being responded to.
    InFlight,
}

/// The slot of one connection.
pub(super) struct Slot {
    limiter: Arc<ConnectionLimiter>,
    state: watch::Sender<State>,
    _permit: OwnedSemaphorePermit,
}

impl Slot {
    /// Returns when the connection has to be closed. Poll it in the task that serves the connection, after it: then it never
    /// returns while a request is in flight.
    pub(super) async fn closing(&self) {
        let mut changes = self.state.subscribe();
        loop {
            let state = *changes.borrow_and_update();
            tokio::select! {
                biased;
                _ = changes.changed() => {}
                () = self.limiter.closing(state) => return,
            }
        }
    }

    /// Keeps the connection open until the returned value is dropped.
    pub(super) fn in_flight(&self) -> InFlight {
        let before = self.state.send_replace(State::InFlight);
        let is_merchant = before == State::Idle { is_merchant: true };
        InFlight { state: self.state.clone(), is_merchant }
    }
}

/// Marks a request as in flight as long as it exists.
pub(super) struct InFlight {
    state: watch::Sender<State>,
    is_merchant: bool,
}

impl InFlight {
    /// Marks the connection as the merchant's. Called when the response is a signed one.
    pub(super) fn set_merchant(&mut self) {
        self.is_merchant = true;
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.state.send_replace(State::Idle { is_merchant: self.is_merchant });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::task::JoinHandle;
    use tokio::time::{advance, timeout};

    /// A connection whose task ends when it has to be closed.
    fn connection(slot: Slot) -> (Arc<Slot>, JoinHandle<()>) {
        let slot = Arc::new(slot);
        let served = Arc::clone(&slot);
        (slot, tokio::spawn(async move { served.closing().await }))
    }

    async fn is_closed(task: &mut JoinHandle<()>) -> bool {
        timeout(Duration::from_millis(1), task).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn strangers_are_closed_first_and_requests_in_flight_never() {
        let limiter = ConnectionLimiter::new();
        let mut connections = Vec::new();
        for _ in 0..4 {
            connections.push(connection(limiter.admit().await.expect("a slot")));
        }
        let [(merchant, merchants), (busy, busys), (_, third), (_, fourth)] = &mut connections[..] else {
            panic!("four")
        };
        merchant.in_flight().set_merchant();
        let in_flight = busy.in_flight();

        limiter.close_one();
        assert!(!is_closed(third).await, "each gets some time");
        advance(GRACE).await;
        assert!(is_closed(third).await, "the stranger that was idle longest");
        assert!(!is_closed(fourth).await, "one at a time");
        limiter.close_one();
        assert!(is_closed(fourth).await);
        limiter.close_one();
        assert!(!is_closed(merchants).await, "the merchant gets more time");
        advance(MERCHANT_GRACE).await;
        assert!(is_closed(merchants).await);
        limiter.close_one();
        advance(MERCHANT_GRACE).await;
        assert!(!is_closed(busys).await, "a request is in flight");
        drop(in_flight);
        assert!(!is_closed(busys).await, "it is idle from now on");
        advance(GRACE).await;
        assert!(is_closed(busys).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_full_sandbox_has_a_slot_once_a_connection_was_idle_long_enough() {
        let limiter = ConnectionLimiter::new();
        for _ in 0..MAX_CONNECTIONS {
            let slot = limiter.admit().await.expect("a slot");
            tokio::spawn(async move { slot.closing().await });
        }
        for _ in 0..3 {
            let slot = limiter.admit().await.expect("the slot of an idle one");
            tokio::spawn(async move { slot.closing().await });
        }
        let mut busy = Vec::new();
        for _ in 0..MAX_CONNECTIONS {
            let slot = limiter.admit().await.expect("the slot of an idle one");
            busy.push((slot.in_flight(), slot));
        }
        assert!(limiter.admit().await.is_none(), "all of them are busy");
    }
}
