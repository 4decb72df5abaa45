//! From fields of a page to fields of a spec.

use super::facts::{Facts, facts, mentions_iso_time};
use super::found::FoundShape;
use super::left_out::Notes;
use super::limits::{Length, Range};
use super::tree::{FieldNode, tree};
use super::type_text::PageType;
use super::unseen;
use super::values::{ListedValue, item};
use super::words::{BaseType, Presence};
use crate::emit::specs::yaml::{Entry, Yaml, entry};
use crate::model::names;
use crate::openapi::identifiers::{clean, name_problem, type_name};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The greatest length, and number of items, that a spec can state.
const MAX_LIMIT: usize = 65_535;

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
    /// Fields at the top of the body, to which conditions may refer.
    pub(super) top: &'a [FieldNode],
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
            let known = |name: &str| is_known(name, nodes) || is_known(name, owner.top);
            let mut said = facts(&node.raw, &known);
            for (line, text) in std::mem::take(&mut said.unread) {
                self.notes.unused(line, &text);
            }
            for name in &said.one_of {
                if let Some(group) = said.one_of.first() {
                    groups.entry(name.clone()).or_insert_with(|| group.clone());
                }
            }
            let said = self.with_leftovers(node, said);
            fields.push(self.field(node, &said, owner, &own));
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

    fn field(&mut self, node: &FieldNode, said: &Facts, owner: Owner<'_>, samples: &[&Value]) -> SpecField {
        let mut unseen_keys = Vec::new();
        let ty = self.known_type(node, said);
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
            None => unseen_keys.push("required"),
        }
        if let Some(case) = said.required_when.as_ref().filter(|_| said.presence != Some(Presence::Required))
        {
            let key = if is_grammar(case) { "required_when" } else { unseen::condition_in_words() };
            keys.push(entry(key, Yaml::text(case)));
        }
        keys.extend(self.default(&ty, node, said));
        keys.extend(unseen::keys(&unseen_keys));
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

    /// Puts into the description, or lists, what the field's type cannot say.
    fn with_leftovers(&mut self, node: &FieldNode, mut said: Facts) -> Facts {
        let base = match &said.ty {
            Some(PageType::List(of)) => of.as_deref().cloned(),
            ty => ty.clone(),
        };
        let is_list = matches!(said.ty, Some(PageType::List(_))) || node.list;
        let is_text =
            matches!(base, None | Some(PageType::Base(BaseType::Text | BaseType::Enum | BaseType::Url)));
        let is_integer = matches!(said.ty, Some(PageType::Base(BaseType::Integer)));
        let mut note = |text: String| {
            self.notes.add(node.raw.line, format!("`{}`: {text}, which its type cannot say", node.raw.name))
        };
        if let Some(max) = said.max_items.filter(|_| !is_list) {
            note(format!("at most {max} items"));
        }
        let takes_length = matches!(
            said.ty,
            Some(PageType::List(_) | PageType::Map(_) | PageType::Base(BaseType::Json | BaseType::Object))
        );
        if let Some(max) = said.length.max.filter(|_| !is_text && !takes_length) {
            note(format!("at most {max} characters"));
        }
        if said.range != Range::default() && !is_integer {
            let number = |number: Option<i64>| {
                number.map_or_else(|| "unlimited".to_owned(), |number| number.to_string())
            };
            note(format!("values from {} to {}", number(said.range.min), number(said.range.max)));
        }
        if !is_text && !said.values.is_empty() {
            let line = |(value, doc): &ListedValue| {
                format!("* `{value}`{}", doc.as_ref().map(|doc| format!(": {doc}")).unwrap_or_default())
            };
            let lines: Vec<String> = said.values.iter().map(line).collect();
            said.doc.extend(lines);
            said.values.clear();
        }
        if said.presence == Some(Presence::Required) {
            said.doc.extend(said.required_when.take().map(|case| format!("Required when {case}.")));
            if !said.one_of.is_empty() {
                said.doc.push(format!("One of `{}` is required.", said.one_of.join("`, `")));
            }
        }
        said
    }

    /// The type that the page says, or that what it says about the field can only mean.
    fn known_type(&mut self, node: &FieldNode, said: &Facts) -> PageType {
        let object = PageType::Base(BaseType::Object);
        let ty = match &said.ty {
            Some(ty) => ty.clone(),
            None if !node.parts.is_empty() => object,
            None if said.length != Length::default() || !said.values.is_empty() => {
                PageType::Base(BaseType::Text)
            }
            None => {
                self.notes
                    .add(node.raw.line, format!("`{}` has no type; it is `json` for now", node.raw.name));
                PageType::Base(BaseType::Json)
            }
        };
        match ty {
            PageType::Base(BaseType::Text) if said.values.is_empty() && is_time(node, said) => {
                PageType::Base(BaseType::DateTime)
            }
            PageType::Base(BaseType::Date) if mentions_iso_time(&said.doc) => {
                PageType::Base(BaseType::DateTime)
            }
            PageType::Base(BaseType::Json) if !node.parts.is_empty() => PageType::Base(BaseType::Object),
            // `goods[].name` under a field whose type is not a list.
            ty if node.list && !matches!(ty, PageType::List(_)) => PageType::List(Some(Box::new(ty))),
            ty => ty,
        }
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
            PageType::Base(BaseType::Text | BaseType::Enum) => text("string", &said.length, unseen),
            PageType::Base(BaseType::Url) => text("url", &said.length, unseen),
            PageType::Base(BaseType::Integer) => integer(said.range),
            PageType::Base(BaseType::Decimal) => kind("decimal"),
            PageType::Base(BaseType::Boolean) => kind("boolean"),
            PageType::Base(BaseType::DateTime) => self.limited("datetime", node, said),
            PageType::Base(BaseType::Date) => self.limited("date", node, said),
            PageType::Base(BaseType::Json) => self.limited("json", node, said),
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
                keys.extend(
                    said.max_items
                        .filter(|max| (1..=MAX_LIMIT).contains(max))
                        .map(|max| entry("max_items", Yaml::number(max))),
                );
                keys
            }
            PageType::Map(of) => {
                let of = of.as_deref().cloned().unwrap_or(PageType::Base(BaseType::Json));
                let inner = Facts { length: said.item_length, ty: Some(of.clone()), ..Facts::default() };
                let values = self.type_keys(&of, node, &inner, owner, samples, unseen);
                let mut keys = kind("map");
                keys.push(entry("values", Yaml::Map(values)));
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

    /// A type that takes a length only in newer editions of the format.
    fn limited(&mut self, word: &str, node: &FieldNode, said: &Facts) -> Vec<Entry> {
        let mut keys = vec![entry("type", Yaml::text(word))];
        if let Some(max) = said.length.max {
            if unseen::takes_limit(word) {
                keys.push(entry("max_length", Yaml::number(max)));
            } else if word == "json" {
                self.notes.add(
                    node.raw.line,
                    format!("`{}`: at most {max} characters, which `json` cannot say", node.raw.name),
                );
            }
        }
        keys
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
                let fields = self.fields(&node.parts, Owner { name: &name, top: owner.top }, samples);
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
            None => self.limited("json", node, said),
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
        let fields = self.fields(&nodes, Owner { name, top: &[] }, samples);
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

/// Whether a text is a time: it is called so, and the page says how times are written.
fn is_time(node: &FieldNode, said: &Facts) -> bool {
    let name = names::snake(&node.raw.name);
    let last = name.rsplit('_').next().unwrap_or_default();
    matches!(last, "time" | "date" | "at" | "fecha" | "hora" | "timestamp") && mentions_iso_time(&said.doc)
}

fn is_grammar(case: &str) -> bool {
    case.split(" and ").all(|clause| {
        let words: Vec<&str> = clause.split(' ').collect();
        matches!(words.as_slice(), [_, "=" | "!=", ..] | [_, "is", "present" | "absent"])
    })
}

fn text(word: &str, length: &Length, unseen_keys: &mut Vec<&'static str>) -> Vec<Entry> {
    let mut keys = vec![entry("type", Yaml::text(word))];
    match length.max {
        Some(max) if max <= MAX_LIMIT => keys.push(entry("max_length", Yaml::number(max))),
        // More than the format can state is no limit in practice.
        Some(_) => keys.push(entry("max_length", Yaml::text("unlimited"))),
        None if length.unlimited => keys.push(entry("max_length", Yaml::text("unlimited"))),
        None => {
            unseen_keys.push("max_length");
            keys.extend(unseen::limit());
        }
    }
    let max = length.max.unwrap_or(MAX_LIMIT);
    keys.extend(
        length.min.filter(|min| (1..=max).contains(min)).map(|min| entry("min_length", Yaml::number(min))),
    );
    keys
}

fn integer(range: Range) -> Vec<Entry> {
    let limit = |key: &str, value: Option<i64>| value.map(|value| entry(key, Yaml::number(value)));
    let kind = Some(entry("type", Yaml::text("integer")));
    [kind, limit("min", range.min), limit("max", range.max)].into_iter().flatten().collect()
}

fn enumeration(said: &Facts) -> Vec<Entry> {
    let mut values: Vec<&ListedValue> = Vec::new();
    for value in &said.values {
        if !values.iter().any(|(known, _)| *known == value.0) {
            values.push(value);
        }
    }
    let documented = values.iter().any(|(_, doc)| doc.is_some());
    let nothing = || Yaml::Plain("~".to_owned());
    let listed = if documented {
        let doc = |doc: &Option<String>| doc.as_deref().and_then(clean).map_or_else(nothing, Yaml::prose);
        Yaml::Map(values.iter().map(|(value, text)| entry(value, doc(text))).collect())
    } else {
        Yaml::List(values.iter().map(|(value, _)| Yaml::text(value)).collect())
    };
    let mut keys = vec![entry("type", Yaml::text("enum")), entry("values", listed)];
    keys.extend(
        said.length.max.filter(|max| *max <= MAX_LIMIT).map(|max| entry("max_length", Yaml::number(max))),
    );
    keys
}

/// The description: what of it is no limit.
fn doc(said: &Facts) -> Option<String> {
    let mut text = String::new();
    for line in &said.doc {
        let is_item = line.starts_with("* ");
        if !text.is_empty() {
            text.push_str(if is_item && text.lines().last().is_some_and(|last| last.starts_with("* ")) {
                "\n"
            } else {
                "\n\n"
            });
        }
        text.push_str(line);
    }
    clean(&text)
}
