//! Other programs: how `countersign` is built to be measured, and what a process costs, as Linux counts it.

use std::{
    error::Error,
    fs,
    path::PathBuf,
    process::{Child, Command},
};

/// Builds the command as it is released, beside the example that measures it.
///
/// # Errors
/// It does not build, or this program is not where cargo puts examples.
pub fn countersign() -> Result<PathBuf, Box<dyn Error>> {
    let built =
        Command::new(env!("CARGO")).args(["build", "--release", "--package", "countersign"]).status()?;
    let folder = std::env::current_exe()?;
    match folder.ancestors().nth(3) {
        Some(target) if built.success() => Ok(target.join("release/countersign")),
        _ => Err("the command does not build".into()),
    }
}

/// CPU seconds, user and system, of all processes that this one has waited for, and of those that they have waited for.
///
/// # Errors
/// This is not Linux.
pub fn children_seconds() -> Result<f64, Box<dyn Error>> {
    cpu_seconds("self", 13)
}

/// CPU seconds, user and system, of a process that runs.
///
/// # Errors
/// This is not Linux, or the process has ended.
pub fn seconds(child: &Child) -> Result<f64, Box<dyn Error>> {
    cpu_seconds(&child.id().to_string(), 11)
}

/// User and system time stand beside each other, the process's own and its children's.
fn cpu_seconds(process: &str, at: usize) -> Result<f64, Box<dyn Error>> {
    // Linux counts in hundredths of a second here, on every machine.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))
        .map_err(|error| format!("CPU seconds need Linux: {error}"))?;
    // The name of the program comes second, in parentheses, and may hold anything; numbers follow.
    let numbers = stat.rsplit_once(')').map_or("", |(_, numbers)| numbers);
    let ticks = |at: usize| numbers.split_whitespace().nth(at).and_then(|ticks| ticks.parse::<f64>().ok());
    let (user, system) = ticks(at).zip(ticks(at + 1)).ok_or("/proc has another form here")?;
    Ok((user + system) / TICKS)
}

/// The memory that a process has now, in MB; `None` when it has ended.
#[must_use]
pub fn memory(child: &Child) -> Option<f64> {
    megabytes(child, "VmRSS:")
}

/// The most memory that a process had so far, in MB; `None` when it has ended.
#[must_use]
pub fn peak_memory(child: &Child) -> Option<f64> {
    megabytes(child, "VmHWM:")
}

fn megabytes(child: &Child, name: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}
