//! CPU and wall time of work, and the least of several rounds.

use std::{
    error::Error,
    fmt,
    time::{Duration, Instant},
};

use cpu_time::ProcessTime;

/// The least that one call has cost so far.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    cpu: Duration,
    wall: Duration,
}

impl Default for Cost {
    fn default() -> Self {
        Self { cpu: Duration::MAX, wall: Duration::MAX }
    }
}

impl Cost {
    /// Does the work of so many calls, and keeps what one of them cost if that is less than before.
    pub(crate) fn add(
        &mut self,
        calls: usize,
        work: impl FnOnce() -> Result<(), Box<dyn Error>>,
    ) -> Result<(), Box<dyn Error>> {
        let (cpu, wall) = (ProcessTime::try_now()?, Instant::now());
        work()?;
        let calls = u32::try_from(calls)?;
        self.cpu = self.cpu.min(cpu.try_elapsed()? / calls);
        self.wall = self.wall.min(wall.elapsed() / calls);
        Ok(())
    }

    /// CPU time of one call in microseconds.
    pub(crate) fn cpu(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0} / {:.0}", self.cpu(), self.wall.as_secs_f64() * 1e6)
    }
}
