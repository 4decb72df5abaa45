//! How a command ends, and its exit code.

use std::process::ExitCode;

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  success
  1  the specs have errors or denied warnings, or generated files differ from the specs
  2  the command line is wrong, or a file cannot be read or written";

/// How a command ended.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ExitStatus {
    Success,
    Findings,
    Error,
    /// With an exit code of its own, for `call`.
    #[cfg(feature = "sandbox")]
    Ended(u8),
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(match status {
            ExitStatus::Success => 0,
            ExitStatus::Findings => 1,
            ExitStatus::Error => 2,
            #[cfg(feature = "sandbox")]
            ExitStatus::Ended(code) => code,
        })
    }
}
