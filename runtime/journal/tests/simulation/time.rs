//! A clock that stands still until it is told to go on, and whose wall time can jump.

use std::{
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    task::Poll,
    time::{Duration, SystemTime},
};

use countersign_runtime::{Clock, signature::BoxFuture};

/// When each run begins.
const START: Duration = Duration::from_secs(1_800_000_000);

/// The clock of a machine. Clones are the same clock.
#[derive(Clone, Default)]
pub(crate) struct SimulatedClock {
    elapsed: Arc<AtomicU64>,
    /// By how many milliseconds the wall time is wrong.
    wrong: Arc<AtomicI64>,
}

impl SimulatedClock {
    /// The clock of another machine: the same time goes by.
    pub(crate) fn other(&self) -> Self {
        Self { elapsed: Arc::clone(&self.elapsed), wrong: Arc::default() }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        Duration::from_millis(self.elapsed.load(Ordering::SeqCst))
    }

    pub(crate) fn advance(&self, time: Duration) {
        self.elapsed.fetch_add(u64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// Lets the wall time jump: from now on it is wrong by so many seconds.
    pub(crate) fn jump(&self, wrong: i64) {
        self.wrong.store(wrong * 1000, Ordering::SeqCst);
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> SystemTime {
        let right = SystemTime::UNIX_EPOCH + START + self.elapsed();
        let wrong = self.wrong.load(Ordering::SeqCst);
        let by = Duration::from_millis(wrong.unsigned_abs());
        if wrong < 0 { right - by } else { right + by }
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
