//! The model as JSON, for the page.

use countersign_codegen::emit::reference::{facts, outcome_facts, pretty, type_words, where_the_result_is};
use countersign_codegen::model::{
    self, Api, Endpoint, Example, Field, FieldPair, Kind, ResultCode, Scalars, Shape, Type, TypeDef, Version,
};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// `{ apis: [...] }`.
pub(super) fn document(apis: &[Arc<Api>]) -> Value {
    json!({ "apis": apis.iter().map(|one| api(one)).collect::<Vec<_>>() })
}

fn api(api: &Api) -> Value {
    json!({
        "name": api.name,
        "title": api.title,
        "doc": api.doc,
        "versions": api.versions.iter().map(|one| version(api, one)).collect::<Vec<_>>(),
    })
}

fn version(api: &Api, version: &Version) -> Value {
    let types: Map<String, Value> = version
        .types
        .iter()
        .map(|definition| (definition.name.clone(), type_definition(definition)))
        .collect();
    let endpoints: Vec<Value> = version.endpoints.iter().map(|one| endpoint(api, version, one)).collect();
    json!({ "name": version.name, "types": types, "endpoints": endpoints })
}

fn type_definition(definition: &TypeDef) -> Value {
    match &definition.shape {
        Shape::Object(list) => json!({ "doc": definition.doc, "fields": fields(list) }),
        Shape::Enum(values) => {
            let listed: Vec<Value> =
                values.values.iter().map(|value| json!({ "value": value.value, "doc": value.doc })).collect();
            json!({ "doc": definition.doc, "values": listed })
        }
    }
}

fn endpoint(api: &Api, version: &Version, endpoint: &Endpoint) -> Value {
    let examples: Vec<Value> = endpoint.examples.iter().map(|one| example(one, endpoint, version)).collect();
    json!({
        "id": endpoint.address(),
        "path": endpoint.path,
        "route": api.url_path(endpoint),
        "quoted": api.dialect.scalars == Scalars::Quoted,
        "notification": endpoint.kind == Kind::Notification,
        "summary": endpoint.summary,
        "doc": endpoint.doc,
        "deprecated": endpoint.deprecated,
        "partial": endpoint.partial,
        "encrypted": api.dialect.encrypted,
        "idempotencyKey": endpoint.idempotency_key.fields(),
        "settledBy": endpoint.settled_by.as_ref().map(|by| &by.endpoint),
        "ask": asked(api, endpoint),
        "facts": outcome_facts(endpoint, api),
        "notCallable": endpoint.not_callable,
        "fromExample": endpoint.sandbox.is_none() && endpoint.kind == Kind::Call,
        "noSandboxPath": endpoint.no_sandbox_path,
        "result": where_the_result_is(endpoint),
        "headers": fields(&endpoint.headers),
        "additional": [endpoint.additional_request, endpoint.additional_response],
        "request": fields(&endpoint.request),
        "response": fields(&endpoint.response),
        "results": endpoint.results.iter().map(|one| result(endpoint, one)).collect::<Vec<_>>(),
        "fieldResults": endpoint.field_results.iter().map(|one| result(endpoint, one)).collect::<Vec<_>>(),
        "examples": examples,
    })
}

/// What the endpoint that settles a call is asked by: `[its field, the call's]`.
fn asked(api: &Api, call: &Endpoint) -> Vec<FieldPair> {
    let rules = call.settled_by.as_ref();
    let inquiry = rules.and_then(|rules| Some((rules, api.endpoint(&rules.endpoint)?.1)));
    inquiry.map(|(rules, inquiry)| model::asked(call, inquiry, rules)).unwrap_or_default()
}

/// Bodies are text: JSON in the order of the table.
fn example(example: &Example, endpoint: &Endpoint, version: &Version) -> Value {
    let text = |body: &Option<Value>, table| body.as_ref().map(|body| pretty(body, table, version));
    json!({
        "name": example.name,
        "request": text(&example.request, &endpoint.request),
        "response": text(&example.response, &endpoint.response),
        "breaks": example.breaks,
    })
}

fn result(endpoint: &Endpoint, result: &ResultCode) -> Value {
    json!({
        "code": result.code,
        "status": result.status.letter(),
        "doc": result.doc,
        "field": result.field,
        "todo": result.field.is_none().then(|| model::advice(endpoint, result)),
    })
}

fn fields(fields: &[Field]) -> Vec<Value> {
    fields.iter().map(field).collect()
}

fn field(field: &Field) -> Value {
    json!({
        "name": field.name,
        "type": type_of(&field.ty),
        "words": type_words(&field.ty),
        "facts": facts(field),
        "required": field.required,
        "condition": !field.required_when.is_empty(),
        "oneOf": field.one_of,
        "nullable": field.nullable,
        "sensitive": field.sensitive,
        "deprecated": field.deprecated,
        "doc": field.doc,
        "quoted": field.quoted,
        "jsonText": field.json_text,
    })
}

fn type_of(ty: &Type) -> Value {
    let kind = ty.keyword();
    match ty {
        Type::Text(limits) | Type::Url(limits) => {
            json!({ "kind": kind, "form": "string", "max": limits.max })
        }
        Type::Integer { .. } => json!({ "kind": kind, "form": "number" }),
        Type::Primitive(primitive) => {
            json!({ "kind": kind, "form": primitive.info().form.schema_type().unwrap_or("any") })
        }
        Type::List { items, max } => {
            json!({ "kind": kind, "items": type_of(items), "words": type_words(items), "max": max })
        }
        Type::Map { values, keys } => {
            json!({ "kind": kind, "values": type_of(values), "keys": keys.allowed })
        }
        Type::Named(name) => json!({ "kind": "named", "name": name }),
    }
}
