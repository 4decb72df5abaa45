//! From what the wallet knows to the fields of an answer or a notification: only those that the spec has, in the form
//! that it asks for.

use super::{Money, moment};
use countersign_codegen::model::{Enum, Field, Shape, Type, Version, value_misfits};
use serde_json::{Map, Value};

/// Something that the wallet knows.
#[derive(Debug, Clone)]
pub(super) enum Fact {
    /// An id, a name, an address.
    Text(String),
    /// An amount.
    Money(Money),
    /// Milliseconds since 1970.
    Time(i64),
    /// The first of these words that the spec lists.
    OneOf(Vec<String>),
    /// Several facts under one name.
    Object(Facts),
}

/// What the wallet knows, by the names that fields have for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts(Vec<(String, Fact)>);

impl Facts {
    /// Adds a fact, in place of one of that name.
    pub(super) fn with(mut self, name: impl Into<String>, fact: Fact) -> Self {
        let name = name.into();
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, fact));
        self
    }

    /// Adds a text.
    pub(super) fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.with(name, Fact::Text(text.into()))
    }

    /// Adds an amount.
    pub(super) fn money(self, name: impl Into<String>, money: &Money) -> Self {
        self.with(name, Fact::Money(money.clone()))
    }

    /// Adds a time, if there is one.
    pub(super) fn time(self, name: impl Into<String>, millis: Option<i64>) -> Self {
        match millis {
            Some(millis) => self.with(name, Fact::Time(millis)),
            None => self,
        }
    }

    /// Adds a word that specs spell in several ways.
    pub(super) fn one_of(self, name: impl Into<String>, words: &[&str]) -> Self {
        self.with(name, Fact::OneOf(words.iter().copied().map(str::to_owned).collect()))
    }

    /// Adds a fact at a path of names: `paymentResult.resultStatus`.
    pub(super) fn at_path(self, path: &str, fact: Fact) -> Self {
        let Some((outer, inner)) = path.split_once('.') else { return self.with(path, fact) };
        let held = match self.get(outer) {
            Some(Fact::Object(facts)) => facts.clone(),
            _ => Self::default(),
        };
        self.with(outer, Fact::Object(held.at_path(inner, fact)))
    }

    fn get(&self, name: &str) -> Option<&Fact> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, fact)| fact)
    }

    /// Whether there is one of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The fields that facts are known for. What does not fit a field is left out.
    pub(super) fn fill(&self, fields: &[Field], version: &Version) -> Map<String, Value> {
        let filled = fields.iter().filter_map(|field| {
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

impl Fact {
    /// As a type has it; `None` when it has no form for it.
    fn write(&self, ty: &Type, version: &Version) -> Option<Value> {
        let shape = match ty {
            Type::Named(name) => Some(&version.type_named(name)?.shape),
            _ => None,
        };
        match (self, shape) {
            (Self::Object(facts), Some(Shape::Object(fields))) => {
                Some(Value::Object(facts.fill(fields, version)))
            }
            (Self::Object(facts), None) if *ty == Type::Json => Some(facts.as_json()),
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
            Self::Object(facts) => facts.as_json(),
        }
    }
}

impl Facts {
    fn as_json(&self) -> Value {
        Value::Object(self.0.iter().map(|(name, fact)| (name.clone(), fact.as_json())).collect())
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
