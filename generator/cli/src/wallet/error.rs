//! Why a command that signs did nothing.

use super::{Format, Outcome, console::Console};
use countersign_calling::{Refused, refusal};
use countersign_codegen::Error;
use countersign_codegen::diagnostics::{Style, count};
use serde_json::Value;

/// Why nothing was done.
pub(super) enum Stop {
    /// Wrong usage, or a file that cannot be read.
    Trouble(String),
    /// The specs cannot be used.
    Specs(Error),
    /// The request is not one to be sent.
    Refused {
        /// Why not.
        why: Refused,
        /// An example of the spec would have what is missing.
        has_example: bool,
    },
}

impl From<String> for Stop {
    fn from(problem: String) -> Self {
        Self::Trouble(problem)
    }
}

impl Stop {
    /// Says why, on standard error.
    pub(super) fn say(&self, console: &Console) -> Outcome {
        match self {
            Self::Trouble(problem) => super::request::trouble(problem, console),
            Self::Specs(error) => console.failure(error, Format::Text, "; nothing sent"),
            Self::Refused { why: Refused::Violations(found), has_example } => {
                for violation in found {
                    console.problem(&format!("error: {violation}"));
                }
                let number = count(found.len(), "thing");
                let fill = if *has_example { ", --example fills it in" } else { "" };
                console.problem(&format!(
                    "error: the request breaks the spec in {number}; nothing sent (--no-check sends it{fill})"
                ));
                Outcome::Findings
            }
            Self::Refused { why, .. } => super::request::trouble(&why.to_string(), console),
        }
    }

    /// The same for programs, as `call --json` prints it.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Trouble(problem) => refusal(problem, 2, &[]),
            Self::Specs(Error::Findings(report)) => refusal(report.render(Style::Short).trim_end(), 1, &[]),
            Self::Specs(error) => refusal(&error.to_string(), 2, &[]),
            Self::Refused { why: why @ Refused::Violations(_), .. } => why.to_json(1),
            Self::Refused { why, .. } => why.to_json(2),
        }
    }
}
