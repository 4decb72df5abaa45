//! What a run of a program costs.

use std::{
    error::Error,
    fmt, fs,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::cpu::children_seconds;

/// What runs cost.
pub(crate) struct Cost {
    /// User and system.
    cpu: f64,
    clock: Duration,
    /// The most that a run had at one moment.
    kilobytes: u64,
}

impl Default for Cost {
    fn default() -> Self {
        Self { cpu: f64::INFINITY, clock: Duration::MAX, kilobytes: 0 }
    }
}

impl Cost {
    /// Keeps the least time and the most memory.
    pub(crate) fn add(&mut self, run: Self) {
        self.cpu = self.cpu.min(run.cpu);
        self.clock = self.clock.min(run.clock);
        self.kilobytes = self.kilobytes.max(run.kilobytes);
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = self.kilobytes as f64 / 1024.0;
        write!(f, "{:.2} | {:.2} | {megabytes:.0}", self.cpu, self.clock.as_secs_f64())
    }
}

/// Runs a program to its end, which has to be a good one.
pub(crate) fn run(command: &mut Command) -> Result<Cost, Box<dyn Error>> {
    let (before, start) = (children_seconds()?, Instant::now());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut kilobytes = 0;
    // The system forgets the peak when the program ends, so it is asked again and again.
    let status = loop {
        kilobytes = peak(&child).unwrap_or(kilobytes);
        match child.try_wait()? {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(1)),
        }
    };
    let clock = start.elapsed();
    if !status.success() {
        return Err(format!("{command:?} has failed: {status}").into());
    }
    Ok(Cost { cpu: children_seconds()? - before, clock, kilobytes })
}

/// The most memory that a process had so far, in KB.
fn peak(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
