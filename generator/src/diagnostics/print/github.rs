//! Findings as commands for GitHub Actions, which shows them beside the lines that they are about.

use crate::diagnostics::line::help_line;
use crate::diagnostics::{Finding, Report};
use std::fmt::Display;

/// One command a line: `::error file=...,line=...,endLine=...,col=...,endColumn=...,title=...::message`.
#[must_use]
pub fn github(report: &Report) -> String {
    report.findings().kept().iter().map(|finding| one(finding, report)).collect()
}

/// One command for each file that differs from what is generated.
#[must_use]
pub fn github_drift<C: Display>(drift: &[(String, C)]) -> String {
    let line = |(file, change): &(String, C)| {
        let message = format!("{change}; run `countersign generate`");
        format!("::error file={}::{}\n", property(file), data(&message))
    };
    drift.iter().map(line).collect()
}

fn one(finding: &Finding, report: &Report) -> String {
    let sources = report.sources();
    let file = property(sources.path(finding.span.file));
    let (start, end) = (sources.position(finding.span), sources.end_position(finding.span));
    // Columns are left out where they would mean nothing: a place over several lines, or a whole file.
    let place = if finding.span.end == 0 {
        String::new()
    } else if start.line == end.line {
        format!(",line={},endLine={},col={},endColumn={}", start.line, end.line, start.column, end.column)
    } else {
        format!(",line={},endLine={}", start.line, end.line)
    };
    let title = property(&format!("{} {}", finding.rule.id, finding.rule.name));
    let help = help_line(finding).map(|help| format!("\n{help}")).unwrap_or_default();
    let message = data(&format!("{}{help}", finding.message));
    format!("::{} file={file}{place},title={title}::{message}\n", report.severity(finding))
}

/// What stands behind the `::`. As the toolkit of GitHub Actions escapes it; other control characters are spelled out.
fn data(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => escaped.push_str("%25"),
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            hidden if hidden.is_control() => escaped.extend(hidden.escape_default()),
            visible => escaped.push(visible),
        }
    }
    escaped
}

/// What stands behind a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_end_a_command_or_begin_another() {
        assert_eq!(data("100%\r\n::error::x"), "100%25%0D%0A::error::x");
        assert_eq!(data("\u{1b}[2J"), "\\u{1b}[2J");
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
        let drift = [("generated/a,b.rs".to_owned(), "missing")];
        assert_eq!(
            github_drift(&drift),
            "::error file=generated/a%2Cb.rs::missing; run `countersign generate`\n"
        );
    }
}
