use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use crate::{clock::Clock, signature::BoxFuture};

/// A clock that stands still until it is moved, and on which every pause is over at once. Clones share the time.
#[derive(Debug, Clone)]
pub struct ManualClock(Arc<Mutex<Time>>);

#[derive(Debug)]
struct Time {
    wall: SystemTime,
    /// Since the clock was made.
    monotonic: Duration,
}

impl ManualClock {
    /// A clock that shows this time.
    #[must_use]
    pub fn new(now: SystemTime) -> Self {
        Self(Arc::new(Mutex::new(Time { wall: now, monotonic: Duration::ZERO })))
    }

    /// Lets time pass: the wall-clock time and the monotonic time go on.
    pub fn advance(&self, time: Duration) {
        self.with(|now| {
            now.wall += time;
            now.monotonic += time;
        });
    }

    /// Sets the wall clock, forward or back, as a person or NTP does. No time passes: the monotonic time stays.
    pub fn set(&self, wall: SystemTime) {
        self.with(|now| now.wall = wall);
    }

    fn with<T>(&self, work: impl FnOnce(&mut Time) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Default for ManualClock {
    /// Shows the time at which it was made.
    fn default() -> Self {
        Self::new(SystemTime::now())
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        self.with(|now| now.wall)
    }

    fn monotonic(&self) -> Duration {
        self.with(|now| now.monotonic)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.advance(time);
        Box::pin(std::future::ready(()))
    }
}
