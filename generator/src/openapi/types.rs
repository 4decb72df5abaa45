//! The types of a version while they are found.

use super::document::Document;
use super::identifiers;
use super::keywords::Position;
use super::left_out::Notes;
use super::pointer::Place;
use super::texts;
use super::unwrapped::Unwrapped;
use crate::emit::openapi::{extension, success};
use crate::model::names::{self, Named};
use crate::model::{FlatResult, Shape, TypeDef, TypeRole};
use crate::spec::Span;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// Schemas that are looked at for one version. A document that has more is not written by people.
const MAX_SCHEMAS: usize = 1_000_000;

/// The types of one version, and what is left to look at.
pub(super) struct Types<'n, 'd> {
    pub(super) document: &'d Document,
    pub(super) notes: &'n mut Notes,
    /// The document was exported from specs: names are legal, and schemas are named after their version.
    pub(super) ours: bool,
    /// `v1`.
    pub(super) version: String,
    /// By name.
    pub(super) definitions: BTreeMap<String, TypeDef>,
    /// The pointer of each field of each type, for later complaints.
    pub(super) origins: HashMap<(String, String), String>,
    /// The fields of the response that is looked at which are its result, and so are no fields of the spec.
    pub(super) reserved: Vec<String>,
    /// The schema by which an export says that the response reports success.
    pub(super) success: serde_json::Value,
    by_pointer: HashMap<String, String>,
    rust_names: HashSet<String>,
    next_numbers: HashMap<String, usize>,
    queue: VecDeque<(String, Unwrapped<'d>)>,
    schemas: usize,
}

/// Where a type is used, for naming it.
#[derive(Clone, Copy)]
pub(super) struct Use<'a> {
    /// The type or the stem of the endpoint.
    pub(super) owner: &'a str,
    /// The field.
    pub(super) field: &'a str,
    /// What the schema describes.
    pub(super) position: Position,
}

impl<'n, 'd> Types<'n, 'd> {
    pub(super) fn new(document: &'d Document, notes: &'n mut Notes, ours: bool, version: &str) -> Self {
        Self {
            document,
            notes,
            ours,
            version: version.to_owned(),
            definitions: BTreeMap::new(),
            origins: HashMap::new(),
            reserved: vec!["result".to_owned()],
            success: success(None),
            by_pointer: HashMap::new(),
            rust_names: HashSet::new(),
            next_numbers: HashMap::new(),
            queue: VecDeque::new(),
            schemas: 0,
        }
    }

    /// Sets where the responses that are looked at next have their result.
    pub(super) fn reserve(&mut self, flat: Option<&FlatResult>) {
        let names = flat.map_or_else(|| vec!["result"], |flat| flat.names().to_vec());
        self.reserved = names.into_iter().map(str::to_owned).collect();
        self.success = success(flat);
    }

    /// Whether one more schema may be looked at.
    pub(super) fn may_go_on(&mut self, place: &Place<'_>) -> bool {
        self.schemas += 1;
        if self.schemas == MAX_SCHEMAS {
            self.notes.add(
                place,
                format!("more than {MAX_SCHEMAS} schemas; all further ones are imported as `json`"),
            );
        }
        self.schemas < MAX_SCHEMAS
    }

    /// The name of the object that a schema describes. Its fields are looked at later: types may refer to each other.
    pub(super) fn object(&mut self, unwrapped: &Unwrapped<'d>, used: Use<'_>) -> String {
        let key = unwrapped.key.clone();
        if let Some(name) = self.by_pointer.get(&key) {
            return name.clone();
        }
        let wanted = self.wanted_name(unwrapped, used);
        let name = self.free_name(identifiers::type_name(&wanted));
        self.take_name(key, &name);
        self.queue.push_back((name.clone(), unwrapped.clone()));
        name
    }

    /// The name of an enum.
    pub(super) fn enumeration(
        &mut self,
        unwrapped: &Unwrapped<'d>,
        used: Use<'_>,
        doc: Option<String>,
        values: crate::model::Enum,
    ) -> String {
        let is_shared = unwrapped.name.is_some();
        let place = &unwrapped.key;
        // One without a name is written in its field, so each of its fields has its own.
        let key = if is_shared { place.clone() } else { format!("{place} {} {}", used.owner, used.field) };
        if let Some(name) = self.by_pointer.get(&key) {
            return name.clone();
        }
        let wanted = self.wanted_name(unwrapped, used);
        // What is written in its field may have a name that could not be written among the types.
        let in_place = !is_shared && self.is_free(&wanted);
        let name = if in_place { wanted } else { self.free_name(identifiers::type_name(&wanted)) };
        self.take_name(key, &name);
        let doc = if is_shared { self.type_doc(unwrapped, &name) } else { doc };
        let rust_name = self.type_rust_name(unwrapped);
        self.define(&name, rust_name, doc, None, Shape::Enum(values));
        name
    }

