//! Single values of a body, typed by the spec: `paymentAmount.value=100`, `goods[0].name=shoe`.

use super::paths;
use countersign_codegen::diagnostics::{listed, nearest};
use countersign_codegen::model::{Field, JsonForm, Shape, Type, Version};
use countersign_runtime::{Json, JsonNumber};
use std::collections::BTreeMap;
use std::fmt;

/// The error of a value that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetError(String);

impl fmt::Display for SetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SetError {}

/// Applies `path=value` to a body, and creates the objects and items on the way.
///
/// The field's type decides how the value is read: as a text, number or boolean, or as JSON for an object, list or map.
/// `null` sets a nullable field to that, and not to the text. A path continues inside a field that holds JSON as text. An item of a list can be set if it exists or is the next
/// one.
///
/// With `lenient`, fields that the spec does not know are set too: as JSON if the value parses as such, else as text.
///
/// # Errors
/// [`SetError`] when the path leads nowhere, or the value is not of the field's type. It never shows the value.
pub fn assign(
    body: &mut Json,
    assignment: &str,
    fields: &[Field],
    version: &Version,
    lenient: bool,
) -> Result<(), SetError> {
    let (written, text) = assignment
        .split_once('=')
        .ok_or_else(|| SetError(format!("`{}` is not of the form path=value", assignment.escape_debug())))?;
    let path = path_of(written)?;
    let setter = Setter { version, text: Some(text), lenient, written };
    setter.object(body, &path, fields)
}

/// Removes the value at a path, also inside a field that holds JSON as text. A field that the spec knows may be absent.
///
/// With `lenient`, a field need not be in the spec either.
///
/// # Errors
/// [`SetError`] when the path leads nowhere.
pub fn remove(
    body: &mut Json,
    written: &str,
    fields: &[Field],
    version: &Version,
    lenient: bool,
) -> Result<(), SetError> {
    let path = path_of(written)?;
    if removed(body, &path) {
        return Ok(());
    }
    // Nothing was there: an error if the spec does not know the path either.
    let setter = Setter { version, text: None, lenient, written };
    setter.object(&mut body.clone(), &path, fields)
}

fn removed(value: &mut Json, path: &[String]) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    match value {
        Json::Object(object) if rest.is_empty() => object.remove(first).is_some(),
        Json::Object(object) => object.get_mut(first).is_some_and(|inner| removed(inner, rest)),
        Json::List(list) => match first.parse().ok().filter(|at| *at < list.len()) {
            Some(at) if rest.is_empty() => {
                list.remove(at);
                true
            }
            Some(at) => list.get_mut(at).is_some_and(|inner| removed(inner, rest)),
            None => false,
        },
        Json::Text(text) => {
            let Ok(mut inside) = text.parse::<Json>() else { return false };
            let found = removed(&mut inside, path);
            if found {
                *text = inside.to_string();
            }
            found
        }
        _ => false,
    }
}

fn path_of(written: &str) -> Result<Vec<String>, SetError> {
    paths::parsed(written).ok_or_else(|| {
        let shown = written.escape_debug();
        SetError(format!("`{shown}` is not a path; write names with dots, and items as in `goods[0].name`"))
    })
}

struct Setter<'a> {
    version: &'a Version,
    /// `None` when only the path matters.
    text: Option<&'a str>,
    lenient: bool,
    /// The whole path, for messages.
    written: &'a str,
}

