//! The wallet's clock. It does not go back when the machine's is set back, so that no earlier response becomes wrong.

use super::moment::millis;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

/// In milliseconds. Corrections of a clock are smaller. A time that is further ahead was wrong itself, and is not waited for.
const MOST_AHEAD: i64 = 60 * 60 * 1000;

/// The latest time that was seen, in milliseconds since 1970.
#[derive(Debug)]
pub(super) struct Clock(AtomicI64);

impl Clock {
    /// One that goes on from a time.
    pub(super) fn from(latest: Option<i64>) -> Self {
        Self(AtomicI64::new(latest.unwrap_or(i64::MIN)))
    }

    /// What it shows when the machine's shows that.
    pub(super) fn show(&self, machine: SystemTime) -> i64 {
        let machine = millis(machine);
        let is_ahead = |latest: i64| latest.saturating_sub(machine) <= MOST_AHEAD;
        let shown = |latest: i64| if is_ahead(latest) { latest.max(machine) } else { machine };
        let before = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |latest| Some(shown(latest)));
        before.map_or(machine, shown)
    }

    /// What it showed last.
    pub(super) fn latest(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}
