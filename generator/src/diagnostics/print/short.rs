//! A finding in one line, for editors.

use crate::diagnostics::Sources;
use crate::diagnostics::line::{clipped, help_line};
use crate::diagnostics::{Finding, Severity};

pub(super) fn render(finding: &Finding, severity: Severity, sources: &Sources) -> String {
    let place = sources.position(finding.span);
    let help = help_line(finding).map(|help| format!("; {help}"));
    let line = format!(
        "{}:{}:{}: {severity}[{}]: {}{}",
        sources.path(finding.span.file),
        place.line,
        place.column,
        finding.rule.id,
        clipped(&finding.message),
        clipped(&help.unwrap_or_default()),
    );
    line.chars().flat_map(visible).collect()
}

/// Text from a spec must not drive the terminal.
fn visible(c: char) -> Vec<char> {
    if c.is_control() { c.escape_default().collect() } else { vec![c] }
}
