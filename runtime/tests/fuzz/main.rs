//! Input that is nearly right or right but strange, by the thousand.
//!
//! A failure prints the seed of the input. With `COUNTERSIGN_FUZZ_SEED` only that one is tried;
//! `COUNTERSIGN_FUZZ_SECONDS=600 cargo test --release -p countersign-runtime --all-features --test fuzz -- --nocapture`
//! goes on for ten minutes with inputs that were never tried before.
//!
//! Each target is a file with its tests and with what it makes its inputs of; the choices and the changes are shared.

#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod answer;
mod header;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod keys;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod messages;
mod mutate;
#[path = "../../../generator/tests/fuzz/random.rs"]
mod random;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod receiver;
#[cfg(feature = "formats")]
mod xml;

use random::Random;
use std::env;
use std::time::{Duration, Instant, SystemTime};

/// A number that the environment gives.
fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// Tries inputs, so many or for as long as the environment says. `attempt` says whether its input was a good one: not
/// all of them have to be, but most of the program is behind the good ones.
fn fuzz(count: u64, good: &str, attempt: impl Fn(&mut Random) -> bool) {
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
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("COUNTERSIGN_FUZZ_SEED={}", self.0);
        }
    }
}
