//! Findings for programs.

use crate::diagnostics::{Finding, Report, Severity};
use crate::diagnostics::{Sources, Span};
use serde_json::{Value, json};
use std::fmt::Display;

/// The form of the document, for `--help`.
pub const JSON_FORM: &str = "\
JSON (a field is only added within \"format\": 1):
  { \"format\": 1, \"errors\": NUMBER, \"warnings\": NUMBER, \"findings\": [
      { \"id\": \"C0005\", \"rule\": \"unknown-key\", \"severity\": \"error\" or \"warning\", \"message\": TEXT,
        \"place\": PLACE, \"label\": TEXT or null, \"related\": [ { \"place\": PLACE, \"label\": TEXT } ],
        \"help\": TEXT or null, \"patch\": { \"place\": PLACE, \"with\": TEXT } or null } ],
    \"drift\": [ { \"file\": PATH, \"change\": \"missing\", \"differs\", \"orphaned\" or \"in the way\" } ] }
  PLACE is { \"file\": PATH, \"start\": POINT, \"end\": POINT }, \"end\" being just behind it;
  POINT is { \"line\": NUMBER, \"column\": NUMBER, \"byte\": NUMBER }: lines and characters from 1, bytes from 0.
  A finding about a whole file begins and ends at byte 0. At most 10,000 findings are listed.";

/// One JSON document, indented, with a line break at the end. `drift` is how files differ from what is generated.
#[must_use]
pub fn json<C: Display>(report: &Report, drift: &[(String, C)]) -> String {
    let findings: Vec<Value> = report.findings().kept().iter().map(|finding| one(finding, report)).collect();
    let drift: Vec<Value> =
        drift.iter().map(|(file, change)| json!({ "file": file, "change": change.to_string() })).collect();
    let document = json!({
        "format": 1,
        "errors": report.count_of(Severity::Error),
        "warnings": report.count_of(Severity::Warning),
        "findings": findings,
        "drift": drift,
    });
    format!("{document:#}\n")
}

fn one(finding: &Finding, report: &Report) -> Value {
    let sources = report.sources();
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|(span, label)| json!({ "place": place(*span, sources), "label": label }))
        .collect();
    let patch = finding.help.as_ref().and_then(|help| help.patch.as_ref());
    json!({
        "id": finding.rule.id,
        "rule": finding.rule.name,
        "severity": report.severity(finding).to_string(),
        "message": finding.message,
        "place": place(finding.span, sources),
        "label": (!finding.label.is_empty()).then_some(&finding.label),
        "related": related,
        "help": finding.help.as_ref().map(|help| &help.text),
        "patch": patch.map(|patch| json!({ "place": place(patch.span, sources), "with": patch.with })),
    })
}

fn place(span: Span, sources: &Sources) -> Value {
    let (start, end) = (sources.position(span), sources.end_position(span));
    json!({
        "file": sources.path(span.file),
        "start": { "line": start.line, "column": start.column, "byte": span.start },
        "end": { "line": end.line, "column": end.column, "byte": span.end },
    })
}
