//! Bodies as they may be shown: without what the spec calls sensitive.

use super::paths;
use crate::model::{Field, Shape, Type, Version};
use serde_json::Value;

/// What stands in place of a sensitive value.
pub const HIDDEN: &str = crate::emit::HIDDEN;

/// The value with each sensitive field in it replaced by [`HIDDEN`]; `fields` are those of the object.
#[must_use]
pub fn hidden(value: &Value, fields: &[Field], version: &Version) -> Value {
    let mut shown = value.clone();
    hide_object(&mut shown, fields, version);
    shown
}

/// The same for a text, which stays as it is, byte for byte, when nothing in it is sensitive. What is not JSON (XML, a page of a
/// gateway) is hidden as a whole when there is a sensitive field at all: it may be anywhere in it.
pub(super) fn hidden_text(text: &str, fields: &[Field], version: &Version) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => {
            let shown = hidden(&value, fields, version);
            if shown == value { text.to_owned() } else { shown.to_string() }
        }
        Err(_) if !text.is_empty() && paths::has_sensitive(fields, version) => HIDDEN.to_owned(),
        Err(_) => text.to_owned(),
    }
}

fn hide_object(value: &mut Value, fields: &[Field], version: &Version) {
    let Some(object) = value.as_object_mut() else { return };
    for (name, inner) in object {
        let Some(field) = fields.iter().find(|field| field.name == *name) else { continue };
        if field.sensitive && !inner.is_null() {
            *inner = HIDDEN.into();
        } else if field.json_text {
            hide_inside_text(inner, &field.ty, version);
        } else {
            hide(inner, &field.ty, version);
        }
    }
}

fn hide_inside_text(value: &mut Value, ty: &Type, version: &Version) {
    let Some(Ok(inside)) = value.as_str().map(serde_json::from_str::<Value>) else {
        // Some wallets send the value itself.
        return hide(value, ty, version);
    };
    let mut shown = inside.clone();
    hide(&mut shown, ty, version);
    if shown != inside {
        *value = shown.to_string().into();
    }
}

fn hide(value: &mut Value, ty: &Type, version: &Version) {
    match (ty, value) {
        (Type::Named(name), value) => {
            if let Some(Shape::Object(fields)) = version.type_named(name).map(|definition| &definition.shape)
            {
                hide_object(value, fields, version);
            }
        }
        (Type::List { items, .. }, Value::Array(list)) => {
            list.iter_mut().for_each(|item| hide(item, items, version))
        }
        (Type::Map { values, .. }, Value::Object(map)) => {
            map.values_mut().for_each(|inner| hide(inner, values, version));
        }
        _ => {}
    }
}
