//! Why a command failed.

use crate::console::Console;
use crate::exit_status::ExitStatus;
use crate::format::Format;
use countersign_codegen::Error;
use countersign_codegen::output::OutputError;
use std::{fmt, io};

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum CommandError {
    /// The command line is wrong or incomplete, or names something that cannot be used. The text says what to do.
    Usage(String),
    /// A file or folder cannot be read or written.
    File {
        /// As in "cannot read".
        action: &'static str,
        /// Its path, as it is shown.
        path: String,
        /// The system's error.
        source: io::Error,
    },
    /// The specs have errors, or what is made from them cannot be written.
    Specs(Error),
}

/// An error in the command line, or in what it names.
pub(crate) fn usage(text: impl Into<String>) -> CommandError {
    CommandError::Usage(text.into())
}

impl CommandError {
    /// Prints the error, and returns how the command ended. `end` closes the last line about findings.
    pub(crate) fn report(&self, console: &Console, end: &str) -> ExitStatus {
        match self {
            Self::Specs(error) => console.failure(error, Format::Text, end),
            Self::Usage(_) | Self::File { .. } => console.fail(self),
        }
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) => f.write_str(text),
            Self::File { action, path, source } => write!(f, "{action} `{path}`: {source}"),
            Self::Specs(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CommandError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Usage(_) => None,
            Self::File { source, .. } => Some(source),
            Self::Specs(error) => Some(error),
        }
    }
}

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        Self::Specs(error)
    }
}

impl From<OutputError> for CommandError {
    fn from(error: OutputError) -> Self {
        Self::Specs(error.into())
    }
}
