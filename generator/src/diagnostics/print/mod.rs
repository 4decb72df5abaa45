//! Findings as people and programs want them: one printer a file.

mod github;
mod json;
mod sarif;
mod short;
mod text;

pub use github::{github, github_drift};
pub use json::{JSON_FORM, json};
pub use sarif::sarif;

use super::{Finding, Severity};
use crate::spec::Sources;

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

/// Characters of a message; a name in it may be as long as a file.
const MAX_MESSAGE: usize = 400;

/// Writes a finding for people, without a line break at the end. `severity` is what it counts as in this run.
pub(super) fn render(finding: &Finding, severity: Severity, sources: &Sources, style: Style) -> String {
    match style {
        Style::Short => short::render(finding, severity, sources),
        Style::Plain => text::render(finding, severity, sources, false),
        Style::Coloured => text::render(finding, severity, sources, true),
    }
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(MAX_MESSAGE) {
        Some((at, _)) => format!("{}...", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// What to do, in one line: `use blanks: `  ``.
fn help_line(finding: &Finding) -> Option<String> {
    finding.help.as_ref().map(|help| match &help.patch {
        Some(patch) => format!("{}: `{}`", help.text, patch.with),
        None => help.text.clone(),
    })
}
