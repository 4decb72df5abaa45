//! An entry for a `CHANGELOG.md` in the format of Keep a Changelog.

use super::{clipped, values};
use crate::diagnostics::count;
use crate::diff::{Change, Comparison, Kind, Verdict};
use std::fmt::Write;

/// Sections as Keep a Changelog has them, with one line for each change and what breaks first; changes of mere words are
/// counted. Ends with a line break unless it is empty.
#[must_use]
pub fn changelog(comparison: &Comparison) -> String {
    let mut out = String::new();
    for section in ["Added", "Changed", "Deprecated", "Removed"] {
        let here = comparison.changes.iter().filter(|change| section_of(change.kind) == section);
        let (words, mut changes): (Vec<&Change>, Vec<&Change>) =
            here.partition(|change| is_words(change.kind));
        changes.sort_by_key(|change| change.verdict() != Verdict::Major);
        if words.is_empty() && changes.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}### {section}\n", if out.is_empty() { "" } else { "\n" });
        for change in changes {
            let _ = writeln!(out, "- {}", line(change));
        }
        if !words.is_empty() {
            let _ = writeln!(out, "- {} of documentation and examples.", count(words.len(), "change"));
        }
    }
    out
}

fn section_of(kind: Kind) -> &'static str {
    use Kind::*;
    match kind {
        ApiAdded
        | VersionAdded
        | EndpointAdded
        | TypeAdded
        | FieldAdded
        | FieldAddedRequired
        | FieldAddedConditional
        | ValueAdded
        | ResultAdded => "Added",
        ApiRemoved | VersionRemoved | EndpointRemoved | TypeRemoved | FieldRemoved | ValueRemoved
        | ValueUnlisted | ResultRemoved => "Removed",
        EndpointDeprecated | FieldDeprecated => "Deprecated",
        _ => "Changed",
    }
}

fn is_words(kind: Kind) -> bool {
    use Kind::{DocChanged, ExampleAdded, ExampleChanged, ExampleRemoved, OrderChanged};
    matches!(kind, DocChanged | ExampleAdded | ExampleChanged | ExampleRemoved | OrderChanged)
}

/// `` **Breaking:** claro `v1/payments/pay`, `request.orderId`: `max_length` lowered, `64` to `32`. On the wire, ... ``
fn line(change: &Change) -> String {
    let breaking = if change.verdict() == Verdict::Major { "**Breaking:** " } else { "" };
    let owner = match change.owner.version() {
        Some(_) => format!(" {}", code(&change.owner.to_string())),
        None => String::new(),
    };
    let subject =
        if change.subject.is_empty() { String::new() } else { format!(", {}", code(&change.subject)) };
    let values = values(change, "to", code).map(|values| format!(", {values}")).unwrap_or_default();
    let (api, what) = (clipped(&change.api), change.kind.what());
    format!("{breaking}{api}{owner}{subject}: {what}{values}.{}", why(change))
}

/// What breaks, and for whom.
fn why(change: &Change) -> String {
    let (wire, source) = (change.wire, change.source);
    match (wire.verdict, source.verdict) {
        (Verdict::Major, Verdict::Major) => {
            format!(" On the wire, {}; in Rust, {}.", wire.reason, source.reason)
        }
        (Verdict::Major, _) => format!(" On the wire, {}.", wire.reason),
        (_, Verdict::Major) => format!(" In Rust only, {}.", source.reason),
        _ => String::new(),
    }
}

/// In a code span, whatever is in it.
fn code(text: &str) -> String {
    let text = clipped(text);
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
