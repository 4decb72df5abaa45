//! The inquiry about a call: its endpoint, and the fields that it is asked with.

use super::violation::violations;
use countersign_codegen::model::{self, Api, Endpoint, Kind, Place, Table, Version};
use serde_json::{Map, Value};

/// An inquiry about how a call ended.
pub(super) struct Question<'a> {
    /// The endpoint that is asked.
    pub(super) inquiry: &'a Endpoint,
    /// The fields of the inquiry that the call's request can fill: path and value.
    pub(super) values: Vec<(String, &'a Value)>,
    /// What the spec wants besides, as flags.
    pub(super) missing: Vec<String>,
}

impl<'a> Question<'a> {
    /// Returns the inquiry about a call; `None` where the spec names none, or the request has nothing to ask with.
    pub(super) fn about(
        api: &'a Api,
        version: &Version,
        call: &'a Endpoint,
        body: &'a Value,
        show_sensitive: bool,
    ) -> Option<Self> {
        let rules = call.settled_by.as_ref()?;
        let (asked_version, inquiry) = api.endpoint(&rules.endpoint)?;
        if inquiry.kind != Kind::Call {
            return None;
        }
        let table = Table::request(&inquiry.request, asked_version);
        let shown = super::hidden(body, &call.request, version);
        let given = model::asked(call, inquiry, rules).into_iter().filter_map(|(theirs, own)| {
            let value = at(body, &own).filter(|value| !value.is_null())?;
            let (fits, sensitive) = match table.at(&theirs).ok()? {
                Place::Field(field) => {
                    (model::value_misfits(value, field, asked_version).is_empty(), field.sensitive)
                }
                Place::Json | Place::Result => (true, false),
            };
            let hides = sensitive || at(&shown, &own) != Some(value);
            (fits && (show_sensitive || !hides)).then_some((theirs, value))
        });
        let values: Vec<(String, &Value)> = given.collect();
        let missing = missing(inquiry, asked_version, &values);
        (!values.is_empty()).then_some(Self { inquiry, values, missing })
    }
}

/// The value at a path.
fn at<'a>(body: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(body, |value, name| value.get(name))
}

/// Each field that has to be given besides; of a group the first one.
fn missing(inquiry: &Endpoint, version: &Version, values: &[(String, &Value)]) -> Vec<String> {
    let mut body = Value::Null;
    for (path, value) in values {
        put(&mut body, path, value);
    }
    let flag = |name: &str| format!("--set {name}=...");
    let found = violations(&body, inquiry, version);
    let mut missing: Vec<String> =
        found.iter().filter(|one| !one.path.is_empty()).map(|one| flag(&one.path)).collect();
    let mut groups: Vec<&str> = Vec::new();
    for field in &inquiry.request {
        let Some(group) = field.one_of.as_deref().filter(|group| !groups.contains(group)) else { continue };
        groups.push(group);
        let mut members = inquiry.request.iter().filter(|other| other.one_of.as_deref() == Some(group));
        if !members.any(|member| body.get(&member.name).is_some()) {
            missing.push(flag(&field.name));
        }
    }
    missing
}

/// Sets the value at a path, and makes the objects on the way.
fn put(body: &mut Value, path: &str, value: &Value) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    if !body.is_object() {
        *body = Value::Object(Map::new());
    }
    let Some(object) = body.as_object_mut() else { return };
    let slot = object.entry(first).or_insert(Value::Null);
    match rest {
        Some(rest) => put(slot, rest, value),
        None => *slot = value.clone(),
    }
}
