//! A field in words: its type, and what else is known of it.

use super::code;
use crate::emit::rust::{limits_in_words, unseen_in_words, written_in_words};
use crate::model::{Comparison, Field, Type};

/// Everything about a field that is not in its type or its doc, in Markdown.
pub fn facts(field: &Field) -> Vec<String> {
    let mut facts = limits_in_words(&field.ty);
    facts.extend(unseen_in_words(field));
    facts.extend(written_in_words(field));
    if field.id {
        facts.push("names the call".to_owned());
    }
    if !field.required_when.is_empty() {
        facts.push(format!("required when {}", code(&Comparison::spelled(&field.required_when))));
    }
    if let Some(words) = &field.condition {
        facts.push(format!("needed when {}", words.trim_end_matches('.')));
    }
    if let Some(group) = &field.one_of {
        facts.push(format!("one of the group {} is required", code(group)));
    }
    if let Some(default) = &field.default {
        facts.push(format!("{} when left out", code(default)));
    }
    facts
}

/// `list of Goods`.
pub fn type_words(ty: &Type) -> String {
    match ty {
        Type::Text(_) => "text".to_owned(),
        Type::Url(_) => "URL".to_owned(),
        Type::Integer { .. } => "whole number".to_owned(),
        Type::Primitive(primitive) => primitive.info().words.to_owned(),
        Type::List { items, .. } => format!("list of {}", type_words(items)),
        Type::Map { values, .. } => format!("map to {}", type_words(values)),
        Type::Named(name) => name.clone(),
    }
}
