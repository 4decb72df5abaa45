//! CPU seconds of other programs.

use std::{error::Error, fs};

/// User and system time of all processes that this one has waited for, and those that they have waited for.
pub(crate) fn children_seconds() -> Result<f64, Box<dyn Error>> {
    // Linux counts in hundredths of a second here, on every machine.
    const TICKS: f64 = 100.0;
    let stat =
        fs::read_to_string("/proc/self/stat").map_err(|error| format!("CPU seconds need Linux: {error}"))?;
    // The name of the program comes second, in parentheses, and may hold anything; numbers follow.
    let numbers = stat.rsplit_once(')').map_or("", |(_, numbers)| numbers);
    let ticks = |at: usize| numbers.split_whitespace().nth(at).and_then(|ticks| ticks.parse::<f64>().ok());
    let (user, system) = ticks(13).zip(ticks(14)).ok_or("/proc/self/stat has another form here")?;
    Ok((user + system) / TICKS)
}
