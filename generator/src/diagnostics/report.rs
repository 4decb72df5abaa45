//! Findings together with the files that they are in, ready to be shown.

use super::{count, print};
use crate::diagnostics::Sources;
use crate::diagnostics::{Finding, Findings, Severity, Style};
use std::fmt;

/// The most findings shown.
const MAX_SHOWN: usize = 100;

/// The findings in a set of files, ready to be shown.
///
/// `Display` shows it as rustc would, without colours.
#[derive(Debug, Default)]
pub struct Report {
    findings: Findings,
    sources: Sources,
    warnings_denied: bool,
}

impl Report {
    /// Creates a report, with the findings sorted as [`Findings::sort`] does it.
    #[must_use]
    pub fn new(mut findings: Findings, sources: Sources) -> Self {
        findings.sort();
        Self { findings, sources, warnings_denied: false }
    }

    /// Counts warnings as errors.
    #[must_use]
    pub fn deny_warnings(mut self, deny: bool) -> Self {
        self.warnings_denied = deny;
        self
    }

    /// The severity that a finding counts as: its rule's, or error if warnings are denied.
    #[must_use]
    pub fn severity(&self, finding: &Finding) -> Severity {
        if self.warnings_denied { Severity::Error } else { finding.rule.severity }
    }

    /// The number of findings that count as this severity.
    #[must_use]
    pub fn count_of(&self, severity: Severity) -> usize {
        match (severity, self.warnings_denied) {
            (Severity::Error, true) => self.findings.total(),
            (Severity::Warning, true) => 0,
            (Severity::Error, false) => self.findings.errors(),
            (Severity::Warning, false) => self.findings.warnings(),
        }
    }

    /// All findings, in the order in which they are shown.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The files that the findings are in.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Renders up to 100 findings in order, dropping warnings first, and the number of the rest.
    /// Ends with a line break unless it is empty.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        let mut out = String::new();
        for finding in self.shown() {
            out.push_str(&print::render(finding, self.severity(finding), &self.sources, style));
            out.push('\n');
            if style != Style::Short {
                out.push('\n');
            }
        }
        let more = self.findings.total().saturating_sub(MAX_SHOWN);
        if more > 0 {
            out.push_str(&format!("... and {more} more: fix these first\n"));
        }
        out
    }

    /// `error: 3 errors, 1 warning in 2 files`; empty when there is nothing.
    #[must_use]
    pub fn totals(&self) -> String {
        let (errors, warnings) = (self.findings.errors(), self.findings.warnings());
        let counted = match (errors, warnings) {
            (0, 0) => return String::new(),
            (0, _) if self.warnings_denied => format!("error: {} (denied)", count(warnings, "warning")),
            (0, _) => format!("warning: {}", count(warnings, "warning")),
            (_, 0) => format!("error: {}", count(errors, "error")),
            _ => format!("error: {}, {}", count(errors, "error"), count(warnings, "warning")),
        };
        format!("{counted} in {}", count(self.findings.files(), "file"))
    }

    fn shown(&self) -> impl Iterator<Item = &Finding> {
        let warnings = MAX_SHOWN.saturating_sub(self.findings.errors());
        let mut shown = [0, 0];
        self.findings.kept().iter().filter(move |finding| {
            let (kind, limit) = match finding.rule.severity {
                Severity::Error => (0, MAX_SHOWN),
                Severity::Warning => (1, warnings),
            };
            shown[kind] += 1;
            shown[kind] <= limit
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.render(Style::Plain), self.totals())
    }
}
