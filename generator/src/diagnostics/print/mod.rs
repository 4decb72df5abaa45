//! Findings as people and programs want them: one printer a file.

mod github;
mod json;
mod sarif;
mod short;
mod text;

pub use github::{github, github_drift};
pub use json::{JSON_FORM, json};
pub use sarif::sarif;

use crate::diagnostics::Sources;
use crate::diagnostics::{Finding, Severity};

/// How findings are written for people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// Over several lines, without colours.
    #[default]
    Plain,
    /// The same in colours.
    Coloured,
    /// `file:line:column: error[C0001]: ...`, for editors.
    Short,
}

/// Writes a finding for people, without a line break at the end. `severity` is what it counts as in this run.
pub(super) fn render(finding: &Finding, severity: Severity, sources: &Sources, style: Style) -> String {
    match style {
        Style::Short => short::render(finding, severity, sources),
        Style::Plain => text::render(finding, severity, sources, false),
        Style::Coloured => text::render(finding, severity, sources, true),
    }
}