    /// Takes all components of this version, for types that nothing uses.
    pub(super) fn take_components(&mut self) {
        let document = self.document;
        let prefix = format!("{}.", self.version);
        let Some(schemas) =
            document.root().get("components").and_then(|components| components.get("schemas"))
        else {
            return;
        };
        for (name, place) in schemas.entries().filter(|(name, _)| name.starts_with(&prefix)) {
            if !self.by_pointer.contains_key(&place.pointer) {
                let used = Use { owner: "", field: name, position: Position::Type };
                let (key, levels) = (place.pointer.clone(), vec![place.clone()]);
                let name = Some(name.to_owned());
                let unwrapped = Unwrapped { place, key, levels, own: 0, name, nullable: false };
                self.convert(&unwrapped, used, None, 0);
            }
        }
        self.finish();
    }

    /// Looks at the fields of all types that were come across.
    pub(super) fn finish(&mut self) {
        while let Some((name, unwrapped)) = self.queue.pop_front() {
            let mut fields = self.object_fields(&unwrapped, &name, Position::Type);
            let mut doc = self.type_doc(&unwrapped, &name);
            if doc.is_some() && fields.iter().any(|field| field.name == "doc") {
                for place in unwrapped.all("description") {
                    self.notes.add(&place, "a type with a field `doc` has no place for its own");
                }
                doc = None;
            }
            fields.shrink_to_fit();
            let role = self.role(&unwrapped);
            let rust_name = self.type_rust_name(&unwrapped);
            self.define(&name, rust_name, doc, role, Shape::Object(fields));
            let additional = self.is_open(&unwrapped);
            if let Some(definition) = self.definitions.get_mut(&name) {
                definition.additional = additional;
            }
        }
    }

    /// What a type says about itself.
    fn type_doc(&mut self, unwrapped: &Unwrapped<'d>, name: &str) -> Option<String> {
        let levels = if unwrapped.name.is_some() { unwrapped.type_levels() } else { &unwrapped.levels };
        texts::of_schema(levels, name, false, self.notes)
    }

    /// Notes schemas in a schema that nothing refers to.
    pub(super) fn unused(&mut self, definitions: &Place<'d>) {
        for (_, place) in definitions.entries().filter(|(_, place)| !self.document.is_used(place)) {
            self.notes.add(&place, "nothing refers to it");
        }
    }

    /// Whether a schema says that there are further fields.
    pub(super) fn is_open(&mut self, unwrapped: &Unwrapped<'d>) -> bool {
        let is_open = |level: &&Place<'d>| self.notes.flag(level, extension::ADDITIONAL_FIELDS);
        unwrapped.levels.iter().filter(is_open).count() > 0
    }

    /// That of the type itself: a field that refers to it has one of its own.
    fn type_rust_name(&mut self, unwrapped: &Unwrapped<'d>) -> Option<String> {
        unwrapped.name.as_ref()?;
        identifiers::rust_name(unwrapped.place.get(extension::RUST_NAME), Named::Type, self.notes)
    }

    fn role(&mut self, unwrapped: &Unwrapped<'d>) -> Option<TypeRole> {
        let place = unwrapped.find(extension::ROLE)?;
        let role = TypeRole::WORDS.iter().find(|(word, _)| place.text() == Some(word));
        if role.is_none() {
            self.notes.add(&place, "there is no such role");
        }
        role.map(|(_, role)| *role)
    }

    fn define(
        &mut self,
        name: &str,
        rust_name: Option<String>,
        doc: Option<String>,
        role: Option<TypeRole>,
        shape: Shape,
    ) {
        let (name, span) = (name.to_owned(), Span::default());
        let (additional, sent, received) = (false, false, false);
        let definition =
            TypeDef { name: name.clone(), rust_name, span, doc, role, additional, shape, sent, received };
        self.definitions.insert(name, definition);
    }

    /// What a type would be called if every name could be had.
    fn wanted_name(&self, unwrapped: &Unwrapped<'d>, used: Use<'_>) -> String {
        match &unwrapped.name {
            Some(name) => {
                let own = name.strip_prefix(&self.version).and_then(|rest| rest.strip_prefix('.'));
                own.filter(|_| self.ours).unwrap_or(name).to_owned()
            }
            None => names::lifted(used.owner, used.field),
        }
    }

    /// What two types may not share. An export has names in Rust beside those of types.
    fn rust(&self, name: &str) -> String {
        if self.ours { name.to_owned() } else { Named::Type.derived(name) }
    }

    fn take_name(&mut self, key: String, name: &str) {
        self.rust_names.insert(self.rust(name));
        self.by_pointer.insert(key, name.to_owned());
    }

    fn is_free(&self, name: &str) -> bool {
        let rust = self.rust(name);
        // Beside a type stands the struct of its required fields.
        let beside = !self.ours
            && (self.rust_names.contains(&format!("{rust}Required"))
                || rust.strip_suffix("Required").is_some_and(|owner| self.rust_names.contains(owner)));
        !self.rust_names.contains(&rust) && !beside
    }

    /// The name, or the name with a number behind it.
    fn free_name(&mut self, wanted: String) -> String {
        let mut name = wanted.clone();
        while !self.is_free(&name) {
            let number = self.next_numbers.entry(wanted.clone()).or_insert(1);
            *number += 1;
            name = format!("{wanted}{number}");
        }
        name
    }
}
