//! An endpoint's file.

use super::field::{additional_fields, fields};
use super::inline_enums::InlineEnums;
use super::layout;
use super::order::{fields_of, ordered, part};
use super::outcome;
use super::results::{self, Meaning};
use super::sandbox;
use super::yaml::{Entry, Yaml, entry};
use crate::model::{Endpoint, Example, Field, FlatResult, Kind, Source, Type, Version};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

pub(super) fn file(
    endpoint: &Endpoint,
    version: &Version,
    inline_enums: &InlineEnums<'_>,
    common: &BTreeMap<&str, Meaning<'_>>,
) -> String {
    let body = |key: &str, own, additional| {
        let mut all = fields(own, inline_enums);
        all.extend(additional_fields(additional));
        vec![entry(key, Yaml::Fields(all))]
    };
    let mut groups = vec![head(endpoint)];
    if !endpoint.headers.is_empty() {
        groups.push(vec![entry("headers", Yaml::Fields(fields(&endpoint.headers, inline_enums)))]);
    }
    groups.extend([
        body("request", &endpoint.request, endpoint.additional_request),
        body("response", &endpoint.response, endpoint.additional_response),
    ]);
    let own = results::own(endpoint, common);
    if !own.is_empty() {
        groups.push(vec![entry("results", Yaml::Rows(own))]);
    }
    if !endpoint.examples.is_empty() {
        groups.push(vec![entry(
            "examples",
            Yaml::List(endpoint.examples.iter().map(|one| example(one, endpoint, version)).collect()),
        )]);
    }
    layout::file(&groups)
}

fn head(endpoint: &Endpoint) -> Vec<Entry> {
    let mut head =
        vec![entry("path", Yaml::text(&endpoint.path)), entry("version", Yaml::text(&endpoint.version))];
    let mut add = |key: &str, value: Option<Yaml>| head.extend(value.map(|value| entry(key, value)));
    add("rust_name", endpoint.rust_name.as_ref().map(Yaml::text));
    add("url_path", endpoint.url_path.as_ref().map(Yaml::text));
    add("kind", (endpoint.kind == Kind::Notification).then(|| Yaml::text("notification")));
    add("summary", Some(Yaml::prose(&endpoint.summary)));
    add("doc", endpoint.doc.as_ref().map(Yaml::prose));
    add("deprecated", endpoint.deprecated.as_ref().map(Yaml::prose));
    add("partial", endpoint.partial.then(Yaml::yes));
    add("idempotency_key", outcome::key(&endpoint.idempotency_key));
    add("settled_by", endpoint.settled_by.as_ref().map(outcome::settled_by));
    add("closed_by", endpoint.closed_by.as_ref().map(Yaml::text));
    // An endpoint that is asked about other calls is read-only without saying so.
    add("read_only", (endpoint.read_only && endpoint.inquiry.is_none()).then(Yaml::yes));
    add("sandbox_path", endpoint.no_sandbox_path.then(|| Yaml::text("none")));
    add("not_callable", endpoint.not_callable.as_ref().map(Yaml::prose));
    add("result", endpoint.flat_result.as_ref().map(flat_result));
    add("settles", outcome::settles(&endpoint.settles));
    add("source", endpoint.source.as_ref().map(source));
    add("sandbox", endpoint.sandbox.as_ref().map(sandbox::sandbox));
    head
}

fn flat_result(flat: &FlatResult) -> Yaml {
    let words = flat.statuses.iter().map(|(word, status)| entry(word, Yaml::text(status.letter())));
    let [status, code, message] = flat.names().map(Yaml::text);
    Yaml::Map(vec![
        entry("in", Yaml::text("body")),
        entry("status", status),
        entry("code", code),
        entry("message", message),
        entry("statuses", Yaml::Map(words.collect())),
    ])
}

/// `source`.
pub(crate) fn source(source: &Source) -> Yaml {
    let mut entries = vec![entry("file", Yaml::text(&source.file)), entry("date", Yaml::text(&source.date))];
    entries.extend(source.hash.as_ref().map(|hash| entry("hash", Yaml::prose(hash))));
    Yaml::Map(entries)
}

/// An entry of `examples`.
pub(crate) fn example(example: &Example, endpoint: &Endpoint, version: &Version) -> Yaml {
    let mut entries = vec![entry("name", Yaml::text(&example.name))];
    entries.extend(example.breaks.as_ref().map(|reason| entry("breaks", Yaml::text(reason))));
    let bodies = [
        ("request", &example.request, &endpoint.request),
        ("response", &example.response, &endpoint.response),
    ];
    for (key, body, fields) in bodies {
        entries.extend(body.as_ref().map(|body| entry(key, outermost(body, fields, version))));
    }
    Yaml::Lines(entries)
}

/// Outermost entries stand in a line each.
fn outermost(body: &Value, fields: &[Field], version: &Version) -> Yaml {
    match body.as_object() {
        Some(object) => Yaml::Lines(self::object(object, fields, version)),
        None => Yaml::json(body),
    }
}

fn object(object: &Map<String, Value>, fields: &[Field], version: &Version) -> Vec<Entry> {
    let ordered = ordered(object, fields).into_iter();
    ordered
        .map(|(name, inner, field)| entry(name, value(inner, field.map(|field| &field.ty), version)))
        .collect()
}

fn value(value: &Value, ty: Option<&Type>, version: &Version) -> Yaml {
    match value {
        Value::Object(map) if matches!(ty, Some(Type::Map { .. })) => Yaml::Map(
            map.iter().map(|(key, inner)| entry(key, self::value(inner, part(ty), version))).collect(),
        ),
        Value::Object(inner) => Yaml::Map(object(inner, fields_of(ty, version), version)),
        Value::Array(items) => {
            Yaml::List(items.iter().map(|item| self::value(item, part(ty), version)).collect())
        }
        plain => Yaml::json(plain),
    }
}
