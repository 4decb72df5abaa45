//! C0018: types that contain themselves.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Shape, Version, named};
use crate::spec::Span;
use std::collections::HashMap;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0018",
    name: "recursive-type",
    severity: Severity::Error,
    summary: "A type contains itself, directly or through other types, lists or maps.",
    why: "A Rust struct that contains itself has no size, and no wallet documents such a value.",
    fix: "Break the cycle: give one of the fields another type, or `type: json` when its depth is really unknown.",
    example: "Category: { parent: { type: Category } }\n# fixed:\nCategory: { parent: { type: json } }",
};

/// A field of one type that holds another type.
struct Edge {
    field: Span,
    target: usize,
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, version) in context.versions() {
        let edges = edges(version);
        for cycle in cycles(&edges) {
            findings.push(finding(version, &cycle));
        }
    }
}

fn edges(version: &Version) -> Vec<Vec<Edge>> {
    let numbers: HashMap<&str, usize> = version
        .types
        .iter()
        .enumerate()
        .map(|(number, definition)| (definition.name.as_str(), number))
        .collect();
    let targets = |shape: &Shape| match shape {
        Shape::Object(fields) => fields
            .iter()
            .filter_map(|field| Some(Edge { field: field.span, target: *numbers.get(named(&field.ty)?)? }))
            .collect(),
        Shape::Enum(_) => Vec::new(),
    };
    version.types.iter().map(|definition| targets(&definition.shape)).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Never,
    Open,
    Done,
}

/// Each cycle as its types, in order, and the field that leads on from each.
///
/// Depth first and without recursion: a chain of types may be as long as a file.
fn cycles(edges: &[Vec<Edge>]) -> Vec<Vec<(usize, Span)>> {
    let mut visits = vec![Visit::Never; edges.len()];
    let mut cycles = Vec::new();
    for start in 0..edges.len() {
        // The types that are being looked into, and which of their edges comes next.
        let mut path: Vec<(usize, usize)> = Vec::new();
        if visits.get(start) == Some(&Visit::Never) {
            path.push((start, 0));
        }
        while let Some((at, next)) = path.last_mut() {
            let number = *at;
            let edge = edges.get(number).and_then(|edges| edges.get(*next));
            *next += 1;
            let state = edge.and_then(|edge| visits.get(edge.target)).copied();
            set(&mut visits, number, if edge.is_some() { Visit::Open } else { Visit::Done });
            match (edge, state) {
                (None, _) => {
                    path.pop();
                }
                (Some(edge), Some(Visit::Never)) if edge.target != number => path.push((edge.target, 0)),
                (Some(edge), Some(Visit::Done)) if edge.target != number => {}
                (Some(edge), _) => cycles.push(cycle(&path, edges, edge.target)),
            }
        }
    }
    cycles
}

fn set(visits: &mut [Visit], number: usize, visit: Visit) {
    if let Some(slot) = visits.get_mut(number) {
        *slot = visit;
    }
}

/// The part of the path that begins with the type to which the last edge leads back.
fn cycle(path: &[(usize, usize)], edges: &[Vec<Edge>], target: usize) -> Vec<(usize, Span)> {
    let first = path.iter().position(|(number, _)| *number == target).unwrap_or_default();
    let through = path.iter().skip(first).filter_map(|(number, next)| {
        let edge = edges.get(*number)?.get(next.checked_sub(1)?)?;
        Some((*number, edge.field))
    });
    through.collect()
}

fn finding(version: &Version, cycle: &[(usize, Span)]) -> Finding {
    let name = |number: usize| version.types.get(number).map_or("", |definition| definition.name.as_str());
    let (first, place) = cycle.first().copied().unwrap_or_default();
    // A cycle of a thousand types is shown by its beginning.
    let shown = cycle.iter().take(8).map(|(number, _)| name(*number));
    let more = if cycle.len() > 8 { vec!["..."] } else { Vec::new() };
    let chain: Vec<&str> = shown.chain(more).chain([name(first)]).collect();
    let mut finding = Finding::new(&RULE, place, format!("type `{}` contains itself", name(first)))
        .label(chain.join(" -> "))
        .help("give one of these fields another type; `type: json` holds anything");
    for (number, field) in cycle.iter().skip(1).take(7) {
        finding = finding.related(*field, format!("by way of `{}`", name(*number)));
    }
    finding
}
