//! `--like`: what another API knows of fields and types of the same name.

use super::fields::SpecField;
use super::merge::entries;
use crate::diagnostics::Findings;
use crate::emit::specs::yaml::{Entry, Yaml, entry};
use crate::spec::{FileId, Node, Value, parse_yaml};
use std::collections::{BTreeMap, BTreeSet};

/// The other API.
#[derive(Debug, Default)]
pub(super) struct Like {
    /// By name and type: the description, and whether it is sensitive.
    fields: BTreeMap<(String, String), (Option<String>, bool)>,
    types: BTreeMap<String, Node>,
}

impl Like {
    /// Reads the files of an API; of several versions, the first one that knows something counts.
    pub(super) fn read(files: &BTreeMap<String, String>) -> Self {
        let mut like = Self::default();
        for (path, text) in files {
            let Some(node) = parse_yaml(FileId::default(), text, &mut Findings::default()) else { continue };
            if path.ends_with("/types.yaml") {
                for one in node.entries().unwrap_or_default() {
                    like.add_fields(&one.value);
                    like.types.entry(one.key.clone()).or_insert_with(|| one.value.clone());
                }
            } else if path.contains('/') {
                let bodies = node.entries().unwrap_or_default().iter();
                bodies
                    .filter(|one| matches!(one.key.as_str(), "request" | "response"))
                    .for_each(|one| like.add_fields(&one.value));
            }
        }
        like
    }

    /// The names of its types.
    pub(super) fn type_names(&self) -> impl Iterator<Item = &String> {
        self.types.keys()
    }

    fn add_fields(&mut self, fields: &Node) {
        for field in fields.entries().unwrap_or_default() {
            let text = |key: &str| {
                field
                    .value
                    .entries()?
                    .iter()
                    .find(|one| one.key == key)?
                    .value
                    .scalar()
                    .map(|scalar| scalar.text.clone())
            };
            let Some(ty) = text("type") else { continue };
            let known = self.fields.entry((field.key.clone(), ty)).or_default();
            known.1 |= text("sensitive").as_deref() == Some("true");
            if known.0.is_none() {
                known.0 = text("doc");
            }
        }
    }

    /// Completes a field.
    pub(super) fn complete(&self, field: &mut SpecField) {
        let ty = field.keys.iter().find_map(|(key, value)| match value {
            Yaml::Text(ty) if key == "type" => Some(ty.clone()),
            _ => None,
        });
        let Some((doc, sensitive)) = ty.and_then(|ty| self.fields.get(&(field.name.clone(), ty))) else {
            return;
        };
        let has = |field: &SpecField, key: &str| field.keys.iter().any(|(other, _)| other == key);
        if *sensitive && !has(field, "sensitive") {
            let at = field.keys.iter().position(|(key, _)| key == "doc").unwrap_or(field.keys.len());
            field.keys.insert(at, entry("sensitive", Yaml::yes()));
        }
        if let Some(doc) = doc.as_ref().filter(|_| !has(field, "doc")) {
            field.keys.push(entry("doc", Yaml::prose(doc)));
        }
    }

    /// The types that are needed and defined nowhere else, with those that they need.
    pub(super) fn needed(
        &self,
        mut wanted: Vec<String>,
        defined: &BTreeSet<String>,
    ) -> BTreeMap<String, Vec<Entry>> {
        let mut found = BTreeMap::new();
        while let Some(name) = wanted.pop() {
            let Some(node) =
                self.types.get(&name).filter(|_| !defined.contains(&name) && !found.contains_key(&name))
            else {
                continue;
            };
            names(node, &mut wanted);
            found.insert(name, entries(node));
        }
        found
    }
}

/// The names of types in a field or a type.
pub(super) fn names_in(value: &Yaml, into: &mut Vec<String>) {
    match value {
        Yaml::Map(list) | Yaml::Lines(list) | Yaml::Fields(list) => {
            for (key, value) in list {
                match value {
                    Yaml::Text(name) if key == "type" => into.push(name.clone()),
                    value => names_in(value, into),
                }
            }
        }
        _ => {}
    }
}

fn names(node: &Node, into: &mut Vec<String>) {
    match &node.value {
        Value::Map(list) => {
            for one in list {
                match one.value.scalar() {
                    Some(scalar) if one.key == "type" => into.push(scalar.text.clone()),
                    _ => names(&one.value, into),
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| names(item, into)),
        Value::Scalar(_) => {}
    }
}
