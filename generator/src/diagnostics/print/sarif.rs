//! Findings as SARIF 2.1.0, which code scanning services read.

use crate::diagnostics::{Finding, Help, Report, Rule};
use crate::diagnostics::{Sources, Span};
use serde_json::{Value, json};
use std::fmt::Write;

/// One document with the findings and all rules that there are, indented, with a line break at the end.
#[must_use]
pub fn sarif(report: &Report, rules: &[&Rule]) -> String {
    let results: Vec<Value> =
        report.findings().kept().iter().map(|finding| result(finding, report, rules)).collect();
    let descriptors: Vec<Value> = rules.iter().map(|rule| descriptor(rule)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "countersign",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": descriptors,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.why },
        "help": {
            "text": format!("{}\n\n{}", rule.fix, rule.example),
            "markdown": format!("{}\n\n```yaml\n{}\n```", rule.fix, rule.example),
        },
        "defaultConfiguration": { "level": rule.severity.to_string() },
    })
}

fn result(finding: &Finding, report: &Report, rules: &[&Rule]) -> Value {
    let sources = report.sources();
    let mut result = json!({
        "ruleId": finding.rule.id,
        "level": report.severity(finding).to_string(),
        "message": { "text": message(finding) },
        "locations": [location(finding.span, sources)],
    });
    let Some(object) = result.as_object_mut() else { return result };
    if let Some(index) = rules.iter().position(|rule| rule.id == finding.rule.id) {
        object.insert("ruleIndex".to_owned(), json!(index));
    }
    if !finding.related.is_empty() {
        let related: Vec<Value> =
            finding.related.iter().map(|(span, label)| labelled(*span, label, sources)).collect();
        object.insert("relatedLocations".to_owned(), Value::Array(related));
    }
    if let Some(fix) = finding.help.as_ref().and_then(|help| fix(help, sources)) {
        object.insert("fixes".to_owned(), json!([fix]));
    }
    result
}

fn message(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    for more in
        [Some(&finding.label).filter(|label| !label.is_empty()), finding.help.as_ref().map(|h| &h.text)]
            .into_iter()
            .flatten()
    {
        let _ = write!(text, "\n{more}");
    }
    text
}

fn location(span: Span, sources: &Sources) -> Value {
    let mut place = json!({ "artifactLocation": artifact(span, sources) });
    // A finding about a whole file has no region.
    if span.end > 0
        && let Some(place) = place.as_object_mut()
    {
        place.insert("region".to_owned(), region(span, sources));
    }
    json!({ "physicalLocation": place })
}

fn labelled(span: Span, label: &str, sources: &Sources) -> Value {
    let mut location = location(span, sources);
    if let Some(object) = location.as_object_mut() {
        object.insert("message".to_owned(), json!({ "text": label }));
    }
    location
}

fn fix(help: &Help, sources: &Sources) -> Option<Value> {
    let patch = help.patch.as_ref()?;
    Some(json!({
        "description": { "text": help.text },
        "artifactChanges": [{
            "artifactLocation": artifact(patch.span, sources),
            "replacements": [{
                "deletedRegion": region(patch.span, sources),
                "insertedContent": { "text": patch.with },
            }],
        }],
    }))
}

fn region(span: Span, sources: &Sources) -> Value {
    let (start, end) = (sources.position(span), sources.end_position(span));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn artifact(span: Span, sources: &Sources) -> Value {
    json!({ "uri": uri(sources.path(span.file)) })
}

/// A path as a URI: relative, unless the path is absolute.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => drop(write!(uri, "%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("specs/demo/v1/two words#é.yaml"), "specs/demo/v1/two%20words%23%C3%A9.yaml");
        assert_eq!(uri("/a/b.yaml"), "file:///a/b.yaml");
    }
}
