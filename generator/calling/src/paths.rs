//! Paths into a body: `order.goods[2].goodsName`.

use countersign_codegen::emit::HIDDEN;
use countersign_codegen::model::{self, Field, Shape, Type, Version};
use std::collections::HashSet;

/// As people write it.
pub(super) fn shown(path: &[String]) -> String {
    let mut shown = String::new();
    for part in path {
        if part.bytes().all(|byte| byte.is_ascii_digit()) && !shown.is_empty() {
            shown.push_str(&format!("[{part}]"));
        } else {
            let dot = if shown.is_empty() { "" } else { "." };
            shown.push_str(&format!("{dot}{part}"));
        }
    }
    shown
}

/// From what people write: `None` when a bracket or a name is missing.
pub(super) fn parsed(written: &str) -> Option<Vec<String>> {
    let mut path = Vec::new();
    for part in written.split('.') {
        let (name, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
        if name.is_empty() {
            return None;
        }
        path.push(name.to_owned());
        let mut rest = indices;
        while !rest.is_empty() {
            let (number, after) = rest.strip_prefix('[')?.split_once(']')?;
            number.parse::<usize>().ok()?;
            path.push(number.to_owned());
            rest = after;
        }
    }
    Some(path)
}

/// Whether a value there must not be shown: its field, or one around it, is sensitive.
pub(super) fn is_sensitive(path: &[String], fields: &[Field], version: &Version) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    let Some(field) = fields.iter().find(|field| field.name == *first) else { return false };
    field.sensitive || is_sensitive_inside(rest, &field.ty, version)
}

fn is_sensitive_inside(path: &[String], ty: &Type, version: &Version) -> bool {
    match (ty, path) {
        (Type::List { items: inner, .. } | Type::Map { values: inner, .. }, [_, rest @ ..]) => {
            is_sensitive_inside(rest, inner, version)
        }
        (Type::Named(name), _) => match version.type_named(name).map(|definition| &definition.shape) {
            Some(Shape::Object(fields)) => is_sensitive(path, fields, version),
            _ => false,
        },
        _ => false,
    }
}

/// Hides the parts of a path that are data: keys inside of a sensitive value, and names that its type does not have.
pub(super) fn without_data(path: &[String], fields: &[Field], version: &Version) -> Vec<String> {
    let mut seen = path.to_vec();
    hide_names(&mut seen, fields, version, false);
    seen
}

fn hide_names(path: &mut [String], fields: &[Field], version: &Version, is_sensitive: bool) {
    let Some((first, rest)) = path.split_first_mut() else { return };
    match fields.iter().find(|field| field.name == *first) {
        Some(field) => hide_keys(rest, &field.ty, version, is_sensitive || field.sensitive),
        None if is_sensitive => hide_all(path),
        None => {}
    }
}

fn hide_keys(path: &mut [String], ty: &Type, version: &Version, is_sensitive: bool) {
    let Some((first, rest)) = path.split_first_mut() else { return };
    match ty {
        Type::List { items, .. } => hide_keys(rest, items, version, is_sensitive),
        Type::Map { values, .. } => {
            if is_sensitive {
                HIDDEN.clone_into(first);
            }
            hide_keys(rest, values, version, is_sensitive);
        }
        Type::Named(name) => {
            if let Some(Shape::Object(fields)) = version.type_named(name).map(|definition| &definition.shape)
            {
                hide_names(path, fields, version, is_sensitive);
            }
        }
        _ if is_sensitive => hide_all(path),
        _ => {}
    }
}

fn hide_all(path: &mut [String]) {
    path.iter_mut().for_each(|part| HIDDEN.clone_into(part));
}

/// Whether there is a field, at any depth, whose value must not be shown.
pub(super) fn has_sensitive(fields: &[Field], version: &Version) -> bool {
    let mut open: Vec<&[Field]> = vec![fields];
    let mut seen = HashSet::new();
    while let Some(fields) = open.pop() {
        if fields.iter().any(|field| field.sensitive) {
            return true;
        }
        // A type may contain itself.
        let names =
            fields.iter().filter_map(|field| model::named(&field.ty)).filter(|name| seen.insert(*name));
        open.extend(names.filter_map(|name| fields_of(name, version)));
    }
    false
}

/// The same for what is in a value of a type.
pub(super) fn has_sensitive_inside(ty: &Type, version: &Version) -> bool {
    let fields = model::named(ty).and_then(|name| fields_of(name, version));
    fields.is_some_and(|fields| has_sensitive(fields, version))
}

fn fields_of<'a>(name: &str, version: &'a Version) -> Option<&'a [Field]> {
    match &version.type_named(name)?.shape {
        Shape::Object(fields) => Some(fields),
        Shape::Enum(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        for written in ["a", "a.b", "a[0].b", "a[1][2].c"] {
            assert_eq!(shown(&parsed(written).expect(written)), written);
        }
        for bad in ["", ".a", "a.", "a[", "a[x]", "a[0", "a[0]b", "[0]", "a[-1]"] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }
}
