//! Converts a schema to a field and its type.

use super::identifiers;
use super::keywords::{Form, reason};
use super::pointer::Place;
use super::types::{Types, Use};
use super::unwrap_schema::is_wrapper;
use super::unwrapped::Unwrapped;
use crate::emit::openapi::extension;
use crate::model::names::Named;
use crate::model::{Enum, EnumValue, Field, Primitive, Type, default_json, spelling};
use crate::spec::Span;

/// The deepest nesting of lists and maps that is imported. More than two have not been seen.
const MAX_NESTING: usize = 16;

/// A type, and the properties of the field that come with it.
pub(super) struct Converted {
    pub(super) ty: Type,
    pub(super) quoted: bool,
    pub(super) json_text: bool,
    pub(super) nullable: bool,
    pub(super) sensitive: bool,
}

impl From<Type> for Converted {
    fn from(ty: Type) -> Self {
        Self { ty, quoted: false, json_text: false, nullable: false, sensitive: false }
    }
}

impl<'d> Types<'_, 'd> {
    /// The field that a property describes; `used` is what an enum in it is named after.
    pub(super) fn field(&mut self, name: &str, place: &Place<'d>, used: Use<'_>, required: bool) -> Field {
        let unwrapped = self.unwrap_schema(place);
        let levels = unwrapped
            .as_ref()
            .map_or_else(|| vec![place.clone()], |unwrapped| unwrapped.own_levels().to_vec());
        // The description of a named type stays with the type. A named text is not a type in a spec, so its field gets
        // it.
        let all = match &unwrapped {
            Some(unwrapped) if !matches!(self.form(unwrapped), Form::Object | Form::Enum) => {
                unwrapped.levels.clone()
            }
            _ => levels,
        };
        let doc = text_of(&all, "description");
        let converted = match &unwrapped {
            Some(unwrapped) => self.convert(unwrapped, used, doc.clone(), 0),
            None => Type::JSON.into(),
        };
        Field {
            name: name.to_owned(),
            rust_name: None,
            span: Span::default(),
            required,
            required_when: text_of(&all, extension::REQUIRED_WHEN),
            one_of: text_of(&all, extension::ONE_OF),
            id: has(&all, extension::ID),
            sensitive: converted.sensitive || has(&all, extension::SENSITIVE),
            nullable: converted.nullable,
            default: self.default(&all, &converted),
            deprecated: deprecated(&all),
            doc,
            quoted: converted.quoted,
            json_text: converted.json_text,
            ty: converted.ty,
        }
    }

    /// The type that a schema describes; `doc` is what the field says, for an enum without a name of its own.
    pub(super) fn convert(
        &mut self,
        unwrapped: &Unwrapped<'d>,
        used: Use<'_>,
        doc: Option<String>,
        depth: usize,
    ) -> Converted {
        let at = &unwrapped.place;
        if depth > MAX_NESTING {
            self.notes.add(
                at,
                format!("lists and maps are nested more than {MAX_NESTING} deep; imported as `json`"),
            );
            return Type::JSON.into();
        }
        if !self.may_go_on(at) {
            return Type::JSON.into();
        }
        let form = self.form(unwrapped);
        let mut converted: Converted = match form {
            Form::Object => Type::Named(self.object(unwrapped, used)).into(),
            Form::Enum => self.listed(unwrapped, used, doc),
            Form::Map => self.map(unwrapped, used, doc, depth),
            Form::List => {
                let items = at.get("items");
                let Converted { ty, sensitive, .. } = self.part(items.as_ref(), used, doc, depth);
                let list = Type::List { items: Box::new(ty), max: self.max_items(unwrapped) };
                Converted { sensitive, ..list.into() }
            }
            Form::Text => self.text(unwrapped, used, doc, depth),
            Form::Integer => {
                let (min, max) = self.integer_limits(unwrapped);
                Type::Integer { min, max }.into()
            }
            Form::Primitive(primitive) => Type::Primitive(primitive).into(),
        };
        // The levels of an object are audited when its fields are converted.
        let judged = if form == Form::Object { unwrapped.own_levels() } else { unwrapped.levels.as_slice() };
        for level in judged.iter().filter(|level| !is_wrapper(level)) {
            self.audit(level, form);
        }
        let marked = ["nullable", extension::NULLABLE].iter().any(|key| has(&unwrapped.levels, key));
        converted.nullable |= marked || unwrapped.nullable || self.kinds(at).1;
        converted
    }

    /// The form of a schema, by `type` or else by its keywords.
    pub(super) fn form(&mut self, unwrapped: &Unwrapped<'d>) -> Form {
        let at = &unwrapped.place;
        if !at.is_map() {
            if at.boolean() != Some(true) {
                self.notes.add(at, "is not a schema; imported as `json`");
            }
            return Form::ANY;
        }
        if texts_listed(at).is_some() {
            return Form::Enum;
        }
        let (kinds, _) = self.kinds(at);
        let is_object = at.get("properties").is_some() || self.merges_objects(at);
        match kinds.as_slice() {
            ["object"] | [] if is_object => Form::Object,
            ["object"] => Form::Map,
            ["array"] => Form::List,
            ["string"] => Form::Text,
            ["integer"] => Form::Integer,
            [] if at.get("additionalProperties").is_some_and(|place| place.is_map()) => Form::Map,
            [] if at.get("items").is_some() => Form::List,
            [] => Form::ANY,
            [one] => match Primitive::in_schema(one, None) {
                Some(primitive) => Form::Primitive(primitive),
                None => {
                    self.notes.add(at, format!("`{one}` is not a type; imported as `json`"));
                    Form::ANY
                }
            },
            several => {
                self.notes.add(at, format!("a choice between {}; imported as `json`", several.join(", ")));
                Form::ANY
            }
        }
    }

    /// Whether one of the parts of `allOf` is an object. A part with an `allOf` of its own counts without being looked
    /// into.
    fn merges_objects(&mut self, at: &Place<'d>) -> bool {
        let parts = at.get("allOf").map(|parts| parts.items().collect::<Vec<_>>()).unwrap_or_default();
        parts.into_iter().filter_map(|part| self.document.resolve(part).ok()).any(|part| {
            let kind = part.get("type").and_then(|kind| kind.text());
            kind == Some("object") || part.get("properties").is_some() || part.get("allOf").is_some()
        })
    }

    /// The types that `type` lists, and whether `null` is among them.
    fn kinds(&mut self, at: &Place<'d>) -> (Vec<&'d str>, bool) {
        let Some(kind) = at.get("type") else { return (Vec::new(), has_null(at)) };
        let mut kinds: Vec<&str> = kind.items().filter_map(|item| item.text()).collect();
        kinds.extend(kind.text());
        let nullable =
            kinds.contains(&"null") || kind.items().any(|item| item.node.is_null()) || has_null(at);
        kinds.retain(|kind| *kind != "null");
        if kinds.is_empty() && !nullable {
            self.notes.add(&kind, "should be the name of a type, or a list of names");
        }
        (kinds, nullable)
    }

    /// The type of a list's items or a map's values. When they are sensitive, the field that holds them is.
    fn part(
        &mut self,
        place: Option<&Place<'d>>,
        used: Use<'_>,
        doc: Option<String>,
        depth: usize,
    ) -> Converted {
        let Some(place) = place else { return Type::JSON.into() };
        let Some(unwrapped) = self.unwrap_schema(place) else { return Type::JSON.into() };
        let converted = self.convert(&unwrapped, used, doc, depth + 1);
        let lost = [
            (converted.quoted, "numbers and booleans that are written as text"),
            (converted.json_text, "JSON inside a text"),
            (converted.nullable, "`null`"),
        ];
        for (_, what) in lost.iter().filter(|(lost, _)| *lost) {
            self.notes.add(
                place,
                format!("{what}: only fields can have it, not the items of a list or values of a map"),
            );
        }
        let text = || Type::Text(crate::model::TextLimits::default());
        let ty = if converted.quoted || converted.json_text { text() } else { converted.ty };
        Converted { sensitive: converted.sensitive, ..ty.into() }
    }

    fn map(
        &mut self,
        unwrapped: &Unwrapped<'d>,
        used: Use<'_>,
        doc: Option<String>,
        depth: usize,
    ) -> Converted {
        let values = unwrapped.place.get("additionalProperties").filter(|place| place.is_map());
        let Converted { ty, sensitive, .. } = self.part(values.as_ref(), used, doc, depth);
        let mut keys: Vec<String> = Vec::new();
        if let Some(allowed) = unwrapped.place.get("propertyNames") {
            for key in allowed.get("enum").map(|list| list.items().collect::<Vec<_>>()).unwrap_or_default() {
                let Some(text) = key.scalar().map(|scalar| &scalar.text) else { continue };
                match identifiers::name_problem("a map's key", text) {
                    Some(problem) => self.notes.add(&key, problem),
                    None if keys.contains(text) => {}
                    None => keys.push(text.clone()),
                }
            }
            for (key, place) in allowed.entries().filter(|(key, _)| !matches!(*key, "enum" | "type")) {
                self.notes.add(&place, format!("`{key}` of `propertyNames` is not checked"));
            }
        }
        Converted { sensitive, ..Type::Map { values: Box::new(ty), keys }.into() }
    }

    fn text(
        &mut self,
        unwrapped: &Unwrapped<'d>,
        used: Use<'_>,
        doc: Option<String>,
        depth: usize,
    ) -> Converted {
        let content = unwrapped.find("contentMediaType").and_then(|place| place.text());
        let format = unwrapped.find("format").and_then(|place| place.text());
        let sensitive = format == Some("password");
        let plain = |converted: Converted| Converted { sensitive, ..converted };
        if content.is_some_and(|media_type| media_type == "application/json" || media_type.ends_with("+json"))
        {
            let inner = unwrapped.find("contentSchema").and_then(|place| self.unwrap_schema(&place));
            let inner = inner.map(|inner| self.convert(&inner, used, doc, depth + 1));
            let inner = inner.unwrap_or_else(|| Type::JSON.into());
            let sensitive = sensitive || inner.sensitive;
            return Converted { json_text: true, quoted: inner.quoted, sensitive, ..inner.ty.into() };
        }
        let quoted = |ty: Type| Converted { quoted: true, ..ty.into() };
        let kind = unwrapped.find(extension::QUOTED).and_then(|place| place.text());
        if kind == Some("integer") {
            let (min, max) = self.quoted_limits(unwrapped);
            return quoted(Type::Integer { min, max });
        }
        let is_quotable = |primitive: &Primitive| primitive.info().form.is_quotable();
        if let Some(primitive) = kind.and_then(Primitive::named).filter(is_quotable) {
            return quoted(Type::Primitive(primitive));
        }
        if let Some(primitive) = Primitive::in_schema("string", format) {
            return Type::Primitive(primitive).into();
        }
        match format {
            Some("uri" | "url") => return Type::Url(self.text_limits(unwrapped)).into(),
            None | Some("password") => {}
            Some(other) => {
                if let Some(place) = unwrapped.find("format") {
                    self.notes.add(&place, format!("the format `{other}` is not checked; imported as text"));
                }
            }
        }
        plain(Type::Text(self.text_limits(unwrapped)).into())
    }

    fn listed(&mut self, unwrapped: &Unwrapped<'d>, used: Use<'_>, doc: Option<String>) -> Converted {
        let at = &unwrapped.place;
        let docs = at.get(extension::VALUE_DOCS);
        let mut values: Vec<EnumValue> = Vec::new();
        let names = at.get(extension::VALUE_RUST_NAMES);
        for (place, text, own_doc) in texts_listed(at).unwrap_or_default() {
            let problem = identifiers::name_problem("an enum's value", text);
            if let Some(problem) = problem {
                self.notes.add(&place, problem);
            } else if values.iter().all(|value| value.value != text) {
                let doc =
                    docs.as_ref().and_then(|docs| identifiers::clean(docs.get(text)?.text()?)).or(own_doc);
                let rust_name = names.as_ref().and_then(|names| names.get(text));
                let rust_name = identifiers::rust_name(rust_name, Named::Variant, self.notes);
                values.push(EnumValue { value: text.to_owned(), rust_name, doc, span: Span::default() });
            }
        }
        if values.is_empty() {
            return Type::Text(self.text_limits(unwrapped)).into();
        }
        spelling::values(&mut values, spelling::numbered_apart);
        let open = at.get(extension::OPEN).and_then(|place| place.boolean()).unwrap_or_default();
        Type::Named(self.enumeration(unwrapped, used, doc, Enum { values, open })).into()
    }

    /// Notes the keywords of a schema that specs cannot express.
    pub(super) fn audit(&mut self, level: &Place<'d>, form: Form) {
        for (keyword, place) in level.entries() {
            let lost = match keyword {
                "enum" | "const" if form != Form::Enum => Some("an enum can list only texts"),
                // `true` and `false` need no note, as specs don't limit further fields; a schema for them is lost.
                "additionalProperties" if form == Form::Object && place.is_map() => {
                    reason(keyword, Form::ANY)
                }
                _ => reason(keyword, form),
            };
            if let Some(reason) = lost {
                self.notes.add(&place, reason);
            }
        }
    }

    fn default(&mut self, levels: &[Place<'d>], converted: &Converted) -> Option<String> {
        let place = levels.iter().find_map(|level| level.get("default"))?;
        if place.node.is_null() {
            return None;
        }
        let Some(scalar) = place.scalar() else {
            self.notes.add(&place, "a default must be a scalar");
            return None;
        };
        let plain = scalar.plain || (converted.quoted && !converted.json_text);
        let spelled = crate::spec::Scalar { text: scalar.text.clone(), plain };
        Some(default_json(&spelled, &converted.ty))
    }
}

