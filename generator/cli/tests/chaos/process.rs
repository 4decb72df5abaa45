//! What a process costs the system, and what the system allows.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::fs;

/// A process, by its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Process(pub(crate) u32);

impl Process {
    /// Memory that is in use now, in megabytes.
    pub(crate) fn memory(self) -> u64 {
        self.status("VmRSS:")
    }

    /// The most memory that was ever in use, in megabytes.
    pub(crate) fn peak(self) -> u64 {
        self.status("VmHWM:")
    }

    /// How many files and connections are open.
    pub(crate) fn files(self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.0)).expect("a process").count()
    }

    fn status(self, name: &str) -> u64 {
        let text = fs::read_to_string(format!("/proc/{}/status", self.0)).expect("a process");
        let line = text.lines().find_map(|line| line.strip_prefix(name)).expect("a line");
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
        kilobytes / 1024
    }
}

/// Lets this process, and those that it starts from now on, open as many files as it may. Returns how many.
pub(crate) fn raise_limit_of_files() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    let current = if raised.is_ok() { limit.maximum } else { limit.current };
    current.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX))
}
