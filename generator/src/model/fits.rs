//! Whether a JSON value is what a table of fields says.
//!
//! Strict, as for what is sent: what the table does not say does not fit.

use super::{
    Comparison, Endpoint, Enum, Field, JsonForm, KeyLimits, Primitive, Shape, TextLimits, Type, TypeDef,
    Version,
};
use crate::diagnostics::count;
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// Something about a value that the table does not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The names and numbers that lead to it, outermost first.
    pub path: Vec<String>,
    /// What is wrong, with the limit and the value.
    pub message: String,
    /// The message repeats the value, or a part of it.
    pub quotes_value: bool,
    /// In what way it is not as the table says.
    pub kind: MisfitKind,
}

/// In what way a value is not as its table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MisfitKind {
    /// A wrong value.
    Value,
    /// A field that is in no table; its value may be fine.
    UnknownField,
    /// A required field is missing.
    Missing,
    /// Of these fields, one is required, and all are missing.
    NoneOf(Vec<String>),
}

/// Of unknown fields, and of all else that is wrong, more are not noted: whoever sends so many has not read the table.
const MOST: usize = 1000;

/// The deepest path into which texts with JSON in them are read.
const MAX_DEPTH: usize = 127;

/// All that is wrong with an object, judged by its fields: the first thousand unknown ones, and a thousand others.
#[must_use]
pub fn misfits(value: &Value, fields: &[Field], version: &Version) -> Vec<Misfit> {
    object_misfits(value, fields, false, version)
}

/// All that is wrong with the body of a request, as [`misfits`] has it. Further fields are fine where the request has them.
#[must_use]
pub fn request_misfits(value: &Value, endpoint: &Endpoint, version: &Version) -> Vec<Misfit> {
    object_misfits(value, &endpoint.request, endpoint.additional_request, version)
}

fn object_misfits(value: &Value, fields: &[Field], additional: bool, version: &Version) -> Vec<Misfit> {
    let mut check = Check::new(version);
    check.object(value, fields, additional);
    check.found
}

/// All that is wrong with the value of one field.
#[must_use]
pub fn value_misfits(value: &Value, field: &Field, version: &Version) -> Vec<Misfit> {
    let mut check = Check::new(version);
    check.field(value, field);
    check.found
}

pub(super) struct Check<'a> {
    version: &'a Version,
    /// The whole response, whose `result` the conditions of its fields may be about.
    response: Option<&'a Value>,
    /// Required fields of the outermost object may be missing.
    lenient: bool,
    path: Vec<String>,
    pub(super) found: Vec<Misfit>,
    /// How many more are noted: unknown fields, which may be no harm, and others.
    room: [usize; 2],
}

impl<'a> Check<'a> {
    pub(super) fn new(version: &'a Version) -> Self {
        let (path, found) = (Vec::new(), Vec::new());
        Self { version, response: None, lenient: false, path, found, room: [MOST; 2] }
    }

    pub(super) fn of_response(response: &'a Value, lenient: bool, version: &'a Version) -> Self {
        Self { response: Some(response), lenient, ..Self::new(version) }
    }

    fn misfit(&mut self, message: impl Into<String>) {
        self.found(message.into(), false, MisfitKind::Value);
    }

    /// With a message that repeats the value.
    pub(super) fn wrong_value(&mut self, message: String) {
        self.found(message, true, MisfitKind::Value);
    }

    fn unknown_field(&mut self) {
        self.found("is not in the table".to_owned(), false, MisfitKind::UnknownField);
    }

    /// A required field that is not there; the path leads to it.
    pub(super) fn missing_field(&mut self, message: impl Into<String>) {
        self.found(message.into(), false, MisfitKind::Missing);
    }

    fn found(&mut self, message: String, quotes_value: bool, kind: MisfitKind) {
        let [unknown, others] = &mut self.room;
        let room = if kind == MisfitKind::UnknownField { unknown } else { others };
        if *room > 0 {
            *room -= 1;
            let path = self.path.clone();
            self.found.push(Misfit { path, message, quotes_value, kind });
        }
    }

    pub(super) fn inside(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        self.path.push(name.to_owned());
        check(self);
        self.path.pop();
    }

