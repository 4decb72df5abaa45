//! How many calls a second the RSA operations allow.

use std::{
    thread,
    time::{Duration, Instant},
};

use super::{Outcome, rsa::Rsa};

const TIME: Duration = Duration::from_secs(3);
/// Either side signs once and verifies once.
const SIDES: usize = 2;

/// On all cores, with nothing else to do.
pub(crate) fn calls_a_second() -> Outcome<f64> {
    let cores = thread::available_parallelism()?.get();
    let start = Instant::now();
    let threads: Vec<_> = (0..cores).map(|_| thread::spawn(calls)).collect();
    let mut calls = 0;
    for thread in threads {
        calls += thread.join().map_err(|_| "a thread has panicked")??;
    }
    Ok(calls as f64 / start.elapsed().as_secs_f64())
}

fn calls() -> Result<usize, String> {
    let rsa = Rsa::new().map_err(|error| error.to_string())?;
    let start = Instant::now();
    let mut calls = 0;
    while start.elapsed() < TIME {
        rsa.sign_and_verify(SIDES).map_err(|error| error.to_string())?;
        calls += 1;
    }
    Ok(calls)
}
