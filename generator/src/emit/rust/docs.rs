//! Docs: the spec's own words, and the facts.

use proc_macro2::TokenStream;
use quote::quote;

use super::field_type::Direction;
pub(super) use super::markdown::{code, markdown};
use crate::model::{Comparison, Field, TextLimits, Type};

/// `#[doc]` attributes, one for each line.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote! { #(#[doc = #lines])* }
}

/// A paragraph or more, and what follows, with blank lines between them.
pub(super) fn paragraphs<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in parts.into_iter().flatten() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(markdown(text));
    }
    lines
}

/// `#[deprecated(note = ..)]`. rustdoc reads the note as Markdown, too.
pub(super) fn deprecated(why: &str) -> TokenStream {
    let note = markdown(why).join(" ");
    quote! { #[deprecated(note = #note)] }
}

/// Doc and name of a field that the struct of the required ones has as well, where its facts are.
pub(super) fn required_field(field: &Field) -> Vec<String> {
    lines(field, &format!("{}.", code(&field.name)))
}

/// Doc and facts of a field, in one paragraph where the doc is one. What its type says is not repeated: what is hidden in `Debug`,
/// and optional.
pub(super) fn field(field: &Field, direction: Direction) -> Vec<String> {
    lines(field, &facts(field, direction))
}

fn lines(field: &Field, facts: &str) -> Vec<String> {
    let deprecated = field.deprecated.as_deref().map(|why| format!("Deprecated: {why}"));
    let mut lines = paragraphs([field.doc.as_deref(), deprecated.as_deref()]);
    let begins_item = |line: &String| {
        line.starts_with("- ") || line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(". ")
    };
    if lines.iter().any(|line| line.is_empty() || line.starts_with("```") || begins_item(line)) {
        lines.push(String::new());
    }
    let facts = markdown(facts);
    match (lines.last_mut(), facts.as_slice()) {
        (Some(last), [only]) if !last.is_empty() && last.len() + only.len() < LINE => {
            last.push(' ');
            last.push_str(only);
        }
        _ => lines.extend(facts),
    }
    lines
}

/// The characters of a line, without its indent and `///`.
const LINE: usize = 92;

/// `` Sets `partnerId`, one of its group is required. `` What its type says stands at the field.
pub(super) fn sets(field: &Field) -> String {
    let facts: Vec<String> =
        [code(&field.name)].into_iter().chain(needs(field)).chain(default(field)).collect();
    format!("Sets {}.", facts.join(", "))
}

/// When a field is needed that is not always required.
fn needs(field: &Field) -> Vec<String> {
    let mut needs = Vec::new();
    if !field.required_when.is_empty() {
        needs.push(format!("required when {}", code(&Comparison::spelled(&field.required_when))));
    }
    if let Some(words) = &field.condition {
        needs.push(format!("needed when {}", words.trim_end_matches('.')));
    }
    if field.one_of.is_some() {
        needs.push("one of its group is required".to_owned());
    }
    needs
}

fn default(field: &Field) -> Option<String> {
    field.default.as_ref().map(|default| format!("{} when left out", code(default)))
}

/// `` `partnerId`, required, at most 32 characters. ``
fn facts(field: &Field, direction: Direction) -> String {
    let mut facts = vec![code(&field.name)];
    if field.required {
        facts.push("required".to_owned());
    }
    facts.extend(needs(field));
    facts.extend(limits(&field.ty));
    // What is received is read whatever the table says.
    if direction == Direction::Sent {
        facts.extend(unseen(field));
    }
    facts.extend(written(field));
    facts.extend(default(field));
    facts.join(", ") + "."
}

/// How a value is written on the wire where that is not what its type says, in words.
pub(crate) fn written(field: &Field) -> Vec<String> {
    let ways = [
        field.json_text.then_some("as JSON inside a text"),
        field.quoted.then_some("written as text"),
        field.nullable.then_some("may be `null`"),
    ];
    let ways = ways.into_iter().flatten().map(str::to_owned);
    text_limits(&field.written).into_iter().chain(ways).collect()
}

/// What the wallet's table did not show of a field, in words.
pub(crate) fn unseen(field: &Field) -> Vec<String> {
    let length = field.unseen.max_length.then_some("length not stated");
    let required = field.unseen.required.then_some("perhaps required");
    length.into_iter().chain(required).map(str::to_owned).collect()
}

/// What a type allows, in words.
pub(crate) fn limits(ty: &Type) -> Vec<String> {
    match ty {
        Type::Text(limits) => text_limits(limits),
        Type::Url(limits) => [vec!["a URL".to_owned()], text_limits(limits)].concat(),
        Type::Integer { min: Some(min), max: Some(max) } => vec![format!("from {min} to {max}")],
        Type::Integer { min: Some(min), max: None } => vec![format!("at least {min}")],
        Type::Integer { min: None, max: Some(max) } => vec![format!("at most {max}")],
        Type::List { items, max } => {
            let count = max.map(|max| format!("at most {max} items"));
            count.into_iter().chain(limits(items).into_iter().map(|limit| format!("each {limit}"))).collect()
        }
        Type::Map { values, keys } => {
            let named = (!keys.allowed.is_empty()).then(|| {
                let keys: Vec<_> = keys.allowed.iter().map(|key| code(key)).collect();
                format!("with the keys {}", keys.join(", "))
            });
            let entries = keys.max_entries.map(|max| format!("at most {max} entries"));
            let length = keys.max_length.map(|max| format!("each key at most {max} characters"));
            [named, entries, length]
                .into_iter()
                .flatten()
                .chain(limits(values).into_iter().map(|limit| format!("each value {limit}")))
                .collect()
        }
        Type::Integer { min: None, max: None } | Type::Primitive(_) | Type::Named(_) => Vec::new(),
    }
}

fn text_limits(limits: &TextLimits) -> Vec<String> {
    let mut words = Vec::new();
    match (limits.min, limits.max) {
        (0, Some(max)) => words.push(format!("at most {max} characters")),
        (0, None) => {}
        (min, Some(max)) => words.push(format!("from {min} to {max} characters")),
        (min, None) => words.push(format!("at least {min} characters")),
    }
    if let Some(pattern) = &limits.pattern {
        words.push(format!("matching {}", code(pattern)));
    }
    if !limits.forbidden_chars.is_empty() {
        let characters: Vec<String> = limits.forbidden_chars.chars().map(|c| code(&c.to_string())).collect();
        words.push(format!("without {}", characters.join(" ")));
    }
    words
}
