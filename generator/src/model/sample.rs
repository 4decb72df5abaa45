//! Sample values for fields of which nothing is known but the spec.

use super::fits::{is_demanded, is_given};
use super::sample_text::{fitting, next_seed};
use super::{Endpoint, Field, LedgerField, Shape, TextLimits, Type, Version, named, request_misfits};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Objects within objects.
const MAX_DEPTH: usize = 8;
/// The time in requests, which has not passed when they are sent.
const LATER: &str = "2099-12-31T23:59:59Z";

/// Returns a request with its required fields, and the amount that the sandbox reads if it is at the top level; the same at each
/// call. `None` if a field needs what cannot be made up, such as text for a pattern.
#[must_use]
pub fn sample_request(endpoint: &Endpoint, version: &Version) -> Option<Value> {
    let now = LATER.to_owned();
    let mut values = SampleValues { version, request: &Value::Null, seed: 1, now, open: Vec::new() };
    let mut body = Map::new();
    values.complete(&mut body, &endpoint.request);
    let sandbox = endpoint.sandbox.as_ref();
    let mut paths = sandbox.into_iter().flat_map(|sandbox| sandbox.paths(LedgerField::Amount));
    let amount = paths.find_map(|path| endpoint.request.iter().find(|field| field.name == path));
    if let Some(field) = amount.filter(|field| !body.contains_key(&field.name)) {
        body.insert(field.name.clone(), values.field(field, 0));
    }
    let body = Value::Object(body);
    request_misfits(&body, endpoint, version).is_empty().then_some(body)
}

/// Makes up values. The same request gives the same ones.
pub struct SampleValues<'a> {
    version: &'a Version,
    request: &'a Value,
    seed: u64,
    now: String,
    /// The types that are being filled: a type that contains itself ends there.
    open: Vec<&'a str>,
}

impl<'a> SampleValues<'a> {
    /// For the response to a request. `now` is the time in RFC 3339.
    pub fn new(version: &'a Version, request: &'a Value, now: String) -> Self {
        let mut hasher = DefaultHasher::new();
        request.to_string().hash(&mut hasher);
        Self { version, request, seed: hasher.finish(), now, open: Vec::new() }
    }

    /// Adds what an object must have and has not.
    pub fn complete(&mut self, object: &mut Map<String, Value>, fields: &[Field]) {
        self.fill(object, fields, 0);
    }

    fn fill(&mut self, object: &mut Map<String, Value>, fields: &[Field], depth: usize) {
        let mut groups = BTreeSet::new();
        for field in fields.iter().filter(|field| !field.required) {
            let Some(group) = field.one_of.as_ref().filter(|group| groups.insert(*group)) else { continue };
            let mut members = fields.iter().filter(|one| one.one_of.as_ref() == Some(group));
            if members.clone().all(|one| !is_given(object, &one.name)) {
                let chosen = members.find(|one| !self.is_open(&one.ty)).unwrap_or(field);
                let value = self.field(chosen, depth);
                object.insert(chosen.name.clone(), value);
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            if !object.contains_key(&field.name) {
                let value = self.field(field, depth);
                object.insert(field.name.clone(), value);
            }
        }
        // What is added may demand another field.
        while let Some(field) = demanded(object, fields) {
            let value = self.field(field, depth);
            object.insert(field.name.clone(), value);
        }
    }

    fn field(&mut self, field: &Field, depth: usize) -> Value {
        let value = self.value(&field.name, &field.ty, depth);
        match value {
            Value::Number(_) | Value::Bool(_) if field.quoted => Value::String(value.to_string()),
            _ if field.json_text => Value::String(value.to_string()),
            _ => value,
        }
    }

    fn value(&mut self, name: &str, ty: &Type, depth: usize) -> Value {
        match ty {
            Type::Text(limits) => Value::String(self.text(name, limits)),
            Type::Url(limits) => Value::String(fitting("https://sandbox.example/", limits, self.seed)),
            Type::Integer { min, max } => {
                json!(1.clamp(min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX).max(min.unwrap_or(i64::MIN))))
            }
            Type::Primitive(primitive) => (primitive.info().sample)(&self.now),
            Type::List { items, .. } if depth < MAX_DEPTH && !self.is_open(items) => {
                json!([self.value(name, items, depth + 1)])
            }
            Type::Map { values, keys } if depth < MAX_DEPTH && !self.is_open(values) => {
                let short: String = "key".chars().take(keys.max_length.unwrap_or(3)).collect();
                let key = keys.allowed.first().unwrap_or(&short);
                json!({ key: self.value(name, values, depth + 1) })
            }
            Type::List { .. } => json!([]),
            Type::Map { .. } => json!({}),
            Type::Named(type_name) => self.named(type_name, depth),
        }
    }

    fn named(&mut self, name: &str, depth: usize) -> Value {
        let Some(definition) = self.version.type_named(name) else { return json!({}) };
        match &definition.shape {
            Shape::Object(fields) if depth < MAX_DEPTH => {
                let mut object = Map::new();
                self.open.push(&definition.name);
                self.fill(&mut object, fields, depth + 1);
                self.open.pop();
                Value::Object(object)
            }
            Shape::Object(_) => json!({}),
            Shape::Enum(values) => values.values.first().map_or(Value::Null, |first| json!(first.value)),
        }
    }

    /// Whether a type is one that is being filled.
    fn is_open(&self, ty: &Type) -> bool {
        named(ty).is_some_and(|name| self.open.contains(&name))
    }

    /// A text that suits the name of its field.
    fn text(&mut self, name: &str, limits: &TextLimits) -> String {
        let name = name.to_ascii_lowercase();
        let ends = |ending: &str| name.ends_with(ending);
        let text = if ends("currency") {
            self.currency().to_owned()
        } else if ends("value") || ends("amount") {
            "100".to_owned()
        } else if ends("time") {
            self.now.clone()
        } else if ends("url") || ends("link") {
            "https://sandbox.example/".to_owned()
        } else if ends("email") {
            "user@sandbox.example".to_owned()
        } else if ends("id") || ends("token") || ends("code") || ends("no") {
            // Another number for each field.
            self.seed = next_seed(self.seed);
            format!("20{:020}", self.seed)
        } else {
            "sandbox".to_owned()
        };
        fitting(&text, limits, self.seed)
    }

    /// The currency that the request speaks of.
    fn currency(&self) -> &str {
        fn find(value: &Value) -> Option<&str> {
            let fields = value.as_object()?;
            let own = fields.get("currency").and_then(Value::as_str);
            own.or_else(|| fields.values().find_map(find))
        }
        find(self.request).unwrap_or("USD")
    }
}

/// The first field that is required with what is there, and missing.
fn demanded<'f>(object: &Map<String, Value>, fields: &'f [Field]) -> Option<&'f Field> {
    let is_missing = |field: &&Field| !field.required_when.is_empty() && !is_given(object, &field.name);
    let mut missing = fields.iter().filter(is_missing).peekable();
    missing.peek()?;
    let beside = Value::Object(object.clone());
    missing.find(|field| is_demanded(field, &beside))
}
