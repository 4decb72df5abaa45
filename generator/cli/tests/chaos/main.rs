//! Everything that nobody should send, at the ports of real sandboxes, and good calls in between.
//!
//! Whatever comes is answered or cut: good calls are answered rightly, nothing panics, and memory has a bound.
//!
//! A failure of an attack prints its seed. With `COUNTERSIGN_FUZZ_SEED` only that one is made;
//! `COUNTERSIGN_FUZZ_SECONDS=600 cargo test --release -p countersign --test chaos -- --nocapture` goes on for ten minutes with
//! attacks that were never made before.
#![cfg(all(feature = "sandbox", target_os = "linux"))]

mod attacks;
#[path = "../../../../runtime/tests/fuzz/attempts.rs"]
mod attempts;
mod health;
mod held;
#[path = "../sandbox/letter.rs"]
mod letter;
mod process;
#[path = "../../../../runtime/tests/fuzz/random.rs"]
mod random;
#[path = "../sandbox/running.rs"]
mod running;
mod storm;
mod target;

use attacks::ATTACKS;
use attempts::number;
use health::Health;
use random::Random;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};
use storm::Storm;

/// Attacks at the same time.
const ATTACKERS: usize = 6;
/// How often each attack is made when nobody asks for more.
const ROUNDS: u64 = 2;
/// No sandbox needs more memory, in megabytes.
const MOST_MEMORY: u64 = 512;
/// Good calls until all that was opened has to be closed.
const PATIENCE: usize = 300;

/// Which attacks are made, and until when.
struct Plan {
    first: u64,
    count: u64,
    until: Option<Instant>,
    made: AtomicU64,
    has_failed: AtomicBool,
}

/// Says which attack it was that failed, and that there have to be no more.
struct Seed<'a>(u64, &'a Plan);

impl Drop for Seed<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("COUNTERSIGN_FUZZ_SEED={}", self.0);
            self.1.has_failed.store(true, Ordering::Relaxed);
        }
    }
}

impl Plan {
    fn of_environment() -> Self {
        let (made, has_failed) = (AtomicU64::new(0), AtomicBool::new(false));
        let plan = |first, count, until| Self { first, count, until, made, has_failed };
        if let Some(seed) = number("COUNTERSIGN_FUZZ_SEED") {
            return plan(seed, 1, None);
        }
        match number("COUNTERSIGN_FUZZ_SECONDS") {
            Some(seconds) => {
                let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_nanos() as u64);
                plan(now, u64::MAX, Some(Instant::now() + Duration::from_secs(seconds)))
            }
            None => plan(0, ROUNDS * ATTACKS.len() as u64, None),
        }
    }

    /// The seed of the next attack.
    fn next(&self) -> Option<Seed<'_>> {
        let made = self.made.fetch_add(1, Ordering::Relaxed);
        let is_over = made >= self.count
            || self.until.is_some_and(|until| Instant::now() >= until)
            || self.has_failed.load(Ordering::Relaxed);
        (!is_over).then(|| Seed(self.first.wrapping_add(made), self))
    }
}

#[test]
fn whatever_comes_is_answered_or_cut_and_good_calls_are_served() {
    let plan = Plan::of_environment();
    let mut storm = Storm::begin(plan.until.is_some());
    let before = storm.files();
    let start = Instant::now();
    let counts: Vec<AtomicU64> = ATTACKS.iter().map(|_| AtomicU64::new(0)).collect();
    let health = Health::watch(&storm);
    std::thread::scope(|scope| {
        for _ in 0..ATTACKERS {
            scope.spawn(|| attack(&storm, &plan, &health, &counts));
        }
    });
    storm.held.clear();
    let health = health.end();
    println!(
        "{} attacks in {:?}",
        counts.iter().map(|count| count.load(Ordering::Relaxed)).sum::<u64>(),
        start.elapsed()
    );
    for ((name, _), count) in ATTACKS.iter().zip(&counts) {
        println!("{:8} {name}", count.load(Ordering::Relaxed));
    }
    println!("{} connections at once, at most", storm.most_at_once.load(Ordering::Relaxed));
    println!("{health}");
    println!("{storm}");
    storm.assert_alive();
    assert!(health.calls > 10, "{health}");
    // It takes a moment until the sandboxes have noticed that all is over.
    let quiet = (0..PATIENCE).any(|_| {
        health::call_once(&storm);
        storm.files().iter().zip(&before).all(|(now, before)| now <= before)
    });
    assert!(quiet, "open files before: {before:?}, afterwards: {:?}", storm.files());
    for peak in storm.peaks() {
        assert!(peak < MOST_MEMORY, "{peak} MB");
    }
    let said = storm.end();
    assert!(said.iter().all(String::is_empty), "{said:?}");
}

fn attack(storm: &Storm, plan: &Plan, health: &Health, counts: &[AtomicU64]) {
    while let Some(seed) = plan.next()
        && health.is_fine()
    {
        let at = (seed.0 % ATTACKS.len() as u64) as usize;
        let (_, attack) = ATTACKS[at];
        let mut random = Random::new(seed.0);
        attack(storm, &mut random);
        storm.held.drip(&mut random);
        counts[at].fetch_add(1, Ordering::Relaxed);
    }
}
