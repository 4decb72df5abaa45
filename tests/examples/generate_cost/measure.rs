//! What a run of a program costs.

use std::{
    error::Error,
    fmt,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use countersign_tests::process::{children_seconds, peak_memory};

/// What runs cost.
pub(crate) struct Cost {
    /// User and system.
    cpu: f64,
    clock: Duration,
    /// The most that a run had at one moment.
    megabytes: f64,
}

impl Default for Cost {
    fn default() -> Self {
        Self { cpu: f64::INFINITY, clock: Duration::MAX, megabytes: 0.0 }
    }
}

impl Cost {
    /// Keeps the least time and the most memory.
    pub(crate) fn add(&mut self, run: Self) {
        self.cpu = self.cpu.min(run.cpu);
        self.clock = self.clock.min(run.clock);
        self.megabytes = self.megabytes.max(run.megabytes);
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} | {:.2} | {:.0}", self.cpu, self.clock.as_secs_f64(), self.megabytes)
    }
}

/// Runs a program to its end, which has to be a good one.
pub(crate) fn run(command: &mut Command) -> Result<Cost, Box<dyn Error>> {
    let (before, start) = (children_seconds()?, Instant::now());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut megabytes = 0.0;
    // The system forgets the peak when the program ends, so it is asked again and again.
    let status = loop {
        megabytes = peak_memory(&child).unwrap_or(megabytes);
        match child.try_wait()? {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(1)),
        }
    };
    let clock = start.elapsed();
    if !status.success() {
        return Err(format!("{command:?} has failed: {status}").into());
    }
    Ok(Cost { cpu: children_seconds()? - before, clock, megabytes })
}
