//! A clock that stands still until it is told to go on.

use std::{
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::Poll,
    time::{Duration, SystemTime},
};

use countersign_runtime::{Clock, signature::BoxFuture};

/// When each run begins.
const START: Duration = Duration::from_secs(1_800_000_000);

#[derive(Clone, Default)]
pub(crate) struct SimulatedClock(Arc<AtomicU64>);

impl SimulatedClock {
    pub(crate) fn elapsed(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::SeqCst))
    }

    pub(crate) fn advance(&self, time: Duration) {
        self.0.fetch_add(u64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + START + self.elapsed()
    }

    fn monotonic(&self) -> Duration {
        self.elapsed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        let until = self.elapsed() + time;
        Box::pin(poll_fn(move |context| {
            // It is polled again and again: time passes without telling anyone.
            context.waker().wake_by_ref();
            if self.elapsed() >= until { Poll::Ready(()) } else { Poll::Pending }
        }))
    }
}
