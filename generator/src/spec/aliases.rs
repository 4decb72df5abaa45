//! Aliases of YAML: what they stand for, and what that costs.

use super::{Entry, Node, Value};
use std::collections::{HashMap, HashSet};

/// The values that have an anchor, by the parser's number for it.
pub(super) type Anchors = HashMap<usize, Node>;

/// The values in a node, itself among them.
pub(super) fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Scalar(_) => 0,
        Value::List(items) => items.iter().map(count).sum(),
        Value::Map(entries) => entries.iter().map(|entry| count(&entry.value)).sum(),
    }
}

/// The collections within each other in a node.
pub(super) fn depth(node: &Node) -> usize {
    match &node.value {
        Value::Scalar(_) => 0,
        Value::List(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Map(entries) => 1 + entries.iter().map(|entry| depth(&entry.value)).max().unwrap_or_default(),
    }
}

/// The entries with those of `<<` among them, which YAML 1.1 merges. One's own entries count first.
pub(super) fn merged(entries: Vec<Entry>) -> Vec<Entry> {
    let is_mergeable = |node: &Node| match &node.value {
        Value::Map(_) => true,
        Value::List(items) => items.iter().all(|item| matches!(item.value, Value::Map(_))),
        Value::Scalar(_) => false,
    };
    if entries.iter().all(|entry| entry.key != "<<") {
        return entries;
    }
    let (merges, mut own): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| entry.key == "<<" && is_mergeable(&entry.value));
    let bases = merges.into_iter().flat_map(|entry| match entry.value.value {
        Value::List(items) => items,
        value => vec![Node { span: entry.value.span, value }],
    });
    let mut known: HashSet<String> = own.iter().map(|entry| entry.key.clone()).collect();
    let mut inherited: Vec<Entry> = Vec::new();
    for base in bases {
        let Value::Map(entries) = base.value else { continue };
        inherited.extend(entries.into_iter().filter(|entry| known.insert(entry.key.clone())));
    }
    inherited.append(&mut own);
    inherited
}
