//! The header parameters of an operation.

use super::candidate::Candidate;
use super::fate::Kind;
use super::keywords::{Form, Position};
use super::pointer::Place;
use super::schema::deprecated;
use super::texts;
use super::types::{Types, Use};
use super::unwrapped::Unwrapped;
use crate::emit::openapi::extension;
use crate::model::{Field, Type, names};
use std::collections::BTreeSet;

impl<'d> Types<'_, 'd> {
    /// The headers of an endpoint: texts, each with a name of its own. All others are noted.
    pub(super) fn headers(&mut self, candidate: &Candidate<'d>, stem: &str) -> Vec<Field> {
        let mut taken = BTreeSet::new();
        let mut headers = Vec::new();
        for parameter in &candidate.headers {
            let Some(header) = self.header(parameter, stem) else { continue };
            if taken.insert(names::field(&header)) {
                headers.push(header);
            } else {
                self.notes.add(parameter, format!("`{}` is there already", header.name));
            }
        }
        headers
    }

    fn header(&mut self, parameter: &Place<'d>, stem: &str) -> Option<Field> {
        let name = parameter.get("name")?.text()?.to_owned();
        let Some(schema) = parameter.get("schema") else {
            self.notes.add(parameter, format!("the header `{name}` has no schema"));
            return None;
        };
        let unwrapped = self.unwrap_schema(&schema)?;
        let required = self.notes.flag(parameter, "required");
        let used = Use { owner: stem, field: &name, position: Position::Field };
        let is_text = self.form(&unwrapped) == Form::Text;
        let field = is_text.then(|| self.field(&name, std::slice::from_ref(&schema), used, required));
        let is_plain =
            |field: &Field| matches!(field.ty, Type::Text(_)) && !field.json_text && !field.nullable;
        let Some(field) = field.filter(is_plain) else {
            self.notes.add(parameter, format!("the header `{name}` is not a plain text"));
            return None;
        };
        self.notes.audit(parameter, Kind::Header);
        self.only_of_fields(&unwrapped);
        let said = texts::of_schema(std::slice::from_ref(parameter), &name, false, self.notes);
        let of_schema = field.doc.clone().filter(|doc| said.as_ref() != Some(doc));
        let deprecated = field.deprecated.clone().or_else(|| deprecated(std::slice::from_ref(parameter)));
        Some(Field {
            doc: texts::joined(said.into_iter().chain(of_schema)),
            deprecated,
            required_when: Vec::new(),
            condition: None,
            one_of: None,
            id: false,
            default: None,
            ..field
        })
    }

    /// Notes what a field can have, and a header cannot.
    fn only_of_fields(&mut self, unwrapped: &Unwrapped<'d>) {
        const KEYS: &[&str] = &[
            "default",
            extension::REQUIRED_WHEN,
            extension::CONDITION,
            extension::ONE_OF,
            extension::ID,
            extension::RUST_NAME,
        ];
        for place in KEYS.iter().flat_map(|key| unwrapped.all(key)) {
            self.notes.add(&place, "fields of bodies have it, headers do not");
        }
    }
}
