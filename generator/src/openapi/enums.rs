//! Enums: `enum`, `const`, or a choice between constants.

use super::identifiers;
use super::pointer::Place;
use super::texts;
use super::types::{Types, Use};
use super::unwrapped::Unwrapped;
use crate::emit::openapi::extension;
use crate::model::names::Named;
use crate::model::{Enum, EnumValue, spelling};
use crate::spec::Span;

/// A value of an enum, and what is said of it.
struct Listed<'d> {
    place: Place<'d>,
    text: &'d str,
    doc: Option<String>,
}

impl<'d> Types<'_, 'd> {
    /// Whether a schema lists texts that can be the values of an enum.
    pub(super) fn is_listed(&mut self, unwrapped: &Unwrapped<'d>) -> bool {
        let listed = self.values(unwrapped);
        listed.iter().any(|value| identifiers::name_problem("an enum's value", value.text).is_none())
    }

    /// The name of the type of an enum.
    pub(super) fn listed(&mut self, unwrapped: &Unwrapped<'d>, used: Use<'_>, doc: Option<String>) -> String {
        let docs = unwrapped.find(extension::VALUE_DOCS);
        let names = unwrapped.find(extension::VALUE_RUST_NAMES);
        let mut values: Vec<EnumValue> = Vec::new();
        for Listed { place, text, doc: own } in self.values(unwrapped) {
            if let Some(problem) = identifiers::name_problem("an enum's value", text) {
                self.notes.add(&place, problem);
            } else if values.iter().all(|value| value.value != text) {
                let doc = docs.as_ref().and_then(|docs| identifiers::clean(docs.get(text)?.text()?)).or(own);
                let rust_name = names.as_ref().and_then(|names| names.get(text));
                let rust_name = identifiers::rust_name(rust_name, Named::Variant, self.notes);
                values.push(EnumValue { value: text.to_owned(), rust_name, doc, span: Span::default() });
            }
        }
        for (value, place) in docs.iter().chain(&names).flat_map(Place::entries) {
            if values.iter().all(|known| known.value != value) {
                self.notes.add(&place, "the enum has no such value");
            }
        }
        spelling::values(&mut values, spelling::numbered_apart);
        let open = unwrapped.find(extension::OPEN).and_then(|place| place.boolean()).unwrap_or_default();
        self.enumeration(unwrapped, used, doc, Enum { values, open })
    }

    /// The values that all schemas list.
    fn values(&mut self, unwrapped: &Unwrapped<'d>) -> Vec<Listed<'d>> {
        let mut known: Option<Vec<Listed<'d>>> = None;
        for level in &unwrapped.levels {
            let Some(listed) = self.texts_listed(level) else { continue };
            let Some(before) = known.take() else {
                known = Some(listed);
                continue;
            };
            let is_in_both = |value: &Listed<'_>| listed.iter().any(|other| other.text == value.text);
            if before.iter().any(is_in_both) {
                known = Some(before.into_iter().filter(is_in_both).collect());
            } else {
                self.notes.add(level, "has no value of another part of the schema, which counts");
                known = Some(before);
            }
        }
        known.unwrap_or_default()
    }

    /// The texts of one schema. `None` if it is not an enum of texts.
    fn texts_listed(&mut self, at: &Place<'d>) -> Option<Vec<Listed<'d>>> {
        let plain = |place: Place<'d>| place.text().map(|text| Listed { place, text, doc: None });
        if let Some(list) = at.get("enum") {
            let listed = list.items().filter(|item| !item.node.is_null()).map(plain);
            return listed.collect::<Option<Vec<_>>>().filter(|listed| !listed.is_empty());
        }
        if let Some(only) = at.get("const") {
            return plain(only).map(|only| vec![only]);
        }
        let choice = at.get("oneOf").or_else(|| at.get("anyOf"))?;
        let constants = choice.items().map(|item| plain(item.get("const")?).map(|value| (item, value)));
        let constants = constants.collect::<Option<Vec<_>>>().filter(|listed| !listed.is_empty())?;
        Some(constants.into_iter().map(|(item, value)| self.described(&item, value)).collect())
    }

    /// A constant with its description. What else is said of it is noted.
    fn described(&mut self, item: &Place<'d>, value: Listed<'d>) -> Listed<'d> {
        let others =
            item.entries().filter(|(key, _)| !matches!(*key, "const" | "title" | "description" | "type"));
        others
            .for_each(|(_, place)| self.notes.add(&place, "a value of an enum has a text, and nothing else"));
        let doc = texts::of_schema(std::slice::from_ref(item), value.text, false, self.notes);
        Listed { doc, ..value }
    }
}
