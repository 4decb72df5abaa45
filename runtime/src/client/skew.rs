//! How far the wallet's clock is from ours.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{Duration, SystemTime},
};

/// Learned from verified responses inside the window only, and used for what we send only: the window that responses must
/// fall into stays where our own clock has it, so that nobody can move it bit by bit with old responses.
///
/// In milliseconds; positive where the wallet's clock is ahead of ours.
#[derive(Debug, Default)]
pub(crate) struct Skew(AtomicI64);

impl Skew {
    /// A response says when it was signed, which was this long ago. Both times are in milliseconds since 1970.
    pub(super) fn learn(&self, signed_at: i64, now: i64, ago: Duration) {
        let ago = i64::try_from(ago.as_millis()).unwrap_or(i64::MAX);
        self.0.store(signed_at.saturating_sub(now.saturating_sub(ago)), Ordering::Relaxed);
    }

    pub(super) fn correct(&self, now: SystemTime) -> SystemTime {
        let millis = self.0.load(Ordering::Relaxed);
        let by = Duration::from_millis(millis.unsigned_abs());
        let corrected = if millis < 0 { now.checked_sub(by) } else { now.checked_add(by) };
        corrected.unwrap_or(now)
    }
}
