//! From fields of a page to fields of a spec.

use super::facts::{Facts, facts};
use super::field_type::{known_type, with_leftovers};
use super::found::FoundShape;
use super::left_out::Notes;
use super::ranges::Range;
use super::sound::is_sound;
use super::tree::{FieldNode, tree};
use super::type_keys::{condition, doc, enumeration, integer, max_of, text, written};
use super::type_text::PageType;
use super::values::{ListedValue, item};
use super::words::{BaseType, Presence};
use crate::emit::specs::yaml::{Entry, Yaml, entry};
use crate::model::names;
use crate::openapi::identifiers::{name_problem, type_name};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A field of a spec.
#[derive(Debug, Clone)]
pub(super) struct SpecField {
    pub(super) name: String,
    pub(super) keys: Vec<Entry>,
    /// Keys that the page says nothing about: `max_length`, `required`, `type`.
    pub(super) unseen: Vec<&'static str>,
}

/// A type of a spec.
#[derive(Debug)]
pub(super) enum SpecType {
    Object(Vec<SpecField>),
    Enum(Vec<Entry>),
    /// Of another API, as it is there.
    Taken(Vec<Entry>),
}

/// The types of a page while they are found.
pub(super) struct Types<'a> {
    pub(super) notes: Notes,
    /// By name.
    pub(super) found: BTreeMap<String, SpecType>,
    /// Names of types that the API, or the one it is like, has already.
    pub(super) known: &'a BTreeSet<String>,
    /// Types with headings of their own, by name.
    shapes: BTreeMap<String, FoundShape>,
    /// The fields of each type, so that one name is not given to two.
    outlines: BTreeMap<String, Vec<String>>,
    /// The names that enums in their fields will get.
    lifted: BTreeSet<String>,
}

/// Where fields stand.
#[derive(Clone, Copy)]
pub(super) struct Owner<'a> {
    /// The type, or the beginning of the names of the endpoint's types.
    pub(super) name: &'a str,
    /// Whether they are those of a response, beside its result.
    pub(super) answers: bool,
}

impl<'a> Types<'a> {
    pub(super) fn new(shapes: Vec<FoundShape>, notes: Notes, known: &'a BTreeSet<String>) -> Self {
        let shapes = shapes.into_iter().map(|shape| (shape.name.clone(), shape)).collect();
        Self {
            notes,
            found: BTreeMap::new(),
            known,
            shapes,
            outlines: BTreeMap::new(),
            lifted: BTreeSet::new(),
        }
    }

    /// The fields of a body or type. `samples` are values that it has in the page's examples.
    pub(super) fn fields(
        &mut self,
        nodes: &[FieldNode],
        owner: Owner<'_>,
        samples: &[&Value],
    ) -> Vec<SpecField> {
        let mut fields = Vec::new();
        let mut groups: BTreeMap<String, String> = BTreeMap::new();
        for node in nodes {
            if let Some(problem) = name_problem("a field", &node.raw.name) {
                self.notes.add(node.raw.line, problem);
                continue;
            }
            let own: Vec<&Value> = samples.iter().filter_map(|sample| sample.get(&node.raw.name)).collect();
            let own: Vec<&Value> = own.iter().flat_map(|value| items(value)).collect();
            let known = |name: &str| is_known(name, nodes);
            let mut said = facts(&node.raw, &known);
            for (line, text) in std::mem::take(&mut said.unread) {
                self.notes.unused(line, &text);
            }
            for name in &said.one_of {
                if let Some(group) = said.one_of.first() {
                    groups.entry(name.clone()).or_insert_with(|| group.clone());
                }
            }
            let said = with_leftovers(node, said, &mut self.notes);
            let case = said.required_when.as_ref().filter(|_| said.presence != Some(Presence::Required));
            let case = case.map(|case| condition(case, is_sound(case, nodes, owner.answers)));
            fields.push(self.field(node, &said, owner, case, &own));
        }
        for SpecField { name, keys, .. } in &mut fields {
            let required = keys.iter().any(|(key, _)| key == "required");
            if let Some(group) = groups.get(name).filter(|_| !required) {
                let at = keys
                    .iter()
                    .position(|(key, _)| matches!(key.as_str(), "default" | "unseen" | "doc"))
                    .unwrap_or(keys.len());
                keys.insert(at, entry("one_of", Yaml::text(group)));
            }
        }
        fields
    }

