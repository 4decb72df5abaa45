//! Fields of a request or a response, with those of the objects inside.

use super::prose::{Links, line, prose};
use crate::diagnostics::count;
use crate::emit::reference::{facts, type_words};
use crate::model::{Enum, Field, Shape, TypeDef, Version, named};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The tables of a page. A type is shown once, where it is met first.
pub(super) struct Fields<'a> {
    pub(super) version: &'a Version,
    pub(super) links: Links<'a>,
    /// The types that are on the page already, and where.
    pub(super) shown: BTreeMap<String, String>,
    /// Begins the ids of this table: `request`.
    pub(super) table: &'static str,
}

impl<'a> Fields<'a> {
    /// A list of fields. `path` leads to the object that they are in.
    pub(super) fn list(&mut self, fields: &'a [Field], path: &str) -> Markup {
        html! {
            ul class="fields" { "\n" @for field in fields { (self.field(field, path)) } }
        }
    }

    fn field(&mut self, field: &'a Field, path: &str) -> Markup {
        let path = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
        let id = anchor(self.table, &path);
        let definition = named(&field.ty).and_then(|name| self.version.type_named(name));
        html! {
            li id=(id) {
                div class="name" { (head(field, self.links)) }
                @if field.doc.is_some() || field.deprecated.is_some() {
                    div class="about" { (about(field, self.links)) }
                }
                @if let Some(definition) = definition { (self.definition(definition, &path, &id)) }
            } "\n"
        }
    }

    /// What a named type consists of, or where that is said.
    fn definition(&mut self, definition: &'a TypeDef, path: &str, id: &str) -> Markup {
        if let Some(first) = self.shown.get(&definition.name) {
            return html! {
                div class="limits" { a href={ "#" (first) } { (definition.name) " is described above" } }
            };
        }
        self.shown.insert(definition.name.clone(), id.to_owned());
        html! {
            details {
                @match &definition.shape {
                    Shape::Object(fields) => {
                        summary {
                            (definition.name) ": " (count(fields.len(), "field"))
                            @if definition.additional { ", and others" }
                        }
                        (self.list(fields, path))
                    }
                    Shape::Enum(values) => (enumeration(definition, values, self.links)),
                }
            }
        }
    }
}

/// The id of a field on its page.
pub(super) fn anchor(table: &str, path: &str) -> String {
    let spelled = |c: char| match c {
        c if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') => c.to_string(),
        c => format!("_x{:x}_", u32::from(c)),
    };
    format!("{table}-{}", path.chars().map(spelled).collect::<String>())
}

fn head(field: &Field, links: Links<'_>) -> Markup {
    html! {
        code { (field.name) }
        span class="type" {
            (type_words(&field.ty))
            @for fact in facts(field) { (line(&format!(", {fact}"), links)) }
        }
        @if field.required { span class="tag required" { "required" } }
        @if field.deprecated.is_some() { span class="tag deprecated" { "deprecated" } }
        @if field.sensitive { span class="tag" { "sensitive" } }
    }
}

fn about(field: &Field, links: Links<'_>) -> Markup {
    html! {
        @if let Some(doc) = &field.doc { (prose(doc, links)) }
        @if let Some(why) = &field.deprecated { (prose(&format!("Deprecated: {why}"), links)) }
    }
}

fn enumeration(definition: &TypeDef, values: &Enum, links: Links<'_>) -> Markup {
    html! {
        summary {
            (definition.name) ": " (count(values.values.len(), "value"))
            @if values.open { ", and others" }
        }
        dl class="values" { "\n"
            @for value in &values.values {
                dt { code { (value.value) } }
                dd { (line(value.doc.as_deref().unwrap_or_default(), links)) } "\n"
            }
        }
    }
}
