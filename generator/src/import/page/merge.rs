//! A page's specs together with those that are there: what the page says changes, what a person wrote stays.
//!
//! `source.hash` of an endpoint tells the two apart. It has a hash of each paragraph as it was taken over: what is still the
//! same in the spec was touched by nobody, and what the page says for the second time is no news.

use super::fields::SpecField;
use crate::emit::specs::layout;
use crate::emit::specs::yaml::{Entry, Yaml, entry};
use crate::spec::{Entry as NodeEntry, FileId, Node, Value, parse_yaml};
use std::collections::BTreeSet;

/// Keys that depend on the type.
const OF_TYPE: &[&str] = &[
    "max_length",
    "min_length",
    "pattern",
    "forbidden_chars",
    "min",
    "max",
    "items",
    "values",
    "keys",
    "max_items",
    "open",
    "wire",
];

/// Hashes of what was taken over, then and now.
#[derive(Debug, Default)]
pub(super) struct Hashes {
    pub(super) old: BTreeSet<String>,
    pub(super) new: Vec<String>,
}

/// Named entries after a merge.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub(super) entries: Vec<(String, Vec<Entry>)>,
    pub(super) changed: bool,
    /// Names that the page does not have.
    pub(super) kept: Vec<String>,
}

impl Hashes {
    /// Whether a person left it as it was taken over.
    pub(super) fn is_untouched(&self, place: &str, node: &Node) -> bool {
        self.old.contains(&hash(place, node))
    }

    /// Notes what is taken over now. Returns whether the page said the same before.
    pub(super) fn take(&mut self, place: &str, value: &Yaml) -> bool {
        let Some(node) = node(value) else { return false };
        let hash = hash(place, &node);
        let known = self.old.contains(&hash);
        self.new.push(hash);
        known
    }

    /// A text: the page's, unless a person wrote another.
    pub(super) fn text(&mut self, key: &str, existing: Option<&Node>, page: Option<&str>) -> Option<String> {
        let value = page.map(Yaml::text);
        let known = value.as_ref().is_some_and(|value| self.take(key, value));
        let is_free = existing.is_none_or(|node| node.is_null() || self.is_untouched(key, node));
        page.filter(|_| is_free && !known).map(str::to_owned)
    }
}

/// Merges fields of a body or a type. `may_remove` says that what only the page had goes with it.
pub(super) fn fields(
    place: &str,
    existing: &[NodeEntry],
    page: &[SpecField],
    may_remove: bool,
    hashes: &mut Hashes,
) -> Merged {
    let page: Vec<(String, Vec<Entry>, &[&str])> =
        page.iter().map(|field| (field.name.clone(), field.keys.clone(), field.unseen.as_slice())).collect();
    let existing: Vec<(&str, &Node)> =
        existing.iter().map(|entry| (entry.key.as_str(), &entry.value)).collect();
    named(place, &existing, &page, may_remove, hashes)
}

/// Merges result codes.
pub(super) fn rows(existing: &[Node], page: &[Vec<Entry>], hashes: &mut Hashes) -> Merged {
    let code = |node: &'_ Node| {
        node.entries()?.iter().find(|entry| entry.key == "code")?.value.scalar().map(|code| code.text.clone())
    };
    let codes: Vec<(String, &Node)> = existing.iter().filter_map(|row| Some((code(row)?, row))).collect();
    let existing: Vec<(&str, &Node)> = codes.iter().map(|(code, row)| (code.as_str(), *row)).collect();
    let text = |row: &[Entry]| {
        row.iter().find_map(|(key, value)| match value {
            Yaml::Text(text) if key == "code" => Some(text.clone()),
            _ => None,
        })
    };
    let page: Vec<(String, Vec<Entry>, &[&str])> =
        page.iter().filter_map(|row| Some((text(row)?, row.clone(), [].as_slice()))).collect();
    named("results", &existing, &page, true, hashes)
}

