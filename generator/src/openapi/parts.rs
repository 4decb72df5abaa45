//! Types within types: the items of lists, the values of maps, JSON inside texts.

use super::converted::Converted;
use super::identifiers;
use super::keywords::{Form, Position};
use super::pointer::Place;
use super::texts;
use super::types::{Types, Use};
use super::unwrapped::Unwrapped;
use crate::model::{KeyLimits, TextLimits, Type};

/// Lists and maps within each other whose texts are looked for.
const MAX_DOCS: usize = 16;

impl<'d> Types<'_, 'd> {
    /// What is said of the items of a list or the values of a map: specs have texts of fields only.
    pub(super) fn doc_of_parts(
        &mut self,
        unwrapped: &Unwrapped<'d>,
        name: &str,
        depth: usize,
    ) -> Option<String> {
        let (keyword, words) = match self.form(unwrapped) {
            Form::List => ("items", "Each item"),
            Form::Map => ("additionalProperties", "Each value"),
            Form::JsonText => ("contentSchema", "Inside"),
            _ => return None,
        };
        let part = unwrapped.find(keyword).filter(|part| part.is_map() && depth < MAX_DOCS)?;
        let part = self.unwrap_schema(&part)?;
        // An object without a name of its own is a type all the same.
        let is_object = self.form(&part) == Form::Object && part.name.is_none();
        let levels = if is_object { Vec::new() } else { self.levels_of_use(&part) };
        let own = texts::of_schema(&levels, name, true, self.notes).map(|text| format!("{words}: {text}"));
        let inner = self.doc_of_parts(&part, name, depth + 1);
        texts::joined(own.into_iter().chain(inner))
    }

    /// The type of a list's items or a map's values. When they are sensitive, the field that holds them is.
    pub(super) fn part(
        &mut self,
        place: Option<&Place<'d>>,
        used: Use<'_>,
        doc: Option<String>,
        depth: usize,
    ) -> Converted {
        let Some(place) = place else { return Type::JSON.into() };
        let Some(unwrapped) = self.unwrap_schema(place) else { return Type::JSON.into() };
        let used = Use { position: Position::Part, ..used };
        let converted = self.convert(&unwrapped, used, doc, depth + 1);
        let lost = [
            (converted.quoted, "numbers and booleans that are written as text"),
            (converted.json_text, "JSON inside a text"),
            (converted.nullable, "`null`"),
        ];
        self.no_length(&unwrapped);
        for (_, what) in lost.iter().filter(|(lost, _)| *lost) {
            self.notes.add(
                place,
                format!("{what}: only fields can have it, not the items of a list or values of a map"),
            );
        }
        let text = || Type::Text(TextLimits::default());
        let ty = if converted.quoted || converted.json_text { text() } else { converted.ty };
        Converted { sensitive: converted.sensitive, ..ty.into() }
    }

    /// Notes the length of a date, an enum and the like where no field is that could have it.
    fn no_length(&mut self, unwrapped: &Unwrapped<'d>) {
        if self.written(Some(unwrapped)) != TextLimits::default() {
            for place in unwrapped.all("maxLength").chain(unwrapped.all("minLength")) {
                self.notes.add(&place, "only fields have a length, or texts in a list or map");
            }
        }
    }

    pub(super) fn map(
        &mut self,
        unwrapped: &Unwrapped<'d>,
        used: Use<'_>,
        doc: Option<String>,
        depth: usize,
    ) -> Converted {
        let values = unwrapped.find("additionalProperties").filter(|place| place.is_map());
        let Converted { ty, sensitive, .. } = self.part(values.as_ref(), used, doc, depth);
        let keys = KeyLimits {
            allowed: self.keys(unwrapped),
            max_entries: self.max_entries(unwrapped),
            max_length: self.max_key_length(unwrapped),
        };
        Converted { sensitive, ..Type::Map { values: Box::new(ty), keys }.into() }
    }

    /// The only keys that a map may have.
    fn keys(&mut self, unwrapped: &Unwrapped<'d>) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for allowed in unwrapped.all("propertyNames").take(1) {
            for key in self.notes.list(&allowed, "enum") {
                let Some(text) = key.scalar().map(|scalar| &scalar.text) else {
                    self.notes.add(&key, "a key is a text");
                    continue;
                };
                match identifiers::name_problem("a map's key", text) {
                    Some(problem) => self.notes.add(&key, problem),
                    None if keys.contains(text) => {}
                    None => keys.push(text.clone()),
                }
            }
            for (key, place) in
                allowed.entries().filter(|(key, _)| !matches!(*key, "enum" | "type" | "maxLength"))
            {
                self.notes.add(&place, format!("`{key}` of `propertyNames` is not checked"));
            }
        }
        for other in unwrapped.all("propertyNames").skip(1) {
            self.notes.add(&other, "only the keys of one schema are checked");
        }
        keys
    }

    pub(super) fn json_text(
        &mut self,
        unwrapped: &Unwrapped<'d>,
        used: Use<'_>,
        doc: Option<String>,
        depth: usize,
    ) -> Converted {
        let inner = unwrapped.find("contentSchema").and_then(|place| self.unwrap_schema(&place));
        let used = Use { position: Position::Part, ..used };
        let inner = inner.map(|inner| {
            self.no_length(&inner);
            self.convert(&inner, used, doc, depth + 1)
        });
        let inner = inner.unwrap_or_else(|| Type::JSON.into());
        let sensitive = unwrapped.is_password() || inner.sensitive;
        Converted { json_text: true, quoted: inner.quoted, sensitive, ..inner.ty.into() }
    }
}
