//! For programs. The form is documented by `countersign diff --help`.

use crate::diff::{Change, Comparison, Judgement, Owner, Verdict};
use serde_json::{Value, json};

/// One JSON document, indented, with a line break at the end.
#[must_use]
pub fn json(comparison: &Comparison) -> String {
    let verdict = |verdict: Option<Verdict>| verdict.map_or("none", Verdict::as_str);
    let changes: Vec<Value> = comparison.changes.iter().map(|change| one(comparison, change)).collect();
    let document = json!({
        "format": 1,
        "old": comparison.old.name,
        "new": comparison.new.name,
        "wire": verdict(comparison.wire()),
        "source": verdict(comparison.source()),
        "changes": changes,
    });
    format!("{document:#}\n")
}

fn one(comparison: &Comparison, change: &Change) -> Value {
    let (endpoint, named) = match &change.owner {
        Owner::Endpoint { path, .. } => (Some(path), None),
        Owner::Type { name, .. } => (None, Some(name)),
        Owner::Api | Owner::Version(_) | Owner::Results(_) => (None, None),
    };
    let place = comparison.place(change).map(|place| {
        json!({ "side": place.which.as_str(), "file": place.file, "line": place.line, "column": place.column })
    });
    json!({
        "kind": change.kind.id(),
        "api": change.api,
        "version": change.owner.version(),
        "endpoint": endpoint,
        "type": named,
        "subject": change.subject,
        "sent": change.directions.sent,
        "received": change.directions.received,
        "old": change.old,
        "new": change.new,
        "place": place,
        "wire": judgement(change.wire),
        "source": judgement(change.source),
    })
}

fn judgement(judgement: Judgement) -> Value {
    json!({ "verdict": judgement.verdict.as_str(), "reason": judgement.reason })
}
