//! Why a command that talks with a wallet failed.

use crate::console::Console;
use crate::error::CommandError;
use crate::exit_status::ExitStatus;
use countersign_calling::keygen::KeygenError;
use countersign_calling::{NotFound, ProfileError, Refused, Violation, refusal};
use countersign_codegen::Error;
use countersign_codegen::diagnostics::{Style, count};
#[cfg(feature = "journal")]
use countersign_journal::JournalError;
use countersign_runtime::signature::{KeyError, SignError};
use countersign_runtime::transport::TransportError;
use serde_json::Value;
use std::{fmt, io};

/// Why a command that talks with a wallet failed. Nothing was sent.
#[derive(Debug)]
pub(super) enum WalletError {
    /// The command line, a file or the specs are wrong.
    Command(CommandError),
    /// A profile cannot be read.
    Profile(ProfileError),
    /// A key cannot be used.
    Key(KeyError),
    /// A key cannot be made.
    Keygen(KeygenError),
    /// A file is not a certificate as PEM.
    Certificate {
        /// Its path, as it is shown.
        path: String,
        /// The TLS library's error.
        source: reqwest::Error,
    },
    /// The HTTP client cannot be set up.
    Transport(TransportError),
    /// The async runtime cannot be started.
    Runtime(io::Error),
    /// The journal of calls refused or failed.
    #[cfg(feature = "journal")]
    Journal(JournalError),
    /// The message could not be signed.
    Signing(SignError),
    /// The request cannot be sent.
    Refused {
        /// Why not.
        why: Refused,
        /// An example of the spec would have what is missing.
        has_example: bool,
    },
}

impl WalletError {
    /// Prints the error, and returns how the command ended.
    pub(super) fn report(&self, console: &Console) -> ExitStatus {
        match self {
            Self::Command(error) => error.report(console, "; nothing sent"),
            Self::Refused { why: Refused::Violations(found), has_example } => {
                for violation in found {
                    console.problem(&format!("error: {violation}{}", flag_of(violation)));
                }
                let number = count(found.len(), "thing");
                let fill = if *has_example { ", --example fills it in" } else { "" };
                console.problem(&format!(
                    "error: the request breaks the spec in {number}; nothing sent (--no-check sends it{fill})"
                ));
                ExitStatus::Findings
            }
            _ => console.fail(self),
        }
    }

    /// The same for programs, as `call --json` prints it.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Command(CommandError::Specs(Error::Findings(report))) => {
                refusal(report.render(Style::Short).trim_end(), 1, &[])
            }
            Self::Refused { why: why @ Refused::Violations(_), .. } => why.to_json(1),
            _ => refusal(&self.to_string(), 2, &[]),
        }
    }
}

/// How a header that is missing is given.
fn flag_of(violation: &Violation) -> String {
    match violation.path.strip_prefix("headers.") {
        Some(name) if violation.message.starts_with("is a required header") => {
            format!(": give it as --header '{name}: value'")
        }
        _ => String::new(),
    }
}

impl fmt::Display for WalletError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command(error) => error.fmt(f),
            Self::Profile(error) => error.fmt(f),
            Self::Key(error) => error.fmt(f),
            Self::Keygen(error) => error.fmt(f),
            Self::Certificate { path, source } => {
                write!(f, "`{path}` is not a certificate as PEM: {source}")
            }
            Self::Transport(error) => error.fmt(f),
            Self::Runtime(error) => write!(f, "cannot start the async runtime: {error}"),
            #[cfg(feature = "journal")]
            Self::Journal(error) => error.fmt(f),
            Self::Signing(error) => error.fmt(f),
            Self::Refused { why, .. } => why.fmt(f),
        }
    }
}

impl std::error::Error for WalletError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(match self {
            Self::Command(error) => error,
            Self::Profile(error) => error,
            Self::Key(error) => error,
            Self::Keygen(error) => error,
            Self::Certificate { source, .. } => source,
            Self::Transport(error) => error,
            Self::Runtime(error) => error,
            #[cfg(feature = "journal")]
            Self::Journal(error) => error,
            Self::Signing(error) => error,
            Self::Refused { why, .. } => why,
        })
    }
}

impl From<CommandError> for WalletError {
    fn from(error: CommandError) -> Self {
        Self::Command(error)
    }
}

#[cfg(feature = "journal")]
impl From<JournalError> for WalletError {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<KeyError> for WalletError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<NotFound> for WalletError {
    fn from(error: NotFound) -> Self {
        Self::Refused { why: error.into(), has_example: false }
    }
}