/// The texts of an enum: `enum`, `const`, or a choice between constants. `None` if it is not an enum of texts.
fn texts_listed<'d>(at: &Place<'d>) -> Option<Vec<(Place<'d>, &'d str, Option<String>)>> {
    let text = |place: Place<'d>| place.text().map(|text| (place, text, None));
    if let Some(list) = at.get("enum") {
        let listed = list.items().filter(|item| !item.node.is_null()).map(text).collect::<Option<Vec<_>>>();
        return listed.filter(|listed| !listed.is_empty());
    }
    if let Some(only) = at.get("const") {
        return text(only).map(|only| vec![only]);
    }
    let choice = at.get("oneOf").or_else(|| at.get("anyOf"))?;
    let constants = choice.items().map(|item| {
        let (place, value, _) = text(item.get("const")?)?;
        let doc = item
            .get("description")
            .or_else(|| item.get("title"))
            .and_then(|doc| identifiers::clean(doc.text()?));
        Some((place, value, doc))
    });
    constants.collect::<Option<Vec<_>>>().filter(|listed| !listed.is_empty())
}

fn has_null(at: &Place<'_>) -> bool {
    at.get("enum").is_some_and(|list| list.items().any(|item| item.node.is_null()))
}

fn text_of(levels: &[Place<'_>], key: &str) -> Option<String> {
    levels.iter().find_map(|level| identifiers::clean(level.get(key)?.text()?))
}

fn has(levels: &[Place<'_>], key: &str) -> bool {
    levels.iter().any(|level| level.get(key).and_then(|place| place.boolean()) == Some(true))
}

/// The reason for a field's deprecation; a stock sentence if the document gives none.
pub(super) fn deprecated(levels: &[Place<'_>]) -> Option<String> {
    let marked =
        || has(levels, "deprecated").then(|| "Marked as deprecated in the wallet's document.".to_owned());
    text_of(levels, extension::DEPRECATED).or_else(marked)
}
