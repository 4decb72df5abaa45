//! C0018: types that must contain themselves.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Shape, Step, Version, endless_cycles};
use crate::spec::Span;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0018",
    name: "recursive-type",
    severity: Severity::Error,
    summary: "A type must contain itself: a required field is of the type itself, directly or through required fields of others.",
    why: "No value of such a type ever ends. Through a list, a map or an optional field a type may contain itself.",
    fix: "Leave `required` away from one of the fields, or give it another type.",
    example: "Category: { parent: { type: Category, required: true } }\n# fixed:\nCategory: { parent: { type: Category } }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, version) in context.versions() {
        for cycle in endless_cycles(version) {
            findings.push(finding(version, &cycle));
        }
    }
}

fn finding(version: &Version, cycle: &[Step]) -> Finding {
    let name = |number: usize| version.types.get(number).map_or("", |definition| definition.name.as_str());
    let (first, place) = cycle.first().map(|step| (step.0, place(version, *step))).unwrap_or_default();
    // A cycle of a thousand types is shown by its beginning.
    let shown = cycle.iter().take(8).map(|(number, _)| name(*number));
    let more = if cycle.len() > 8 { vec!["..."] } else { Vec::new() };
    let chain: Vec<&str> = shown.chain(more).chain([name(first)]).collect();
    let mut finding = Finding::new(&RULE, place, format!("type `{}` must contain itself", name(first)))
        .label(chain.join(" -> "))
        .help("make one of these fields optional, or give it another type");
    for step in cycle.iter().skip(1).take(7) {
        finding = finding.related(self::place(version, *step), format!("by way of `{}`", name(step.0)));
    }
    finding
}

fn place(version: &Version, (number, field): Step) -> Span {
    match version.types.get(number).map(|definition| &definition.shape) {
        Some(Shape::Object(fields)) => fields.get(field).map(|field| field.span).unwrap_or_default(),
        _ => Span::default(),
    }
}
