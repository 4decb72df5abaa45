//! What is attacked, and what attacks share.

use super::held::Held;
use super::process::raise_limit_of_files;
use super::target::Target;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// Connections of one flood: in a long run, and in one that is made every day.
const FLOOD: (usize, usize) = (10_000, 2000);
/// Files that are left for everything else.
const RESERVED: usize = 3000;

/// Two sandboxes, one of them with TLS.
pub(crate) struct Storm {
    pub(crate) plain: Target,
    pub(crate) secure: Target,
    pub(crate) held: Held,
    /// How many connections a flood has.
    pub(crate) flood: Mutex<usize>,
    pub(crate) most_at_once: AtomicUsize,
    orders: AtomicU64,
}

impl Storm {
    pub(crate) fn begin(is_long: bool) -> Self {
        // The sandboxes are started with the limits that they would have.
        let (plain, secure) = (Target::start(&[]), Target::start(&["--tls"]));
        let limit = raise_limit_of_files();
        let flood = if is_long { FLOOD.0 } else { FLOOD.1 };
        let storm = Self {
            plain,
            secure,
            held: Held::default(),
            flood: Mutex::new(flood.min(limit.saturating_sub(RESERVED)).max(100)),
            most_at_once: AtomicUsize::new(0),
            orders: AtomicU64::new(0),
        };
        super::health::call_once(&storm);
        storm
    }

    /// An id that no payment has.
    pub(crate) fn order(&self) -> String {
        format!("order-{}", self.orders.fetch_add(1, Ordering::Relaxed))
    }

    /// How many files the sandboxes have open.
    pub(crate) fn files(&self) -> [usize; 2] {
        [self.plain.process.files(), self.secure.process.files()]
    }

    /// The most memory that the sandboxes ever needed, in megabytes.
    pub(crate) fn peaks(&self) -> [u64; 2] {
        [self.plain.process.peak(), self.secure.process.peak()]
    }

    pub(crate) fn assert_alive(&mut self) {
        assert!(self.plain.is_alive() && self.secure.is_alive(), "a sandbox has ended");
    }

    /// What the sandboxes complained about.
    pub(crate) fn end(self) -> [String; 2] {
        [self.plain.errors(), self.secure.errors()]
    }
}

impl fmt::Display for Storm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, target) in [("HTTP", &self.plain), ("HTTPS", &self.secure)] {
            let (now, peak) = (target.process.memory(), target.process.peak());
            writeln!(f, "{name}: {now} MB, {peak} MB at most, {} open files", target.process.files())?;
        }
        Ok(())
    }
}
