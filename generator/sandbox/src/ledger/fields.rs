//! Field values for responses and notifications: those that the endpoint declares a field for, in the form of that field.

use super::moment;
use super::money::Money;
use countersign_codegen::model::{
    Endpoint, Enum, Field, LedgerField, Primitive, Shape, Type, Version, value_misfits,
};
use serde_json::{Map, Value};

/// The value of a field.
#[derive(Debug, Clone)]
pub(super) enum FieldValue {
    /// An id, a name, an address.
    Text(String),
    /// An amount.
    Money(Money),
    /// Milliseconds since 1970.
    Time(i64),
    /// The first of these words that the spec lists.
    OneOf(Vec<String>),
    /// An object.
    Object(Object),
}

/// The fields of an object, by their names.
#[derive(Debug, Clone, Default)]
pub(super) struct Object(Vec<(String, FieldValue)>);

/// The values of a response or notification.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    declared: Vec<(LedgerField, FieldValue)>,
    placed: Vec<(String, FieldValue)>,
}

impl Fields {
    /// Adds a value, in place of an earlier one.
    pub(super) fn with(mut self, field: LedgerField, value: FieldValue) -> Self {
        self.declared.retain(|(known, _)| *known != field);
        self.declared.push((field, value));
        self
    }

    /// Adds a text.
    pub(super) fn text(self, field: LedgerField, text: impl Into<String>) -> Self {
        self.with(field, FieldValue::Text(text.into()))
    }

    /// Adds a text, if there is one.
    pub(super) fn maybe_text(self, field: LedgerField, text: Option<&String>) -> Self {
        match text {
            Some(text) => self.text(field, text),
            None => self,
        }
    }

    /// Adds a time, if there is one.
    pub(super) fn time(self, field: LedgerField, millis: Option<i64>) -> Self {
        match millis {
            Some(millis) => self.with(field, FieldValue::Time(millis)),
            None => self,
        }
    }

    /// Adds a word that specs spell in several ways, the preferred one first.
    pub(super) fn one_of(self, field: LedgerField, words: &[&str]) -> Self {
        self.with(field, FieldValue::one_of(words))
    }

    /// Adds a value at a path, whatever is declared.
    pub(super) fn at_path(mut self, path: &str, value: FieldValue) -> Self {
        self.placed.push((path.to_owned(), value));
        self
    }

    /// Returns the fields of a table of the endpoint whose values are known. A value that does not fit its field is left out.
    pub(super) fn fill(&self, endpoint: &Endpoint, table: &[Field], version: &Version) -> Map<String, Value> {
        let mut object = Object::default();
        for (field, value) in &self.declared {
            let paths = endpoint.sandbox.iter().flat_map(|sandbox| sandbox.paths(*field));
            paths.for_each(|path| object.set(path, value.clone()));
        }
        self.placed.iter().for_each(|(path, value)| object.set(path, value.clone()));
        object.fill(table, version)
    }
}

impl Object {
    /// Sets the value at a path of names, in place of an earlier one: `paymentResult.resultStatus`.
    fn set(&mut self, path: &str, value: FieldValue) {
        let (outer, inner) = path.split_once('.').map_or((path, None), |(outer, inner)| (outer, Some(inner)));
        let held = self.0.iter().position(|(known, _)| known == outer).map(|at| self.0.remove(at).1);
        let value = match inner {
            None => value,
            Some(inner) => {
                let mut object = match held {
                    Some(FieldValue::Object(object)) => object,
                    _ => Self::default(),
                };
                object.set(inner, value);
                FieldValue::Object(object)
            }
        };
        self.0.push((outer.to_owned(), value));
    }

    fn fill(&self, table: &[Field], version: &Version) -> Map<String, Value> {
        let filled = table.iter().filter_map(|field| {
            let (_, value) = self.0.iter().find(|(known, _)| *known == field.name)?;
            let value = value.write(&field.ty, version)?;
            let value = match (field.json_text, value) {
                (true, value) => Value::String(value.to_string()),
                (false, Value::Number(number)) if field.quoted => Value::String(number.to_string()),
                (false, value) => value,
            };
            value_misfits(&value, field, version).is_empty().then(|| (field.name.clone(), value))
        });
        filled.collect()
    }
}

impl FieldValue {
    fn one_of(words: &[&str]) -> Self {
        Self::OneOf(words.iter().copied().map(str::to_owned).collect())
    }

    /// A status in the form of a `result`.
    pub(super) fn result(status: &str, code: &str, message: &str) -> Self {
        let named = |name: &str, value: Self| (name.to_owned(), value);
        Self::Object(Object(vec![
            named("resultStatus", Self::one_of(&[status])),
            named("resultCode", Self::Text(code.to_owned())),
            named("resultMessage", Self::Text(message.to_owned())),
        ]))
    }

    /// As a type has it; `None` when it has no form for it.
    fn write(&self, ty: &Type, version: &Version) -> Option<Value> {
        let shape = match ty {
            Type::Named(name) => Some(&version.type_named(name)?.shape),
            _ => None,
        };
        match (self, shape) {
            (Self::Object(fields), Some(Shape::Object(table))) => {
                Some(Value::Object(fields.fill(table, version)))
            }
            (Self::Object(fields), None) if *ty == Type::JSON => Some(fields.as_json()),
            (Self::Object(_), _) => None,
            (Self::Money(money), _) => money.write(ty, version),
            (Self::Time(millis), None) => write_time(*millis, ty),
            (Self::Text(text), Some(Shape::Enum(values))) => listed(std::slice::from_ref(text), values),
            (Self::OneOf(words), Some(Shape::Enum(values))) => listed(words, values),
            (Self::Text(text), None) => Some(Value::String(text.clone())),
            (Self::OneOf(words), None) => words.first().cloned().map(Value::String),
            (_, Some(_)) => None,
        }
    }

    /// For a field that takes any JSON.
    fn as_json(&self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.clone()),
            Self::Money(money) => serde_json::json!({
                "currency": money.currency,
                "value": money.value.to_string(),
            }),
            Self::Time(millis) => Value::String(moment::text(*millis)),
            Self::OneOf(words) => words.first().cloned().map_or(Value::Null, Value::String),
            Self::Object(fields) => fields.as_json(),
        }
    }
}

impl Object {
    fn as_json(&self) -> Value {
        Value::Object(self.0.iter().map(|(name, value)| (name.clone(), value.as_json())).collect())
    }
}

fn write_time(millis: i64, ty: &Type) -> Option<Value> {
    match ty {
        Type::Integer { .. } => Some(Value::from(millis)),
        Type::Primitive(Primitive::Date) => moment::text(millis).get(..10).map(Value::from),
        _ => Some(Value::String(moment::text(millis))),
    }
}

fn listed(words: &[String], values: &Enum) -> Option<Value> {
    let is_listed = |word: &&String| values.values.iter().any(|listed| listed.value == **word);
    let word = words.iter().find(is_listed).or_else(|| words.first().filter(|_| values.open));
    word.cloned().map(Value::String)
}
