//! The order of the keys in examples: that of the table. A JSON value itself has none.

use crate::model::{Field, Shape, Type, Version};
use serde_json::{Map, Value};

/// The entries of an object in the order of its fields, each with its field; `result` first, unknown ones last.
pub(crate) fn ordered<'v, 'f>(
    object: &'v Map<String, Value>,
    fields: &'f [Field],
) -> Vec<(&'v str, &'v Value, Option<&'f Field>)> {
    let listed = fields.iter().filter_map(|field| {
        let (name, value) = object.get_key_value(&field.name)?;
        Some((name.as_str(), value, Some(field)))
    });
    let unlisted = |first: bool| {
        let unknown = object.iter().filter(|(name, _)| fields.iter().all(|field| field.name != **name));
        unknown
            .filter(move |(name, _)| (*name == "result") == first)
            .map(|(name, value)| (name.as_str(), value, None))
    };
    unlisted(true).chain(listed).chain(unlisted(false)).collect()
}

/// The fields of the objects that a value of this type consists of.
pub(crate) fn fields_of<'a>(ty: Option<&Type>, version: &'a Version) -> &'a [Field] {
    let name = match ty {
        Some(Type::Named(name)) => name,
        _ => return &[],
    };
    match version.type_named(name).map(|definition| &definition.shape) {
        Some(Shape::Object(fields)) => fields,
        _ => &[],
    }
}

/// The type of what a list or map holds.
pub(crate) fn part(ty: Option<&Type>) -> Option<&Type> {
    match ty {
        Some(Type::List { items: part, .. } | Type::Map { values: part, .. }) => Some(part),
        _ => None,
    }
}
