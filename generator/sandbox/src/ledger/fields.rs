//! Field values for responses and notifications: those that the spec has a field for, in the form that it asks for.

use super::moment;
use super::money::Money;
use countersign_codegen::model::{Enum, Field, Shape, Type, Version, value_misfits};
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
    Object(Fields),
}

/// Field values by the names that wallets give the fields.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(String, FieldValue)>);

impl Fields {
    /// Adds a value, in place of one of that name.
    pub(super) fn with(mut self, name: impl Into<String>, value: FieldValue) -> Self {
        let name = name.into();
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value));
        self
    }

    /// Adds a text.
    pub(super) fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.with(name, FieldValue::Text(text.into()))
    }

    /// Adds an amount.
    pub(super) fn money(self, name: impl Into<String>, money: &Money) -> Self {
        self.with(name, FieldValue::Money(money.clone()))
    }

    /// Adds a time, if there is one.
    pub(super) fn time(self, name: impl Into<String>, millis: Option<i64>) -> Self {
        match millis {
            Some(millis) => self.with(name, FieldValue::Time(millis)),
            None => self,
        }
    }

    /// Adds a word that specs spell in several ways, the preferred one first.
    pub(super) fn one_of(self, name: impl Into<String>, words: &[&str]) -> Self {
        self.with(name, FieldValue::OneOf(words.iter().copied().map(str::to_owned).collect()))
    }

    /// Adds a value at a path of names: `paymentResult.resultStatus`.
    pub(super) fn at_path(self, path: &str, value: FieldValue) -> Self {
        let Some((outer, inner)) = path.split_once('.') else { return self.with(path, value) };
        let held = match self.get(outer) {
            Some(FieldValue::Object(fields)) => fields.clone(),
            _ => Self::default(),
        };
        self.with(outer, FieldValue::Object(held.at_path(inner, value)))
    }

    fn get(&self, name: &str) -> Option<&FieldValue> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Whether there is one of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Returns the table's fields whose values are known. A value that does not fit its field is left out.
    pub(super) fn fill(&self, table: &[Field], version: &Version) -> Map<String, Value> {
        let filled = table.iter().filter_map(|field| {
            let value = self.get(&field.name)?.write(&field.ty, version)?;
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
            (Self::Object(fields), None) if *ty == Type::Json => Some(fields.as_json()),
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

impl Fields {
    fn as_json(&self) -> Value {
        Value::Object(self.0.iter().map(|(name, value)| (name.clone(), value.as_json())).collect())
    }
}

fn write_time(millis: i64, ty: &Type) -> Option<Value> {
    match ty {
        Type::Integer { .. } => Some(Value::from(millis)),
        Type::Date => moment::text(millis).get(..10).map(Value::from),
        _ => Some(Value::String(moment::text(millis))),
    }
}

fn listed(words: &[String], values: &Enum) -> Option<Value> {
    let is_listed = |word: &&String| values.values.iter().any(|listed| listed.value == **word);
    let word = words.iter().find(is_listed).or_else(|| words.first().filter(|_| values.open));
    word.cloned().map(Value::String)
}
