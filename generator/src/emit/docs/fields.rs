//! Fields of a request or an answer, with those of the objects inside.

use super::html::Html;
use super::prose::{self, Links};
use crate::diagnostics::count;
use crate::emit::rust::limits_in_words;
use crate::model::{Enum, Field, Shape, Type, TypeDef, Version, named};
use std::collections::BTreeMap;

/// Writes the tables of a page. A type is shown once, where it is met first.
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
    pub(super) fn list(&mut self, html: &mut Html, fields: &'a [Field], path: &str) {
        html.element("ul", &[("class", "fields")], |html| {
            fields.iter().for_each(|field| self.field(html, field, path));
        });
    }

    fn field(&mut self, html: &mut Html, field: &'a Field, path: &str) {
        let path = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
        let id = anchor(self.table, &path);
        html.element("li", &[("id", &id)], |html| {
            html.element("div", &[("class", "name")], |html| head(html, field, self.links));
            if field.doc.is_some() || field.deprecated.is_some() {
                html.element("div", &[("class", "about")], |html| about(html, field, self.links));
            }
            if let Some(definition) = named(&field.ty).and_then(|name| self.version.type_named(name)) {
                self.definition(html, definition, &path, &id);
            }
        });
    }

    /// What a named type consists of, or where that is said.
    fn definition(&mut self, html: &mut Html, definition: &'a TypeDef, path: &str, id: &str) {
        if let Some(first) = self.shown.get(&definition.name) {
            let href = format!("#{first}");
            return html.element("div", &[("class", "limits")], |html| {
                html.element("a", &[("href", &href)], |html| {
                    html.text(&format!("{} is described above", definition.name));
                });
            });
        }
        self.shown.insert(definition.name.clone(), id.to_owned());
        match &definition.shape {
            Shape::Object(fields) => html.element("details", &[], |html| {
                html.words("summary", &[], &format!("{}: {}", definition.name, count(fields.len(), "field")));
                self.list(html, fields, path);
            }),
            Shape::Enum(values) => {
                html.element("details", &[], |html| enumeration(html, definition, values, self.links));
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

fn head(html: &mut Html, field: &Field, links: Links<'_>) {
    html.words("code", &[], &field.name);
    html.element("span", &[("class", "type")], |html| {
        html.text(&type_words(&field.ty));
        facts(field).iter().for_each(|fact| prose::line(html, &format!(", {fact}"), links));
    });
    if field.required {
        html.words("span", &[("class", "tag required")], "required");
    }
    if field.deprecated.is_some() {
        html.words("span", &[("class", "tag deprecated")], "deprecated");
    }
    if field.sensitive {
        html.words("span", &[("class", "tag")], "sensitive");
    }
}

fn about(html: &mut Html, field: &Field, links: Links<'_>) {
    if let Some(doc) = &field.doc {
        prose::write(html, doc, links);
    }
    if let Some(why) = &field.deprecated {
        prose::write(html, &format!("Deprecated: {why}"), links);
    }
}

fn enumeration(html: &mut Html, definition: &TypeDef, values: &Enum, links: Links<'_>) {
    let more = if values.open { ", and others" } else { "" };
    let number = count(values.values.len(), "value");
    html.words("summary", &[], &format!("{}: {number}{more}", definition.name));
    html.element("dl", &[("class", "values")], |html| {
        for value in &values.values {
            html.element("dt", &[], |html| html.words("code", &[], &value.value));
            let doc = value.doc.as_deref().unwrap_or_default();
            html.element("dd", &[], |html| prose::line(html, doc, links));
        }
    });
}

/// Everything about a field that is not in its type or its doc, in Markdown.
pub fn facts(field: &Field) -> Vec<String> {
    let mut facts = limits_in_words(&field.ty);
    if field.id {
        facts.push("names the call".to_owned());
    }
    if let Some(condition) = &field.required_when {
        facts.push(format!("required when {}", code(condition)));
    }
    if let Some(group) = &field.one_of {
        facts.push(format!("one of the group {} is required", code(group)));
    }
    if field.json_text {
        facts.push("as JSON inside a text".to_owned());
    }
    if field.quoted {
        facts.push("written as text".to_owned());
    }
    if field.nullable {
        facts.push("may be `null`".to_owned());
    }
    if let Some(default) = &field.default {
        facts.push(format!("{} when left out", code(default)));
    }
    facts
}

/// A text in a code span, unless that would end it.
fn code(text: &str) -> String {
    if text.contains('`') { text.to_owned() } else { format!("`{text}`") }
}

/// `list of Goods`.
pub fn type_words(ty: &Type) -> String {
    match ty {
        Type::Text(_) => "text".to_owned(),
        Type::Url(_) => "URL".to_owned(),
        Type::Integer { .. } => "whole number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Decimal => "decimal number".to_owned(),
        Type::DateTime => "date and time".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Json => "any JSON".to_owned(),
        Type::List { items, .. } => format!("list of {}", type_words(items)),
        Type::Map { values, .. } => format!("map to {}", type_words(values)),
        Type::Named(name) => name.clone(),
    }
}
