//! Types that contain themselves.
//!
//! Through a list, a map or an optional field a type may: a value of it ends somewhere. A type whose required field is of the
//! type itself has no value that ends.

use super::{Field, Shape, Type, Version};
use std::collections::HashMap;

/// A step of a cycle: a type and the field that leads on, by their numbers in the version and in the type.
pub(crate) type Step = (usize, usize);

/// The fields of each type that hold another type, by number, each with the number of that type.
type Links = Vec<Vec<(usize, usize)>>;

/// The cycles of required fields, each as its steps.
pub(crate) fn endless_cycles(version: &Version) -> Vec<Vec<Step>> {
    cycles(&links(version, |field| field.required))
}

/// Marks the optional fields whose Rust type needs a box: those on a way from their type back to it that meets no list and no
/// map.
pub(super) fn mark_boxed(version: &mut Version) {
    let links = links(version, |_| true);
    let components = components(&links);
    for (number, (definition, links)) in version.types.iter_mut().zip(&links).enumerate() {
        let Shape::Object(fields) = &mut definition.shape else { continue };
        for (field, target) in links {
            let is_way_back = components.get(number) == components.get(*target);
            if let Some(field) = fields.get_mut(*field).filter(|field| is_way_back && !field.required) {
                field.boxed = true;
            }
        }
    }
}

fn links(version: &Version, counts: impl Fn(&Field) -> bool) -> Links {
    let numbers: HashMap<&str, usize> = version
        .types
        .iter()
        .enumerate()
        .map(|(number, definition)| (definition.name.as_str(), number))
        .collect();
    let target = |field: &Field| match &field.ty {
        Type::Named(name) if counts(field) => numbers.get(name.as_str()).copied(),
        _ => None,
    };
    let of_type = |shape: &Shape| match shape {
        Shape::Object(fields) => {
            fields.iter().enumerate().filter_map(|(number, field)| Some((number, target(field)?))).collect()
        }
        Shape::Enum(_) => Vec::new(),
    };
    version.types.iter().map(|definition| of_type(&definition.shape)).collect()
}

/// The component of each type: two types have the same one if each leads to the other (Kosaraju's algorithm).
fn components(links: &Links) -> Vec<usize> {
    let mut backwards: Links = vec![Vec::new(); links.len()];
    for (number, links) in links.iter().enumerate() {
        for (field, target) in links {
            if let Some(back) = backwards.get_mut(*target) {
                back.push((*field, number));
            }
        }
    }
    let mut seen = vec![false; links.len()];
    let mut order: Vec<usize> = (0..links.len()).flat_map(|start| reached(start, links, &mut seen)).collect();
    order.reverse();
    let (mut seen, mut components) = (vec![false; links.len()], vec![0; links.len()]);
    for start in order {
        for number in reached(start, &backwards, &mut seen) {
            if let Some(component) = components.get_mut(number) {
                *component = start;
            }
        }
    }
    components
}

/// The types that are reached for the first time, each after all that are reached through it. Without recursion: a chain of
/// types may be as long as a file.
fn reached(start: usize, links: &Links, seen: &mut [bool]) -> Vec<usize> {
    let mut first = |number: usize| seen.get_mut(number).is_some_and(|seen| !std::mem::replace(seen, true));
    let mut path: Vec<(usize, usize)> = if first(start) { vec![(start, 0)] } else { Vec::new() };
    let mut left = Vec::new();
    while let Some((number, next)) = path.last_mut() {
        let target = links.get(*number).and_then(|links| links.get(*next)).map(|(_, target)| *target);
        *next += 1;
        match target {
            Some(target) if first(target) => path.push((target, 0)),
            Some(_) => {}
            None => left.extend(path.pop().map(|(number, _)| number)),
        }
    }
    left
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Never,
    Open,
    Done,
}

/// Depth first and without recursion: a chain of types may be as long as a file.
fn cycles(links: &Links) -> Vec<Vec<Step>> {
    let mut visits = vec![Visit::Never; links.len()];
    let mut cycles = Vec::new();
    for start in 0..links.len() {
        // The types that are being looked into, and which of their links comes next.
        let mut path: Vec<(usize, usize)> = Vec::new();
        if visits.get(start) == Some(&Visit::Never) {
            path.push((start, 0));
        }
        while let Some((at, next)) = path.last_mut() {
            let number = *at;
            let link = links.get(number).and_then(|links| links.get(*next));
            *next += 1;
            let target = link.map(|(_, target)| *target);
            let state = target.and_then(|target| visits.get(target)).copied();
            set(&mut visits, number, if link.is_some() { Visit::Open } else { Visit::Done });
            match (target, state) {
                (None, _) => drop(path.pop()),
                (Some(target), Some(Visit::Never)) if target != number => path.push((target, 0)),
                (Some(target), Some(Visit::Done)) if target != number => {}
                (Some(target), _) => cycles.push(cycle(&path, links, target)),
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

/// The part of the path that begins with the type to which the last link leads back.
fn cycle(path: &[(usize, usize)], links: &Links, target: usize) -> Vec<Step> {
    let first = path.iter().position(|(number, _)| *number == target).unwrap_or_default();
    let steps = path.iter().skip(first).filter_map(|(number, next)| {
        let (field, _) = links.get(*number)?.get(next.checked_sub(1)?)?;
        Some((*number, *field))
    });
    steps.collect()
}