fn named(
    place: &str,
    existing: &[(&str, &Node)],
    page: &[(String, Vec<Entry>, &[&str])],
    may_remove: bool,
    hashes: &mut Hashes,
) -> Merged {
    let mut merged = Merged::default();
    let known: Vec<bool> = page
        .iter()
        .map(|(name, keys, _)| hashes.take(&format!("{place}.{name}"), &Yaml::Map(keys.clone())))
        .collect();
    for (name, node) in existing {
        let own = format!("{place}.{name}");
        let at = page.iter().position(|(other, ..)| other == name);
        let Some((at, (_, keys, unseen))) = at.and_then(|at| Some((at, page.get(at)?))) else {
            if may_remove && hashes.is_untouched(&own, node) {
                merged.changed = true;
            } else {
                merged.kept.push((*name).to_owned());
                merged.entries.push(((*name).to_owned(), entries(node)));
            }
            continue;
        };
        let same = self::node(&Yaml::Map(keys.clone())).is_some_and(|new| canonical(&new) == canonical(node));
        let result = if same || known.get(at) == Some(&true) {
            entries(node)
        } else if hashes.is_untouched(&own, node) {
            keys.clone()
        } else {
            both(node, keys, unseen)
        };
        merged.changed |=
            self::node(&Yaml::Map(result.clone())).is_none_or(|new| canonical(&new) != canonical(node));
        merged.entries.push(((*name).to_owned(), result));
    }
    for (number, (name, keys, _)) in page.iter().enumerate() {
        if existing.iter().any(|(other, _)| other == name) {
            continue;
        }
        // Behind the field that stands before it on the page.
        let before = number.checked_sub(1).and_then(|before| page.get(before)).map(|(name, ..)| name);
        let at = merged
            .entries
            .iter()
            .position(|(other, _)| Some(other) == before)
            .map_or(merged.entries.len(), |at| at + 1);
        merged.entries.insert(at, (name.clone(), keys.clone()));
        merged.changed = true;
    }
    merged
}

/// What the page says, and what else a person wrote.
fn both(existing: &Node, page: &[Entry], unseen: &[&str]) -> Vec<Entry> {
    let old = entries(existing);
    let text = |list: &[Entry], key: &str| {
        list.iter()
            .find(|(other, _)| other == key)
            .and_then(|(_, value)| node(value))
            .map(|node| canonical(&node))
    };
    let has = |list: &[Entry], key: &str| list.iter().any(|(other, _)| other == key);
    let keeps_type = unseen.contains(&"type") || text(&old, "type") == text(page, "type");
    let mut merged: Vec<Entry> = Vec::new();
    for (key, value) in page {
        let is_silent = unseen.contains(&key.as_str())
            || (key == "doc" && has(&old, "doc"))
            || key == "unseen" && !has(&old, "unseen");
        let of_type = OF_TYPE.contains(&key.as_str()) || key == "type";
        if (is_silent && (!of_type || keeps_type) && has(&old, key))
            || (of_type && unseen.contains(&"type"))
            || (key == "unseen" && is_silent)
        {
            continue;
        }
        merged.push((key.clone(), value.clone()));
    }
    for (number, (key, value)) in old.iter().enumerate() {
        let is_stale = OF_TYPE.contains(&key.as_str()) && !keeps_type
            || key == "required" && !unseen.contains(&"required") && !has(page, "required");
        if !has(&merged, key) && !is_stale {
            merged.insert(number.min(merged.len()), (key.clone(), value.clone()));
        }
    }
    merged
}

/// The entries of a mapping, to be written again.
pub(super) fn entries(node: &Node) -> Vec<Entry> {
    let list = node.entries().unwrap_or_default();
    list.iter().map(|one| entry(&one.key, yaml(&one.key, &one.value))).collect()
}

fn yaml(key: &str, node: &Node) -> Yaml {
    match &node.value {
        Value::Scalar(scalar) if scalar.is_null() => Yaml::Plain("~".to_owned()),
        Value::Scalar(scalar) if matches!(key, "doc" | "deprecated" | "summary") => Yaml::prose(&scalar.text),
        Value::Scalar(scalar) if scalar.plain => Yaml::Plain(scalar.text.clone()),
        Value::Scalar(scalar) => Yaml::Text(scalar.text.clone()),
        Value::List(items) => Yaml::List(items.iter().map(|item| yaml("", item)).collect()),
        Value::Map(_) => Yaml::Map(entries(node)),
    }
}

/// A value as it is read after it was written.
fn node(value: &Yaml) -> Option<Node> {
    let text = layout::file(&[vec![entry("value", value.clone())]]);
    let node = parse_yaml(FileId::default(), &text, &mut crate::diagnostics::Findings::default())?;
    node.entries()?.first().map(|entry| entry.value.clone())
}

/// A spelling that does not depend on layout or on the order of keys.
pub(super) fn canonical(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) if scalar.is_null() => "~".to_owned(),
        Value::Scalar(scalar) => {
            format!("{:?}", scalar.text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        Value::List(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Map(list) => {
            let mut parts: Vec<String> =
                list.iter().map(|one| format!("{:?}:{}", one.key, canonical(&one.value))).collect();
            parts.sort();
            format!("{{{}}}", parts.join(","))
        }
    }
}

/// A short hash (FNV-1a, 32 bits): it only has to tell whether a text is the same as before.
fn hash(place: &str, node: &Node) -> String {
    let text = format!("{place}\0{}", canonical(node));
    let hash =
        text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}
