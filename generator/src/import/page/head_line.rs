//! A field's name with what stands beside it: `deposit Amount object REQUIRED`.

use super::facts::RawField;
use super::fold::fold;
use super::type_text::type_text;
use super::words::{Column, base_type, presence, section};
use regex_lite::Regex;
use std::sync::LazyLock;

/// Signs before a name that show how deep it is.
const MARKS: &[char] = &[
    '└', '├', '─', '│', '┬', '╰', '┗', '┣', '━', '┃', '»', '›', '>', '+', '-', '–', '—', '.', '·', '•', '∟',
    '↳', '「', '|', '⌊', '→', '◦', '▪', '○', '⎿', ' ', '\u{a0}', '\u{3000}', '\u{2003}', '*', '#', '=',
];

/// Splits the signs off the beginning of a name. Returns how many there are, and the rest.
pub(super) fn without_marks(text: &str) -> (usize, &str) {
    let rest = text.trim_start_matches(MARKS);
    let marks = text.strip_suffix(rest).unwrap_or_default();
    (marks.chars().filter(|c| !matches!(c, '*' | '#')).count(), rest)
}

/// Reads a name with what stands beside it. `None` where there is no name, or what follows is no type.
pub(super) fn head_line(line: usize, text: &str) -> Option<RawField> {
    let mut field = named(line, text)?;
    let rest = field.cells.pop().map(|(_, _, rest)| rest).unwrap_or_default();
    if rest.is_empty() {
        return Some(field);
    }
    if presence(&rest).is_some() {
        field.cells.push((Column::Required, line, rest));
        return Some(field);
    }
    if type_text(&rest).is_some() {
        field.cells.push((Column::Type, line, rest));
        return Some(field);
    }
    // `String (64) - REQUIRED`, `String, required`, `(String, required)`.
    let rest = fold(&rest);
    let inner = rest.trim();
    let inner =
        inner.strip_prefix(['(', '[']).and_then(|text| text.strip_suffix([')', ']'])).unwrap_or(inner);
    let parts: Vec<&str> =
        inner.split([',', '|', ';', '·']).flat_map(|part| part.split(" - ")).map(str::trim).collect();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let kind = match part {
            part if presence(part).is_some() => Column::Required,
            part if type_text(part).is_some() => Column::Type,
            part if super::limits::length(part).is_some()
                || super::limits::length_in(part).is_some_and(|found| found.alone) =>
            {
                Column::Length
            }
            _ => return None,
        };
        field.cells.push((kind, line, (*part).to_owned()));
    }
    Some(field)
}

/// A mark behind a name that refers to a footnote: `id[^1]`, `id¹`.
static FOOTNOTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^([A-Za-z0-9_.]+)\s*(?:\[\^\w+\]|\[\d+\]|[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]+|\^\d+)").ok());

/// A field of that name, and as its last cell what stands behind the name.
pub(super) fn named(line: usize, text: &str) -> Option<RawField> {
    let plain = super::document::plain(text);
    let plain =
        FOOTNOTE.as_ref().map_or_else(|| plain.clone(), |mark| mark.replace(&plain, "$1").into_owned());
    let (_, text) = without_marks(plain.trim());
    let path = path(text);
    let text = path.as_deref().unwrap_or(text);
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '$' | '@')))
        .unwrap_or(text.len());
    // `Array[String]` is no name, `goods[].id` is.
    let (name, rest) = (text.get(..end)?, text.get(end..)?.trim());
    let name = &fold(name);
    let name = name.trim_end_matches(['.', '-']);
    if !is_name(name) {
        return None;
    }
    let mut cells = Vec::new();
    let rest = match rest.strip_prefix('*') {
        Some(rest) => {
            cells.push((Column::Required, line, "*".to_owned()));
            rest.trim()
        }
        None => rest,
    };
    let rest = rest.trim_start_matches([':', '：', '-', '–', '—', '|', ',']).trim();
    cells.push((Column::Description, line, rest.to_owned()));
    Some(RawField { name: name.to_owned(), line, cells, unmarked: false })
}

/// `quantity > unit` and `quantity->unit`, with dots. `None` where no such name begins the text.
fn path(text: &str) -> Option<String> {
    let is_part = |part: &str| {
        is_name(part)
            && part.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
            && base_type(part).is_none()
            && presence(part).is_none()
    };
    let mut found: Option<String> = None;
    let mut rest = text;
    loop {
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_$@.[]".contains(c))).unwrap_or(rest.len());
        let (part, behind) = rest.split_at_checked(end)?;
        if !is_part(part) {
            return None;
        }
        let path = found.map_or_else(|| part.to_owned(), |found| format!("{found}.{part}"));
        let behind_sign = behind.trim_start_matches([' ', '\u{a0}']);
        let next = ["->", "=>", ">", "→", "›", "»"].iter().find_map(|sign| behind_sign.strip_prefix(sign));
        match next.map(str::trim_start) {
            Some(next) => (found, rest) = (Some(path), next),
            None => return path.contains('.').then(|| format!("{path}{behind}")),
        }
    }
}

/// Whether a text can be a field's name, or a path of names.
pub(super) fn is_name(text: &str) -> bool {
    let stripped =
        text.replace("[]", "").replace("[0]", "").replace("[*]", "").replace("[n]", "").replace("[i]", "");
    !stripped.is_empty()
        && stripped.len() <= 128
        && stripped.chars().any(char::is_alphabetic)
        && stripped.split('.').all(|part| {
            !part.is_empty()
                && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | '@'))
        })
}

/// Whether a heading without a type can be the name of a field: one word that begins small.
pub(super) fn is_lone_name(field: &RawField, heading: &str) -> bool {
    field.name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_') && section(heading).is_none()
}

/// The head of an item, and what is said behind it.
pub(super) fn split_item(text: &str) -> (String, String) {
    let depth_end = text.find(')').map_or(0, |at| at + 1);
    let start = if text.get(..depth_end).is_some_and(|head| head.contains('(') && !head.contains(':')) {
        depth_end
    } else {
        0
    };
    let rest = text.get(start..).unwrap_or_default();
    let ends = [": ", ". ", " - ", " – ", " — ", "\n"];
    let end = ends.iter().filter_map(|sign| rest.find(sign)).min();
    match end {
        Some(at) => {
            let (head, tail) = text.split_at(start + at);
            (head.to_owned(), tail.trim_start_matches([':', '.', ' ', '-', '–', '—', '\n']).to_owned())
        }
        None => (text.to_owned(), String::new()),
    }
}
