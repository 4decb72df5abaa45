//! How far the wallet's clock is from ours.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{Duration, SystemTime},
};

/// Learned from verified answers inside the window only, and used for what we send only: the window that answers must
/// fall into stays where our own clock has it, so that nobody can move it bit by bit with old answers.
#[derive(Debug, Default)]
pub(crate) struct Skew(AtomicI64);

impl Skew {
    /// The wallet's clock was this many milliseconds ahead of ours.
    pub(super) fn learn(&self, millis: i64) {
        self.0.store(millis, Ordering::Relaxed);
    }

    pub(super) fn correct(&self, now: SystemTime) -> SystemTime {
        let millis = self.0.load(Ordering::Relaxed);
        let by = Duration::from_millis(millis.unsigned_abs());
        let corrected = if millis < 0 { now.checked_sub(by) } else { now.checked_add(by) };
        corrected.unwrap_or(now)
    }
}
