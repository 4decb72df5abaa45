//! How findings are printed.

use clap::{Args, ValueEnum};
use countersign_codegen::diagnostics::Style;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the source line underlined.
    Text,
    /// One line each: `file:line:column: error[C0001]: ...`.
    Short,
    /// One JSON document on standard output.
    Json,
    /// Workflow commands of GitHub Actions, which shows findings beside their lines.
    Github,
    /// SARIF 2.1.0 on standard output, for code scanning services.
    Sarif,
}

impl Format {
    /// How people want it; `None` for a document, which is all that standard output then gets.
    pub(super) fn style(self) -> Option<Style> {
        match self {
            Self::Text => Some(Style::Coloured),
            Self::Short => Some(Style::Short),
            Self::Json | Self::Github | Self::Sarif => None,
        }
    }
}

/// What all commands that look for findings are told.
#[derive(Debug, Args)]
pub(super) struct Reporting {
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// What counts as an error too.
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Denied>,
}

/// What can be denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Denied {
    /// Every warning.
    Warnings,
}

impl Reporting {
    /// Whether warnings count as errors.
    pub(super) fn deny_warnings(&self) -> bool {
        self.deny == Some(Denied::Warnings)
    }
}
