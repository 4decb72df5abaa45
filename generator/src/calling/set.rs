//! Single values of a body, typed by the spec: `paymentAmount.value=100`, `goods[0].name=shoe`.

use super::paths;
use crate::model::{Field, Shape, Type, Version};
use crate::rules::nearest::{listed, nearest};
use serde_json::{Map, Number, Value};
use std::fmt;

/// A value cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetError(String);

impl fmt::Display for SetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SetError {}

/// Sets what `path=value` says, and makes the objects and items on the way.
///
/// The spec says what the value becomes: a text, a number, a boolean, or for an object, list or map what it is as JSON.
/// Inside a field that holds JSON as text the path goes on as if it were an object. An item may be set that is there,
/// or the next one.
///
/// With `lenient`, what the spec does not know is set all the same, as JSON if it is that, else as text.
///
/// # Errors
/// [`SetError`] when the path leads nowhere, or the value is not of the field's type. It never shows the value.
pub fn assign(
    body: &mut Value,
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

/// Removes what is at a path; inside a field that holds JSON as text, too. A field that the spec knows need not be there.
///
/// With `lenient`, a field need not be in the spec either.
///
/// # Errors
/// [`SetError`] when the path leads nowhere.
pub fn remove(
    body: &mut Value,
    written: &str,
    fields: &[Field],
    version: &Version,
    lenient: bool,
) -> Result<(), SetError> {
    let path = path_of(written)?;
    if removed(body, &path) {
        return Ok(());
    }
    // It is not there: is that a slip?
    let setter = Setter { version, text: None, lenient, written };
    setter.object(&mut body.clone(), &path, fields)
}

fn removed(value: &mut Value, path: &[String]) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    match value {
        Value::Object(object) if rest.is_empty() => object.remove(first).is_some(),
        Value::Object(object) => object.get_mut(first).is_some_and(|inner| removed(inner, rest)),
        Value::Array(list) => match first.parse().ok().filter(|at| *at < list.len()) {
            Some(at) if rest.is_empty() => {
                list.remove(at);
                true
            }
            Some(at) => list.get_mut(at).is_some_and(|inner| removed(inner, rest)),
            None => false,
        },
        Value::String(text) => {
            let Ok(mut inside) = serde_json::from_str::<Value>(text) else { return false };
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

    fn object(&self, value: &mut Value, path: &[String], fields: &[Field]) -> Result<(), SetError> {
        let Some((name, rest)) = path.split_first() else { return Ok(()) };
        let Some(field) = fields.iter().find(|field| field.name == *name) else {
            if self.lenient {
                return self.free(value, path);
            }
            let names = || fields.iter().map(|field| field.name.as_str());
            return match nearest(name, names()) {
                Some(near) => self.wrong(format!("there is no field `{name}`; did you mean `{near}`?")),
                None => self.wrong(format!("there is no field `{name}`; there is {}", listed(names()))),
            };
        };
        let slot = object_of(value).entry(name.clone()).or_insert(Value::Null);
        if !field.json_text {
            return self.inside(slot, rest, &field.ty, field.quoted);
        }
        if rest.is_empty() {
            *slot = self.text.into();
            return Ok(());
        }
        let mut inner = slot.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        self.inside(&mut inner, rest, &field.ty, field.quoted)?;
        *slot = inner.to_string().into();
        Ok(())
    }

    fn inside(&self, slot: &mut Value, path: &[String], ty: &Type, quoted: bool) -> Result<(), SetError> {
        let Some((first, rest)) = path.split_first() else {
            *slot = self.typed(ty, quoted)?;
            return Ok(());
        };
        match ty {
            Type::List { items, .. } => {
                self.item(slot, first, rest, |item| self.inside(item, rest, items, quoted))
            }
            Type::Map { values, .. } => {
                let entry = object_of(slot).entry(first.clone()).or_insert(Value::Null);
                self.inside(entry, rest, values, quoted)
            }
            Type::Json => self.free(slot, path),
            Type::Named(name) => match self.version.type_named(name).map(|definition| &definition.shape) {
                Some(Shape::Object(fields)) => self.object(slot, path, fields),
                _ => self.wrong(format!("nothing is inside of an enum, so that `{first}` leads nowhere")),
            },
            _ if self.lenient => self.free(slot, path),
            _ => self.wrong(format!("nothing is inside of a single value, so that `{first}` leads nowhere")),
        }
    }

    fn item(
        &self,
        slot: &mut Value,
        number: &str,
        rest: &[String],
        set: impl FnOnce(&mut Value) -> Result<(), SetError>,
    ) -> Result<(), SetError> {
        let Ok(at) = number.parse::<usize>() else {
            let after = if rest.is_empty() { "" } else { "." };
            return self
                .wrong(format!("this is a list: say which item, as in `[0]{after}`, instead of `{number}`"));
        };
        if !slot.is_array() {
            *slot = Value::Array(Vec::new());
        }
        let Value::Array(list) = slot else { return Ok(()) };
        if at == list.len() && self.text.is_some() {
            list.push(Value::Null);
        }
        let length = list.len();
        match list.get_mut(at) {
            Some(item) => set(item),
            None => self
                .wrong(format!("the list has {length} items so far, so that the next one is `[{length}]`")),
        }
    }

    /// Where the spec says nothing.
    fn free(&self, slot: &mut Value, path: &[String]) -> Result<(), SetError> {
        let Some((first, rest)) = path.split_first() else {
            *slot = self.text.map_or(Value::Null, anything);
            return Ok(());
        };
        match first.parse::<usize>() {
            Ok(_) if !slot.is_object() => self.item(slot, first, rest, |item| self.free(item, rest)),
            _ => self.free(object_of(slot).entry(first.clone()).or_insert(Value::Null), rest),
        }
    }

    fn typed(&self, ty: &Type, quoted: bool) -> Result<Value, SetError> {
        let Some(text) = self.text else { return Ok(Value::Null) };
        let made = match ty {
            Type::Integer { .. } => {
                text.parse::<i64>().map(Value::from).map_err(|_| "a whole number of 64 bits")
            }
            Type::Boolean => text.parse::<bool>().map(Value::from).map_err(|_| "`true` or `false`"),
            Type::Decimal => text.parse::<Number>().map(Value::from).map_err(|_| "a number"),
            Type::Json => Ok(anything(text)),
            Type::List { .. } => {
                json(text, Value::is_array, "a list as JSON, or set its items one by one: `[0]`")
            }
            Type::Map { .. } => {
                json(text, Value::is_object, "an object as JSON, or set its values one by one")
            }
            Type::Named(name) => match self.version.type_named(name).map(|definition| &definition.shape) {
                Some(Shape::Object(_)) => {
                    json(text, Value::is_object, "an object as JSON, or set its fields one by one")
                }
                _ => Ok(text.into()),
            },
            _ => Ok(text.into()),
        };
        match made {
            Ok(value) if quoted && (value.is_number() || value.is_boolean()) => Ok(text.into()),
            Ok(value) => Ok(value),
            Err(_) if self.lenient => Ok(anything(text)),
            Err(wanted) => self.wrong(format!("the value has to be {wanted}")),
        }
    }
}

fn json(text: &str, good: fn(&Value) -> bool, wanted: &'static str) -> Result<Value, &'static str> {
    serde_json::from_str(text).ok().filter(good).ok_or(wanted)
}

/// JSON if it is that, else text.
fn anything(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// The object that a value is, or has become.
fn object_of(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    match value {
        Value::Object(object) => object,
        _ => unreachable!("it was made an object"),
    }
}