impl Setter<'_> {
    fn wrong<T>(&self, what: impl fmt::Display) -> Result<T, SetError> {
        Err(SetError(format!("`{}`: {what}", self.written.escape_debug())))
    }

    fn object(&self, value: &mut Json, path: &[String], fields: &[Field]) -> Result<(), SetError> {
        let Some((name, rest)) = path.split_first() else { return Ok(()) };
        let Some(field) = fields.iter().find(|field| field.name == *name) else {
            if self.lenient {
                return self.free(value, path);
            }
            let names = || fields.iter().map(|field| field.name.as_str());
            return match nearest(name, names()) {
                Some(near) => self.wrong(format!("there is no field `{name}`; did you mean `{near}`?")),
                None => self.wrong(format!("there is no field `{name}`; known fields: {}", listed(names()))),
            };
        };
        let slot = object_of(value).entry(name.clone()).or_insert(Json::Null);
        if rest.is_empty() && field.nullable && self.text == Some("null") {
            *slot = Json::Null;
            return Ok(());
        }
        if !field.json_text {
            return self.inside(slot, rest, &field.ty, field.quoted);
        }
        if rest.is_empty() {
            *slot = self.text.map_or(Json::Null, text_of);
            return Ok(());
        }
        let mut inner = slot.as_str().and_then(|text| text.parse().ok()).unwrap_or_default();
        self.inside(&mut inner, rest, &field.ty, field.quoted)?;
        *slot = Json::Text(inner.to_string());
        Ok(())
    }

    fn inside(&self, slot: &mut Json, path: &[String], ty: &Type, quoted: bool) -> Result<(), SetError> {
        let Some((first, rest)) = path.split_first() else {
            *slot = self.typed(ty, quoted)?;
            return Ok(());
        };
        match ty {
            Type::List { items, .. } => {
                self.item(slot, first, rest, |item| self.inside(item, rest, items, quoted))
            }
            Type::Map { values, .. } => {
                let entry = object_of(slot).entry(first.clone()).or_insert(Json::Null);
                self.inside(entry, rest, values, quoted)
            }
            &Type::JSON => self.free(slot, path),
            Type::Named(name) => match self.version.type_named(name).map(|definition| &definition.shape) {
                Some(Shape::Object(fields)) => self.object(slot, path, fields),
                _ => self.wrong(format!("an enum has no fields, so there is no `{first}`")),
            },
            _ if self.lenient => self.free(slot, path),
            _ => self.wrong(format!("a single value has no fields, so there is no `{first}`")),
        }
    }

    fn item(
        &self,
        slot: &mut Json,
        number: &str,
        rest: &[String],
        set: impl FnOnce(&mut Json) -> Result<(), SetError>,
    ) -> Result<(), SetError> {
        let Ok(at) = number.parse::<usize>() else {
            let after = if rest.is_empty() { "" } else { "." };
            return self
                .wrong(format!("this is a list: give an index, as in `[0]{after}`, instead of `{number}`"));
        };
        if !matches!(slot, Json::List(_)) {
            *slot = Json::List(Vec::new());
        }
        let Json::List(list) = slot else { return Ok(()) };
        if at == list.len() && self.text.is_some() {
            list.push(Json::Null);
        }
        let length = list.len();
        match list.get_mut(at) {
            Some(item) => set(item),
            None if self.text.is_none() => self.wrong(format!("there is no item `[{at}]`")),
            None => self.wrong(format!("the next item of the list is `[{length}]`")),
        }
    }

    /// Sets a value that the spec says nothing about.
    fn free(&self, slot: &mut Json, path: &[String]) -> Result<(), SetError> {
        let Some((first, rest)) = path.split_first() else {
            *slot = self.text.map_or(Json::Null, anything);
            return Ok(());
        };
        match first.parse::<usize>() {
            Ok(_) if !matches!(slot, Json::Object(_)) => {
                self.item(slot, first, rest, |item| self.free(item, rest))
            }
            _ => self.free(object_of(slot).entry(first.clone()).or_insert(Json::Null), rest),
        }
    }

    fn typed(&self, ty: &Type, quoted: bool) -> Result<Json, SetError> {
        let Some(text) = self.text else { return Ok(Json::Null) };
        let made = match ty {
            Type::Integer { .. } => text.parse::<i64>().map(integer).map_err(|_| "a 64-bit integer"),
            Type::Primitive(primitive) => match primitive.info().form {
                JsonForm::Boolean => text.parse().map(Json::Boolean).map_err(|_| "`true` or `false`"),
                JsonForm::Number => text.parse::<JsonNumber>().map(Json::Number).map_err(|_| "a number"),
                JsonForm::Text => Ok(text_of(text)),
                JsonForm::Any => Ok(anything(text)),
            },
            Type::List { .. } => json(text, is_list, "a list as JSON, or set its items one by one: `[0]`"),
            Type::Map { .. } => json(text, is_object, "an object as JSON, or set its values one by one"),
            Type::Named(name) => match self.version.type_named(name).map(|definition| &definition.shape) {
                Some(Shape::Object(_)) => {
                    json(text, is_object, "an object as JSON, or set its fields one by one")
                }
                _ => Ok(text_of(text)),
            },
            _ => Ok(text_of(text)),
        };
        match made {
            Ok(Json::Number(_) | Json::Boolean(_)) if quoted => Ok(text_of(text)),
            Ok(value) => Ok(value),
            Err(_) if self.lenient => Ok(anything(text)),
            Err(wanted) => self.wrong(format!("the value must be {wanted}")),
        }
    }
}

fn json(text: &str, good: fn(&Json) -> bool, wanted: &'static str) -> Result<Json, &'static str> {
    text.parse().ok().filter(good).ok_or(wanted)
}

fn is_list(json: &Json) -> bool {
    matches!(json, Json::List(_))
}

fn is_object(json: &Json) -> bool {
    matches!(json, Json::Object(_))
}

fn text_of(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn integer(number: i64) -> Json {
    number.to_string().parse().map_or(Json::Null, Json::Number)
}

/// Reads JSON; anything else becomes text.
fn anything(text: &str) -> Json {
    text.parse().unwrap_or_else(|_| text_of(text))
}

/// Returns the value as an object; replaces anything else by an empty one.
fn object_of(value: &mut Json) -> &mut BTreeMap<String, Json> {
    if !matches!(value, Json::Object(_)) {
        *value = Json::Object(BTreeMap::new());
    }
    match value {
        Json::Object(object) => object,
        _ => unreachable!("it was made an object"),
    }
}
