//! Clocks: the time, and pauses.

use std::{
    sync::LazyLock,
    time::{Duration, Instant, SystemTime},
};

use crate::signature::BoxFuture;

/// Tells the time and sleeps. In tests, `testing::ManualClock` makes pauses end at once.
pub trait Clock: Send + Sync + 'static {
    /// The wall-clock time, for headers. It may be set forward or back at any moment.
    fn now(&self) -> SystemTime;

    /// The time since a fixed moment in the past. It never goes back, even if [`Clock::now`] is set back: time-outs,
    /// deadlines and the polling of [`Client::settle`](crate::Client::settle) are measured by it.
    ///
    /// Reads [`Instant`] unless a clock has its own.
    fn monotonic(&self) -> Duration {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed()
    }

    /// Sleeps between two attempts of a call, or two inquiries about one. Works in any async runtime and without one.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(futures_timer::Delay::new(time))
    }
}

/// Measures how long something takes, by a clock's monotonic time.
pub(crate) struct Stopwatch<'a> {
    clock: &'a dyn Clock,
    started: Duration,
}

impl<'a> Stopwatch<'a> {
    /// A stopwatch that starts now.
    pub(crate) fn start(clock: &'a dyn Clock) -> Self {
        Self { clock, started: clock.monotonic() }
    }

    /// The time since it was started.
    pub(crate) fn elapsed(&self) -> Duration {
        self.clock.monotonic().saturating_sub(self.started)
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A clock from a function: `|| some_time`.
impl<F: Fn() -> SystemTime + Send + Sync + 'static> Clock for F {
    fn now(&self) -> SystemTime {
        self()
    }
}
