//! Bodies as they may be shown: without what the spec calls sensitive.

use super::body::{exact, rounded};
use super::paths;
use countersign_codegen::model::{Field, Shape, Type, Version};
use countersign_runtime::{Json, json};
use serde_json::Value;

/// What stands in place of a sensitive value.
pub const HIDDEN: &str = countersign_codegen::emit::HIDDEN;

/// The value with each sensitive field in it replaced by [`HIDDEN`]; `fields` are those of the object.
#[must_use]
pub fn hidden(value: &Value, fields: &[Field], version: &Version) -> Value {
    rounded(&hidden_json(&exact(value), fields, version))
}

/// Like [`hidden`], but numbers keep their digits.
pub(super) fn hidden_json(value: &Json, fields: &[Field], version: &Version) -> Json {
    let mut shown = value.clone();
    hide_object(&mut shown, fields, version);
    shown
}

/// The same for a text, which stays as it is, byte for byte, when nothing in it is sensitive. What is not JSON (XML, a page of a
/// gateway) is hidden as a whole when there is a sensitive field at all: it may be anywhere in it.
pub(super) fn hidden_text(text: &str, fields: &[Field], version: &Version) -> String {
    if text.is_empty() || !paths::has_sensitive(fields, version) {
        return text.to_owned();
    }
    match read(text) {
        Some((value, is_whole)) => {
            let shown = hidden_json(&value, fields, version);
            if is_whole && shown == value { text.to_owned() } else { shown.to_string() }
        }
        None => HIDDEN.to_owned(),
    }
}

/// Reads JSON leniently, past text that is not clean. Also returns whether all of the text was kept.
fn read(text: &str) -> Option<(Json, bool)> {
    let (value, violations) = json::read::<Option<Json>>(text.as_bytes()).ok()?;
    Some((value.unwrap_or_default(), violations.is_empty()))
}

fn hide_object(value: &mut Json, fields: &[Field], version: &Version) {
    let Json::Object(object) = value else {
        return hide_whole(value, paths::has_sensitive(fields, version));
    };
    for (name, inner) in object {
        let Some(field) = fields.iter().find(|field| field.name == *name) else { continue };
        if field.json_text {
            hide_inside_text(inner, &field.ty, version);
        } else {
            hide(inner, &field.ty, version);
        }
        hide_whole(inner, field.sensitive);
    }
}

fn hide_whole(value: &mut Json, is_sensitive: bool) {
    if is_sensitive && *value != Json::Null {
        *value = Json::Text(HIDDEN.to_owned());
    }
}

fn hide_inside_text(value: &mut Json, ty: &Type, version: &Version) {
    let Some((inside, is_whole)) = value.as_str().and_then(read) else {
        // Some wallets send the value itself.
        return hide(value, ty, version);
    };
    let mut shown = inside.clone();
    hide(&mut shown, ty, version);
    if shown != inside || (!is_whole && paths::has_sensitive_inside(ty, version)) {
        *value = Json::Text(shown.to_string());
    }
}

/// Hides sensitive values. A value that does not fit a type with sensitive fields is hidden as a whole.
fn hide(value: &mut Json, ty: &Type, version: &Version) {
    match (ty, value) {
        (Type::Named(name), value) => {
            if let Some(Shape::Object(fields)) = version.type_named(name).map(|definition| &definition.shape)
            {
                hide_object(value, fields, version);
            }
        }
        (Type::List { items, .. }, Json::List(list)) => {
            list.iter_mut().for_each(|item| hide(item, items, version))
        }
        // One item where a list is documented: wallets write both.
        (Type::List { items, .. }, value) => hide(value, items, version),
        (Type::Map { values, .. }, Json::Object(map)) => {
            map.values_mut().for_each(|value| hide(value, values, version))
        }
        (Type::Map { values, .. }, value) => hide_whole(value, paths::has_sensitive_inside(values, version)),
        _ => {}
    }
}
