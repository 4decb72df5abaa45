//! Trying inputs: a number of them that are always the same, or new ones for as long as somebody asks.
//!
//! A failure prints the seed of its input. With `COUNTERSIGN_FUZZ_SEED` only that one is tried; with
//! `COUNTERSIGN_FUZZ_SECONDS` it goes on for so long, with inputs that were never tried before.

#![allow(dead_code, reason = "each test uses a part of it")]

use crate::random::Random;
use std::env;
use std::time::{Duration, Instant, SystemTime};

/// A number that the environment gives.
pub(crate) fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// Tries inputs, so many or for as long as the environment says. `attempt` says whether its input was a good one: not
/// all of them have to be, but most of the program is behind the good ones.
pub(crate) fn fuzz(count: u64, good: &str, attempt: impl Fn(&mut Random) -> bool) {
    if let Some(seed) = number("COUNTERSIGN_FUZZ_SEED") {
        let _seed = Seed(seed);
        attempt(&mut Random::new(seed));
        return;
    }
    let seconds = number("COUNTERSIGN_FUZZ_SECONDS").map(Duration::from_secs);
    let first = match seconds {
        Some(_) => SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_nanos() as u64),
        None => 0,
    };
    let (start, mut tried, mut through) = (Instant::now(), 0, 0);
    while seconds.map_or(tried < count, |seconds| start.elapsed() < seconds) {
        let seed = Seed(first.wrapping_add(tried));
        through += u64::from(attempt(&mut Random::new(seed.0)));
        tried += 1;
    }
    println!("{tried} inputs, of which {through} were {good}, in {:?}", start.elapsed());
    assert!(through > tried / 10, "only {through} of {tried} inputs were {good}");
}

/// Says which input it was that panicked.
pub(crate) struct Seed(pub(crate) u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("COUNTERSIGN_FUZZ_SEED={}", self.0);
        }
    }
}