    /// `additional`: further fields are fine.
    pub(super) fn object(&mut self, value: &Value, fields: &[Field], additional: bool) {
        let Some(object) = value.as_object() else { return self.misfit("is not an object") };
        let is_unknown = |name: &&String| !additional && fields.iter().all(|field| field.name != **name);
        for name in object.keys().filter(is_unknown) {
            self.inside(name, |check| check.unknown_field());
        }
        for field in fields {
            match object.get(&field.name) {
                Some(given) => {
                    self.inside(&field.name, |check| check.field(given, field));
                    // `null` may be sent, and is no value all the same.
                    if given.is_null() && field.nullable && !field.required {
                        self.missing(value, field);
                    }
                }
                None => self.missing(value, field),
            }
        }
        if !self.is_excused() {
            self.groups(object, fields);
        }
    }

    fn is_excused(&self) -> bool {
        self.lenient && self.path.is_empty()
    }

    fn missing(&mut self, owner: &Value, field: &Field) {
        let beside = self.response.filter(|_| self.path.is_empty()).unwrap_or(owner);
        let message = match (self.is_excused(), field.required, is_demanded(field, beside)) {
            (true, ..) | (_, false, false) => return,
            (_, true, _) => "is required, but missing".to_owned(),
            (_, _, true) => {
                format!("is missing, but required when {}", Comparison::spelled(&field.required_when))
            }
        };
        self.inside(&field.name, |check| check.missing_field(message));
    }

    /// Of each group at least one field is given.
    fn groups(&mut self, object: &Map<String, Value>, fields: &[Field]) {
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for field in fields {
            if let Some(group) = &field.one_of {
                groups.entry(group).or_default().push(&field.name);
            }
        }
        for members in
            groups.into_values().filter(|members| members.iter().all(|name| !is_given(object, name)))
        {
            let names = members.iter().copied().map(str::to_owned).collect();
            let message = format!("has none of the fields {}", members.join(", "));
            self.found(message, false, MisfitKind::NoneOf(names));
        }
    }

    fn field(&mut self, value: &Value, field: &Field) {
        if value.is_null() {
            if !field.nullable && field.ty != Type::JSON {
                self.misfit("is null");
            }
            return;
        }
        if field.written != TextLimits::default() {
            let written = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            self.text(&Value::String(written), &field.written);
        }
        if !field.json_text {
            return self.value(value, &field.ty);
        }
        match value.as_str().map(serde_json::from_str::<Value>) {
            // A text within a text within a text: the parser limits each of them alone.
            _ if self.path.len() > MAX_DEPTH => self.misfit("is nested too deeply"),
            Some(Ok(inner)) => self.value(&inner, &field.ty),
            Some(Err(error)) => self.misfit(format!("is not JSON inside the text: {error}")),
            None => self.misfit("is not a text with JSON inside"),
        }
    }

    fn value(&mut self, value: &Value, ty: &Type) {
        match ty {
            Type::Text(limits) => self.text(value, limits),
            Type::Url(limits) => self.url(value, limits),
            Type::Integer { min, max } => self.integer(value, *min, *max),
            Type::Primitive(primitive) => self.primitive(value, *primitive),
            Type::List { items, max } => self.list(value, items, *max),
            Type::Map { values, keys } => self.map(value, values, keys),
            Type::Named(name) => match self.version.type_named(name) {
                Some(TypeDef { shape: Shape::Object(fields), additional, .. }) => {
                    self.object(value, fields, *additional);
                }
                Some(TypeDef { shape: Shape::Enum(values), .. }) => self.enumerated(value, values),
                // Lost by an error in the specs, which is a finding of its own.
                None => {}
            },
        }
    }

    pub(super) fn text(&mut self, value: &Value, limits: &TextLimits) {
        let Some(text) = value.as_str() else { return self.wrong_value(format!("is {value}, not a text")) };
        let length = text.chars().count();
        if let Some(max) = limits.max.filter(|max| length > *max) {
            self.misfit(format!("has {}; `max_length` is {max}", count(length, "character")));
        }
        if length < limits.min {
            self.misfit(format!("has {}; `min_length` is {}", count(length, "character"), limits.min));
        }
        if let Some(c) = text.chars().find(|c| limits.forbidden_chars.contains(*c)) {
            self.wrong_value(format!("contains {c:?}, one of the `forbidden_chars`"));
        }
        let pattern = limits.pattern.as_deref();
        // A pattern that cannot be compiled is a finding of its own.
        let regex = pattern.and_then(|pattern| regex_lite::Regex::new(&format!("^(?:{pattern})$")).ok());
        if let (Some(pattern), Some(regex)) = (pattern, regex)
            && !regex.is_match(text)
        {
            self.misfit(format!("does not match the `pattern` {pattern}"));
        }
    }

