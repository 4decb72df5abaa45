//! Converts a schema to a field and its type.

use super::converted::Converted;
use super::formats::has_format;
use super::identifiers;
use super::keywords::{Form, Position, fate};
use super::pointer::Place;
use super::texts;
use super::types::{Types, Use};
use super::unwrap_schema::is_followed;
use super::unwrapped::Unwrapped;
use crate::emit::openapi::extension;
use crate::model::{Comparison, Field, Primitive, Type, default_json};
use crate::spec::Span;

/// The deepest nesting of lists and maps that is imported. More than two have not been seen.
const MAX_NESTING: usize = 16;

impl<'d> Types<'_, 'd> {
    /// The field that a property describes, by all schemas that hold for it; `used` is what an enum in it is named after.
    pub(super) fn field(&mut self, name: &str, places: &[Place<'d>], used: Use<'_>, required: bool) -> Field {
        let unwrapped = self.unwrap_all(places);
        // The description of a named type stays with the type. A named text is not a type in a spec, so its field gets
        // it.
        let levels = match &unwrapped {
            Some(unwrapped) => self.levels_of_use(unwrapped),
            None => places.to_vec(),
        };
        let doc = texts::of_schema(&levels, name, true, self.notes);
        let parts = unwrapped.as_ref().and_then(|unwrapped| self.doc_of_parts(unwrapped, name, 0));
        let doc = texts::joined(doc.into_iter().chain(parts));
        let converted = match &unwrapped {
            Some(unwrapped) => self.convert(unwrapped, used, doc.clone(), 0),
            None => Type::JSON.into(),
        };
        let written = self.written(unwrapped.as_ref());
        Field {
            name: name.to_owned(),
            rust_name: None,
            span: Span::default(),
            required,
            required_when: self.required_when(&levels),
            condition: self.text_of(&levels, extension::CONDITION),
            one_of: self.text_of(&levels, extension::ONE_OF),
            id: has(&levels, extension::ID),
            sensitive: converted.sensitive || has(&levels, extension::SENSITIVE),
            unseen: self.unseen(&levels, &converted.ty, &written, required),
            nullable: converted.nullable,
            default: self.default(&levels, &converted),
            deprecated: deprecated(&levels),
            doc,
            quoted: converted.quoted,
            json_text: converted.json_text,
            written,
            boxed: false,
            ty: converted.ty,
        }
    }

    /// The schemas that speak of a use of a type: where it has a name of its own, not those of the type.
    pub(super) fn levels_of_use(&mut self, unwrapped: &Unwrapped<'d>) -> Vec<Place<'d>> {
        match self.form(unwrapped) {
            Form::Object | Form::Enum => unwrapped.own_levels().to_vec(),
            _ => unwrapped.levels.clone(),
        }
    }

    fn required_when(&mut self, levels: &[Place<'d>]) -> Vec<Comparison> {
        let written = levels.iter().filter_map(|level| level.get(extension::REQUIRED_WHEN));
        let Some(place) = self.notes.first(written) else { return Vec::new() };
        let comparisons = texts::text(&place, self.notes).and_then(|text| Comparison::parse_all(&text));
        comparisons.unwrap_or_else(|| {
            self.notes.add(&place, "should be comparisons, as in `required_when`");
            Vec::new()
        })
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
            Form::Enum => Type::Named(self.listed(unwrapped, used, doc)).into(),
            Form::Map => self.map(unwrapped, used, doc, depth),
            Form::List => {
                let Converted { ty, sensitive, .. } =
                    self.part(unwrapped.find("items").as_ref(), used, doc, depth);
                let list = Type::List { items: Box::new(ty), max: self.max_items(unwrapped) };
                Converted { sensitive, ..list.into() }
            }
            Form::Text => self.text(unwrapped),
            Form::JsonText => self.json_text(unwrapped, used, doc, depth),
            Form::Quoted => Converted { quoted: true, ..self.quoted_type(unwrapped).into() },
            Form::Integer => {
                let (min, max) = self.integer_limits(unwrapped);
                Type::Integer { min, max }.into()
            }
            Form::Primitive(primitive) => Type::Primitive(primitive).into(),
        };
        self.audit_use(unwrapped, form, used.position);
        let marked = ["nullable", extension::NULLABLE].iter().any(|key| has(&unwrapped.levels, key));
        converted.nullable |= marked || unwrapped.nullable || self.kinds(unwrapped).1;
        converted
    }

    /// Notes what is not in the specs. The schemas of an object are judged when its fields are converted.
    fn audit_use(&mut self, unwrapped: &Unwrapped<'d>, form: Form, position: Position) {
        let is_type = matches!(form, Form::Object | Form::Enum);
        for level in unwrapped.own_levels() {
            self.audit(level, form, position);
        }
        for level in unwrapped.type_levels().iter().filter(|_| form != Form::Object) {
            self.audit(level, form, if is_type { Position::Type } else { position });
        }
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
        if self.is_listed(unwrapped) {
            return Form::Enum;
        }
        let (kinds, _) = self.kinds(unwrapped);
        match kinds.as_slice() {
            ["object"] | [] if unwrapped.find("properties").is_some() => Form::Object,
            ["object"] => Form::Map,
            ["array"] => Form::List,
            ["string"] => text_form(unwrapped),
            ["integer"] => Form::Integer,
            [] if unwrapped.find("additionalProperties").is_some_and(|place| place.is_map()) => Form::Map,
            [] if unwrapped.find("items").is_some() => Form::List,
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

    /// The types that all schemas allow, and whether `null` is among them.
    fn kinds(&mut self, unwrapped: &Unwrapped<'d>) -> (Vec<&'d str>, bool) {
        let mut known: Option<Vec<&str>> = None;
        for place in unwrapped.all("type") {
            let mut kinds: Vec<&str> = place.items().filter_map(|item| kind_of(&item)).collect();
            kinds.extend(place.text());
            if kinds.is_empty() {
                self.notes.add(&place, "should be the name of a type, or a list of names");
                continue;
            }
            let both = known.as_ref().map(|known| both(known, &kinds));
            match (both, known.as_ref()) {
                (Some(both), Some(known)) if both.is_empty() => {
                    let known = known.join(", ");
                    self.notes.add(&place, format!("contradicts another part of the schema, {known}"));
                }
                (Some(both), _) => known = Some(both),
                (None, _) => known = Some(kinds),
            }
        }
        let mut kinds = known.unwrap_or_default();
        let nullable = kinds.contains(&"null") || has_null(unwrapped);
        kinds.retain(|kind| *kind != "null");
        (kinds, nullable)
    }

    fn quoted_type(&mut self, unwrapped: &Unwrapped<'d>) -> Type {
        match unwrapped.find(extension::QUOTED).and_then(|place| Primitive::named(place.text()?)) {
            Some(primitive) => Type::Primitive(primitive),
            None => {
                let (min, max) = self.quoted_limits(unwrapped);
                Type::Integer { min, max }
            }
        }
    }

    fn text(&mut self, unwrapped: &Unwrapped<'d>) -> Converted {
        let limits = self.text_limits(unwrapped);
        let is_url = |place: Place<'_>| matches!(place.text(), Some("uri" | "url"));
        let ty = if unwrapped.all("format").any(is_url) { Type::Url(limits) } else { Type::Text(limits) };
        Converted { sensitive: unwrapped.is_password(), ..ty.into() }
    }

    /// Notes the keywords of a schema that are not in the specs.
    pub(super) fn audit(&mut self, level: &Place<'d>, form: Form, position: Position) {
        for (keyword, place) in level.entries() {
            match keyword {
                "oneOf" | "anyOf" if is_followed(level) => {}
                // Specs do not limit further fields; only a schema for them is lost.
                "additionalProperties" if form == Form::Object && !place.is_map() => {}
                "additionalProperties" if form == Form::Map && place.boolean() == Some(false) => {
                    self.notes.add(&place, "a map may have any key; list `keys`, or fields");
                }
                "format" => self.audit_format(&place, form),
                "$defs" | "definitions" => self.unused(&place),
                _ => self.notes.judge(keyword, &place, fate(keyword, form, position)),
            }
        }
    }

    fn audit_format(&mut self, place: &Place<'d>, form: Form) {
        match place.text() {
            Some(format) if has_format(form, format) => {}
            Some(format) if form == Form::Text => {
                self.notes.add(place, format!("the format `{format}` is not checked; imported as text"));
            }
            Some(format) => self.notes.add(place, format!("the format `{format}` is not checked here")),
            None => self.notes.add(place, "should be a text"),
        }
    }

    fn default(&mut self, levels: &[Place<'d>], converted: &Converted) -> Option<String> {
        let place = self.notes.first(levels.iter().filter_map(|level| level.get("default")))?;
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

    fn text_of(&mut self, levels: &[Place<'d>], key: &str) -> Option<String> {
        let place = self.notes.first(levels.iter().filter_map(|level| level.get(key)))?;
        texts::text(&place, self.notes)
    }
}

/// A text as it is, or what is written in it.
fn text_form(unwrapped: &Unwrapped<'_>) -> Form {
    let content = unwrapped.find("contentMediaType").and_then(|place| place.text());
    if content.is_some_and(|media_type| media_type == "application/json" || media_type.ends_with("+json")) {
        return Form::JsonText;
    }
    let is_quotable = |primitive: Primitive| primitive.info().form.is_quotable();
    let kind = unwrapped.find(extension::QUOTED).and_then(|place| place.text());
    if kind.is_some_and(|kind| kind == "integer" || Primitive::named(kind).is_some_and(is_quotable)) {
        return Form::Quoted;
    }
    let moment =
        unwrapped.all("format").find_map(|place| Primitive::in_schema("string", Some(place.text()?)));
    moment.map_or(Form::Text, Form::Primitive)
}

/// The name of a type in a list; `null` may stand there without quotes.
fn kind_of<'d>(item: &Place<'d>) -> Option<&'d str> {
    if item.node.is_null() { Some("null") } else { item.text() }
}

/// The types that two schemas allow. Integers are numbers.
fn both<'d>(one: &[&'d str], other: &[&'d str]) -> Vec<&'d str> {
    let (integer, number) = ("integer", "number");
    let allows =
        |kinds: &[&str], kind: &str| kinds.contains(&kind) || (kind == integer && kinds.contains(&number));
    let all = one.iter().chain(other.iter().filter(|kind| !one.contains(kind)));
    all.copied().filter(|kind| allows(one, kind) && allows(other, kind)).collect()
}

fn has_null(unwrapped: &Unwrapped<'_>) -> bool {
    let mut lists = unwrapped.all("enum").peekable();
    lists.peek().is_some() && lists.all(|list| list.items().any(|item| item.node.is_null()))
}

fn has(levels: &[Place<'_>], key: &str) -> bool {
    levels.iter().any(|level| level.get(key).and_then(|place| place.boolean()) == Some(true))
}

/// The reason for a field's deprecation; a stock sentence if the document gives none.
pub(super) fn deprecated(levels: &[Place<'_>]) -> Option<String> {
    let marked =
        || has(levels, "deprecated").then(|| "Marked as deprecated in the wallet's document.".to_owned());
    let reason = levels.iter().find_map(|level| level.get(extension::DEPRECATED)?.text());
    reason.and_then(identifiers::clean).or_else(marked)
}
