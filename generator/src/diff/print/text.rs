//! For people at a terminal.

use super::{clipped, values, visible};
use crate::diagnostics::Style;
use crate::diff::{Change, Comparison, Judgement, Verdict};
use std::fmt::Write;

/// Changes by API and owner, each with its place and its verdicts, and the highest verdicts at the end. Ends with a line
/// break.
#[must_use]
pub fn text(comparison: &Comparison, style: Style) -> String {
    let mut out = String::new();
    let (mut api, mut owner) = (None, None);
    for change in &comparison.changes {
        if api != Some(&change.api) {
            let _ = writeln!(out, "{}{}\n", if api.is_some() { "\n" } else { "" }, clipped(&change.api));
            (api, owner) = (Some(&change.api), None);
        } else if owner != Some(&change.owner) {
            out.push('\n');
        }
        if owner != Some(&change.owner) {
            let _ = writeln!(out, "  {}", clipped(&change.owner.to_string()));
            owner = Some(&change.owner);
        }
        one(&mut out, comparison, change, style);
    }
    if comparison.changes.is_empty() {
        out.push_str("nothing changed\n");
        return out;
    }
    out.push('\n');
    let total = |verdict: fn(&Change) -> Verdict| totals(comparison, verdict, style);
    let _ = writeln!(out, "wire:   {}", total(|change| change.wire.verdict));
    let _ = writeln!(out, "source: {}", total(|change| change.source.verdict));
    out
}

fn one(out: &mut String, comparison: &Comparison, change: &Change, style: Style) {
    let subject =
        if change.subject.is_empty() { String::new() } else { format!("{}: ", clipped(&change.subject)) };
    let values = values(change, "->", clipped).map(|values| format!(": {values}")).unwrap_or_default();
    let way = if is_directed(change) { format!(" ({})", change.directions.as_str()) } else { String::new() };
    let _ = writeln!(out, "    {subject}{}{values}{way}", change.kind.what());
    if let Some(place) = comparison.place(change) {
        // Whole, so that editors find it.
        let _ = writeln!(out, "      {}:{}:{}", visible(&place.file), place.line, place.column);
    }
    verdict(out, "wire", change.wire, style);
    verdict(out, "source", change.source, style);
}

/// Whether it has to do with a direction at all.
fn is_directed(change: &Change) -> bool {
    use crate::diff::{On, lines};
    lines().any(|line| line.kind == change.kind && line.on != On::Any)
}

fn verdict(out: &mut String, what: &str, judgement: Judgement, style: Style) {
    let Judgement { verdict, reason } = judgement;
    let _ = writeln!(out, "      {what:<6} {}: {reason}", coloured(verdict, style));
}

fn coloured(verdict: Verdict, style: Style) -> String {
    let code = match (style, verdict) {
        (Style::Coloured, Verdict::Major) => "\x1b[1;31m",
        (Style::Coloured, Verdict::Minor) => "\x1b[33m",
        _ => return format!("{verdict:<5}"),
    };
    format!("{code}{verdict:<5}\x1b[0m")
}

/// `major (2 major, 1 patch)`.
fn totals(comparison: &Comparison, verdict: fn(&Change) -> Verdict, style: Style) -> String {
    let count =
        |wanted: Verdict| comparison.changes.iter().filter(|change| verdict(change) == wanted).count();
    let counts: Vec<String> = [Verdict::Major, Verdict::Minor, Verdict::Patch]
        .into_iter()
        .filter(|wanted| count(*wanted) > 0)
        .map(|wanted| format!("{} {wanted}", count(wanted)))
        .collect();
    let highest = comparison.changes.iter().map(verdict).max().unwrap_or(Verdict::Patch);
    format!("{} ({})", coloured(highest, style), counts.join(", "))
}
