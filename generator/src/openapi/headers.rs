//! The header parameters of an operation.

use super::candidate::Candidate;
use super::identifiers;
use super::keywords::Form;
use super::pointer::Place;
use super::schema::deprecated;
use super::types::{Types, Use};
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
        let unwrapped = self.unwrap_schema(&schema);
        let is_text = unwrapped.is_some_and(|unwrapped| self.form(&unwrapped) == Form::Text);
        let required = self.notes.flag(parameter, "required");
        let field = is_text.then(|| self.field(&name, &schema, Use { owner: stem, field: &name }, required));
        let is_plain =
            |field: &Field| matches!(field.ty, Type::Text(_)) && !field.json_text && !field.nullable;
        let Some(field) = field.filter(is_plain) else {
            self.notes.add(parameter, format!("the header `{name}` is not a plain text"));
            return None;
        };
        let said = parameter.get("description").and_then(|place| identifiers::clean(place.text()?));
        let deprecated = field.deprecated.clone().or_else(|| deprecated(std::slice::from_ref(parameter)));
        let doc = said.or_else(|| field.doc.clone());
        Some(Field {
            doc,
            deprecated,
            required_when: Vec::new(),
            condition: None,
            one_of: None,
            id: false,
            default: None,
            ..field
        })
    }
}