    fn field(
        &mut self,
        node: &FieldNode,
        said: &Facts,
        owner: Owner<'_>,
        case: Option<Entry>,
        samples: &[&Value],
    ) -> SpecField {
        let mut unseen_keys = Vec::new();
        let ty = known_type(node, said, &mut self.notes);
        let mut keys = self.type_keys(&ty, node, said, owner, samples, &mut unseen_keys);
        let is_quotable =
            matches!(ty, PageType::Base(BaseType::Integer | BaseType::Decimal | BaseType::Boolean));
        let is_quoted = !samples.is_empty() && samples.iter().all(|value| value.is_string());
        if is_quotable && is_quoted {
            keys.push(entry("wire", Yaml::text("quoted")));
        }
        match said.presence {
            Some(Presence::Required) => keys.push(entry("required", Yaml::yes())),
            Some(_) => {}
            None if node.raw.unmarked => {}
            None => unseen_keys.push("required"),
        }
        keys.extend(case);
        keys.extend(self.default(&ty, node, said));
        if !unseen_keys.is_empty() {
            keys.push(entry("unseen", Yaml::List(unseen_keys.iter().map(|key| Yaml::text(*key)).collect())));
        }
        keys.extend(doc(said).map(|doc| entry("doc", Yaml::prose(doc))));
        if said.ty.is_none()
            || keys
                .iter()
                .any(|(key, value)| key == "type" && matches!(value, Yaml::Text(ty) if ty == "json"))
        {
            unseen_keys.push("type");
        }
        SpecField { name: node.raw.name.clone(), keys, unseen: unseen_keys }
    }

    fn type_keys(
        &mut self,
        ty: &PageType,
        node: &FieldNode,
        said: &Facts,
        owner: Owner<'_>,
        samples: &[&Value],
        unseen: &mut Vec<&'static str>,
    ) -> Vec<Entry> {
        let kind = |word: &str| vec![entry("type", Yaml::text(word))];
        match ty {
            PageType::Base(BaseType::Text | BaseType::Enum) if !said.values.is_empty() => {
                self.enumeration(node, said, owner)
            }
            PageType::Base(BaseType::Text | BaseType::Enum) => {
                let mut keys = text("string", &said.length, unseen);
                keys.extend(
                    said.forbidden.as_deref().map(|signs| entry("forbidden_chars", Yaml::text(signs))),
                );
                keys
            }
            PageType::Base(BaseType::Url) => text("url", &said.length, unseen),
            PageType::Base(BaseType::Integer) => integer(said.range),
            PageType::Base(BaseType::Decimal) => kind("decimal"),
            PageType::Base(BaseType::Boolean) => kind("boolean"),
            PageType::Base(BaseType::DateTime) => written("datetime", &said.length),
            PageType::Base(BaseType::Date) => written("date", &said.length),
            PageType::Base(BaseType::Json) => written("json", &said.length),
            PageType::Base(BaseType::Object | BaseType::List | BaseType::Map) => {
                self.object(None, node, owner, samples, said)
            }
            PageType::Named(name) => self.object(Some(name), node, owner, samples, said),
            PageType::List(of) => {
                let mut keys = kind("list");
                let of = of.as_deref().cloned().unwrap_or(PageType::Base(BaseType::Object));
                let mut inner = Facts {
                    length: said.item_length,
                    values: said.values.clone(),
                    range: Range::default(),
                    ..Facts::default()
                };
                if said.length.max.is_some() {
                    self.notes.add(
                        node.raw.line,
                        format!(
                            "`{}`: {} may be the length of the list or of its items; it is left out",
                            node.raw.name,
                            said.length.max.unwrap_or_default()
                        ),
                    );
                }
                inner.ty = Some(of.clone());
                let items = self.type_keys(&of, node, &inner, owner, samples, unseen);
                keys.push(entry("items", Yaml::Map(items)));
                keys.extend(max_of("max_items", said.max_items));
                keys
            }
            PageType::Map(of) => {
                let of = of.as_deref().cloned().unwrap_or(PageType::Base(BaseType::Json));
                let inner = Facts { length: said.item_length, ty: Some(of.clone()), ..Facts::default() };
                let values = self.type_keys(&of, node, &inner, owner, samples, unseen);
                let mut keys = kind("map");
                keys.push(entry("values", Yaml::Map(values)));
                keys.extend(max_of("max_entries", said.max_items));
                if said.length.max.is_some() {
                    self.notes.add(
                        node.raw.line,
                        format!("`{}`: a map has no length; it is left out", node.raw.name),
                    );
                }
                keys
            }
        }
    }

    /// An enum in its field; a second one of the same owner and field is a type of its own.
    fn enumeration(&mut self, node: &FieldNode, said: &Facts, owner: Owner<'_>) -> Vec<Entry> {
        let keys = enumeration(said);
        if self.lifted.insert(names::lifted(owner.name, &node.raw.name)) {
            return keys;
        }
        let values: Vec<String> = said.values.iter().map(|(value, _)| value.clone()).collect();
        let name = self.free_name(type_name(&names::lifted("", &node.raw.name)), &values, owner.name);
        self.outlines.insert(name.clone(), values);
        let keys = keys.into_iter().filter(|(key, _)| key != "max_length").collect();
        self.found.insert(name.clone(), SpecType::Enum(keys));
        vec![entry("type", Yaml::text(name))]
    }

