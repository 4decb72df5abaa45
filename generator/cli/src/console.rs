//! What is printed, and where: results to standard output, problems to standard error.

use crate::exit_status::ExitStatus;
use crate::format::Format;
use countersign_codegen::diagnostics::{Report, Severity, count, print};
use countersign_codegen::output::Change;
use countersign_codegen::rules::RULES;
use countersign_codegen::{Drift, Error};
use std::fmt::Display;
use std::io::Write;

/// Where a command prints.
pub(super) struct Console {
    /// Errors only.
    pub(super) quiet: bool,
}

impl Console {
    /// A line of the result. A reader that has gone away (`| head`) is no error.
    pub(super) fn result(&self, line: &str) {
        if !self.quiet {
            let _ = writeln!(anstream::stdout(), "{line}");
        }
    }

    /// A line about a problem.
    pub(super) fn problem(&self, line: &str) {
        let _ = writeln!(anstream::stderr(), "{line}");
    }

    /// Prints why a command could not do its work.
    pub(super) fn fail(&self, error: impl Display) -> ExitStatus {
        self.problem(&format!("error: {error}"));
        ExitStatus::Error
    }

    /// Text that is the result even when it is bad news, such as a diff.
    pub(super) fn result_text(&self, text: &str) {
        let _ = write!(anstream::stdout(), "{text}");
    }

    /// All findings and how many there are; `end` closes the last line. Warnings alone are not for the quiet.
    pub(super) fn report(&self, report: &Report, format: Format, end: &str) {
        let Some(style) = format.style() else { return self.document(report, &[], format) };
        if report.findings().total() == 0 || (self.quiet && report.count_of(Severity::Error) == 0) {
            return;
        }
        let _ = write!(anstream::stderr(), "{}", report.render(style));
        self.problem(&format!("{}{end}", report.totals()));
    }

    /// Says why a command failed.
    pub(super) fn failure(&self, error: &Error, format: Format, end: &str) -> ExitStatus {
        match error {
            Error::Findings(report) => {
                self.report(report, format, end);
                ExitStatus::Findings
            }
            Error::Drift(drift) => {
                if format.style().is_none() {
                    self.document(&Report::default(), &drift.files, format);
                } else if !self.quiet {
                    self.result_text(&drift.diff);
                }
                self.problem(&drift.to_string());
                ExitStatus::Findings
            }
            other => self.fail(other),
        }
    }

    /// Prints how files differ from `wanted`, and the command that writes them.
    pub(super) fn drift(&self, drift: &Drift, wanted: &str, command: &str) -> ExitStatus {
        if !self.quiet {
            self.result_text(&drift.diff);
        }
        drift.files.iter().for_each(|(path, change)| self.problem(&format!("{change}: {path}")));
        let differences = count(drift.files.len(), "difference");
        self.problem(&format!("error: {differences} from {wanted}; run `countersign {command}`"));
        ExitStatus::Findings
    }

    /// All findings for programs. There is a document even when nothing is wrong.
    fn document(&self, report: &Report, drift: &[(String, Change)], format: Format) {
        match format {
            Format::Text | Format::Short => {}
            Format::Json => self.result_text(&print::json(report, drift)),
            Format::Github => {
                self.result_text(&print::github(report));
                self.result_text(&print::github_drift(drift));
            }
            Format::Sarif => self.result_text(&print::sarif(report, RULES)),
        }
    }
}