    fn url(&mut self, value: &Value, limits: &TextLimits) {
        self.text(value, limits);
        if value.as_str().is_some_and(|text| !is_url(text)) {
            self.misfit("is not a URL: it has no scheme such as `https:`, or contains blanks");
        }
    }

    /// Numbers may come quoted.
    fn integer(&mut self, value: &Value, min: Option<i64>, max: Option<i64>) {
        let number = match value {
            Value::Number(number) => whole(number),
            Value::String(text) => text.parse().ok().or_else(|| whole(&text.parse().ok()?)),
            _ => None,
        };
        let Some(number) = number else {
            return self.wrong_value(format!("is {value}, not a 64-bit integer"));
        };
        if let Some(min) = min.filter(|min| number < *min) {
            self.wrong_value(format!("is {number}; `min` is {min}"));
        }
        if let Some(max) = max.filter(|max| number > *max) {
            self.wrong_value(format!("is {number}; `max` is {max}"));
        }
    }

    /// Numbers and booleans may come quoted.
    fn primitive(&mut self, value: &Value, primitive: Primitive) {
        let info = primitive.info();
        let fits = match (info.form, value) {
            // How a number was written is not known here.
            (JsonForm::Any, _)
            | (JsonForm::Number, Value::Number(_))
            | (JsonForm::Boolean, Value::Bool(_)) => true,
            (_, Value::String(text)) => (info.is_value)(text),
            _ => false,
        };
        if !fits {
            self.wrong_value(format!("is {value}, not {}", info.expected));
        }
    }

    fn list(&mut self, value: &Value, items: &Type, max: Option<usize>) {
        let Some(list) = value.as_array() else { return self.misfit("is not a list") };
        if let Some(max) = max.filter(|max| list.len() > *max) {
            self.misfit(format!("has {}; `max_items` is {max}", count(list.len(), "item")));
        }
        for (number, item) in list.iter().enumerate() {
            self.inside(&number.to_string(), |check| check.value(item, items));
        }
    }

    fn map(&mut self, value: &Value, values: &Type, limits: &KeyLimits) {
        let Some(map) = value.as_object() else { return self.misfit("is not an object") };
        let keys = &limits.allowed;
        if let Some(max) = limits.max_entries.filter(|max| map.len() > *max) {
            let entries = if map.len() == 1 { "entry" } else { "entries" };
            self.misfit(format!("has {} {entries}; `max_entries` is {max}", map.len()));
        }
        for (key, inner) in map {
            self.inside(key, |check| {
                if !keys.is_empty() && !keys.contains(key) {
                    check.misfit(format!("is not one of the `keys` {}", keys.join(", ")));
                }
                let length = key.chars().count();
                if let Some(max) = limits.max_length.filter(|max| length > *max) {
                    let length = count(length, "character");
                    check.misfit(format!("has a key of {length}; `max_key_length` is {max}"));
                }
                check.value(inner, values);
            });
        }
    }

    fn enumerated(&mut self, value: &Value, values: &Enum) {
        match value.as_str() {
            None => self.wrong_value(format!("is {value}, not a text")),
            Some(text) if values.open || values.values.iter().any(|listed| listed.value == text) => {}
            Some(text) => {
                let listed: Vec<&str> = values.values.iter().map(|listed| listed.value.as_str()).collect();
                self.wrong_value(format!("is {text:?}, not one of {}", listed.join(", ")));
            }
        }
    }
}

/// Whether a field has a value. `null` is none.
pub(super) fn is_given(object: &Map<String, Value>, name: &str) -> bool {
    object.get(name).is_some_and(|value| !value.is_null())
}

/// Whether an optional field is required with what is beside it.
pub(super) fn is_demanded(field: &Field, beside: &Value) -> bool {
    !field.required_when.is_empty() && field.required_when.iter().all(|one| one.holds(beside))
}

/// The integer that a number is: of `100`, `100.0` and `1e2` the same.
fn whole(number: &Number) -> Option<i64> {
    // The largest float below 2^63 is an integer of 64 bits.
    let fits = |float: &f64| float.fract() == 0.0 && float.abs() < 9_223_372_036_854_775_808.0;
    number.as_i64().or_else(|| number.as_f64().filter(fits).map(|float| float as i64))
}

/// Wallets use schemes of their own, so that only the form can be checked.
fn is_url(text: &str) -> bool {
    let scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    text.split_once(':').is_some_and(|(before, after)| scheme(before) && !after.is_empty())
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}