    /// The name of an object, whose fields are the field's parts, or stand elsewhere.
    fn object(
        &mut self,
        name: Option<&str>,
        node: &FieldNode,
        owner: Owner<'_>,
        samples: &[&Value],
        said: &Facts,
    ) -> Vec<Entry> {
        let named = |name: &str| vec![entry("type", Yaml::text(name))];
        if !node.parts.is_empty() {
            let wanted = name.map_or_else(|| names::lifted("", &node.raw.name), str::to_owned);
            let outline: Vec<String> = node.parts.iter().map(|part| part.raw.name.clone()).collect();
            let name = self.free_name(type_name(&wanted), &outline, owner.name);
            if self.outlines.insert(name.clone(), outline).is_none() {
                let fields = self.fields(&node.parts, Owner { name: &name, answers: false }, samples);
                self.found.insert(name.clone(), SpecType::Object(fields));
            }
            return named(&name);
        }
        let keys = [name, Some(node.raw.name.as_str())];
        if let Some(key) = keys.into_iter().flatten().find(|key| self.shapes.contains_key(*key)) {
            let wanted = type_name(name.unwrap_or(key));
            self.shape(key, &wanted, samples);
            return named(&wanted);
        }
        match name.map(type_name) {
            Some(name)
                if self.found.contains_key(&name)
                    || self.outlines.contains_key(&name)
                    || self.known.contains(&name) =>
            {
                named(&name)
            }
            // Defined elsewhere on the page, perhaps further down.
            Some(name) => {
                self.notes.add(
                    node.raw.line,
                    format!(
                        "the page does not define the type `{name}` of `{}`; it is `json` for now",
                        node.raw.name
                    ),
                );
                named("json")
            }
            None => written("json", &said.length),
        }
    }

    /// Turns a type with a heading of its own into one of the spec.
    fn shape(&mut self, key: &str, name: &str, samples: &[&Value]) {
        let Some(shape) = self.shapes.remove(key) else { return };
        // It stays known, for fields of the same type.
        self.shapes.insert(
            key.to_owned(),
            FoundShape { name: key.to_owned(), line: shape.line, ..FoundShape::default() },
        );
        if shape.fields.is_empty() && shape.values.is_empty() {
            return;
        }
        if shape.fields.is_empty() {
            let values: Vec<ListedValue> = shape.values.iter().filter_map(|(_, text)| item(text)).collect();
            if values.len() == shape.values.len() {
                self.found.insert(
                    name.to_owned(),
                    SpecType::Enum(enumeration(&Facts { values, ..Facts::default() })),
                );
                return;
            }
        }
        for (line, text) in &shape.values {
            self.notes.unused(*line, text);
        }
        let nodes = tree(&shape.fields, &mut self.notes);
        self.outlines.insert(name.to_owned(), nodes.iter().map(|node| node.raw.name.clone()).collect());
        let fields = self.fields(&nodes, Owner { name, answers: false }, samples);
        self.found.insert(name.to_owned(), SpecType::Object(fields));
    }

    /// Types with headings that no field has.
    pub(super) fn finish(&mut self) {
        let left: Vec<String> = self.shapes.keys().cloned().collect();
        for key in left {
            let line = self.shapes.get(&key).map_or(0, |shape| shape.line);
            let is_type = super::type_text::is_type_name(&key);
            let has_fields = self.shapes.get(&key).is_some_and(|shape| !shape.fields.is_empty());
            if is_type && has_fields {
                self.shape(&key.clone(), &key, &[]);
            } else if !self.found.contains_key(&type_name(&key)) {
                self.notes.unused(line, &key);
                let rest = self.shapes.remove(&key).map(|shape| shape.values).unwrap_or_default();
                rest.iter().for_each(|(line, text)| self.notes.unused(*line, text));
            }
        }
    }

    /// The name, or one with its owner before it where the name belongs to other fields.
    fn free_name(&self, wanted: String, outline: &[String], owner: &str) -> String {
        let fits = |name: &str| self.outlines.get(name).is_none_or(|known| known == outline);
        if fits(&wanted) {
            return wanted;
        }
        let longer = type_name(&format!("{owner}{wanted}"));
        let numbered = (2..).map(|number| format!("{longer}{number}"));
        std::iter::once(longer.clone()).chain(numbered).find(|name| fits(name)).unwrap_or(wanted)
    }

    fn default(&mut self, ty: &PageType, node: &FieldNode, said: &Facts) -> Option<Entry> {
        let value = said.default.as_ref()?;
        let fits = match ty {
            PageType::Base(BaseType::Integer) => value.parse::<i64>().is_ok(),
            PageType::Base(BaseType::Boolean) => matches!(value.to_lowercase().as_str(), "true" | "false"),
            PageType::Base(BaseType::Text | BaseType::Enum) => {
                said.values.is_empty() || said.values.iter().any(|(known, _)| known == value)
            }
            PageType::Base(BaseType::Decimal) => value.parse::<f64>().is_ok(),
            _ => false,
        };
        if !fits {
            self.notes.add(
                node.raw.line,
                format!("`{}`: the default {value} is none of its values", node.raw.name),
            );
            return None;
        }
        let lower = value.to_lowercase();
        let plain = matches!(ty, PageType::Base(BaseType::Integer | BaseType::Boolean | BaseType::Decimal));
        Some(entry("default", if plain { Yaml::Plain(lower) } else { Yaml::text(value) }))
    }
}

fn items(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().flat_map(self::items).collect(),
        value => vec![value],
    }
}

fn is_known(name: &str, nodes: &[FieldNode]) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    nodes.iter().any(|node| node.raw.name == first)
}
