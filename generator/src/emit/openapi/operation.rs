//! An endpoint as an operation.

use super::json::{Json, Object, list};
use super::schema::{Scope, properties, required};
use super::{extension, headers, outcome, sandbox};
use crate::emit::specs::{fields_of, ordered, part};
use crate::model::{
    Action, Api, Dialect, Endpoint, Example, Field, FlatResult, Kind, ResultCode, Scalars, Source, Status,
    Type, Version, names,
};
use serde_json::{Value, json};

/// `post` and the operation.
pub(super) fn path_item(endpoint: &Endpoint, id: String, scope: &Scope<'_>, api: &Api) -> Object {
    let address = Some(endpoint.address());
    let usual = address.as_ref().map(|address| format!("/{address}{}", api.dialect.path_suffix));
    let odd = endpoint.kind == Kind::Call && Some(api.path_behind_base(endpoint)) != usual;
    let operation = operation(endpoint, id, address.filter(|_| odd), scope, &api.dialect);
    Object::new().with("post", operation)
}

/// The group that an endpoint is shown in: `v1/payments`.
pub(super) fn tag(endpoint: &Endpoint) -> String {
    [&[endpoint.version.as_str()], endpoint.groups().as_slice()].concat().join("/")
}

fn operation(
    endpoint: &Endpoint,
    id: String,
    address: Option<String>,
    scope: &Scope<'_>,
    dialect: &Dialect,
) -> Object {
    Object::new()
        .with("operationId", id)
        .with("tags", Json::List(vec![tag(endpoint).into()]))
        .with("summary", &endpoint.summary)
        .with_some("description", endpoint.doc.as_ref())
        .with_true("deprecated", endpoint.deprecated.is_some())
        .with_some(extension::DEPRECATED, endpoint.deprecated.as_ref())
        .with_some(extension::ADDRESS, address)
        .with_some(extension::RUST_NAME, endpoint.rust_name.as_ref())
        .with_true(extension::PARTIAL, endpoint.partial)
        .with_some(extension::IDEMPOTENCY_KEY, outcome::key(&endpoint.idempotency_key))
        .with_some(extension::SETTLED_BY, endpoint.settled_by.as_ref().map(outcome::settled_by))
        .with_some(extension::CLOSED_BY, endpoint.closed_by.as_ref())
        .with_true(extension::READ_ONLY, endpoint.read_only)
        .with_some(extension::SETTLES, outcome::settles(&endpoint.settles))
        .with_some(extension::SANDBOX, endpoint.sandbox.as_ref().map(sandbox::sandbox))
        .with_true(extension::NO_SANDBOX_PATH, endpoint.no_sandbox_path)
        .with_some(extension::NOT_CALLABLE, endpoint.not_callable.as_ref())
        .with_some(extension::RESULT, endpoint.flat_result.as_ref().map(outcome::flat_result))
        .with_some(extension::SOURCE, endpoint.source.as_ref().map(source))
        .with_some(
            extension::RESULTS,
            list(endpoint.results.iter().chain(&endpoint.field_results).map(result)),
        )
        .with_some(extension::EXAMPLES, order(&endpoint.examples))
        .with("parameters", headers::parameter_list(endpoint, scope, dialect))
        .with("requestBody", request(endpoint, scope, dialect))
        .with("responses", Object::new().with("200", response(endpoint, scope)))
}

fn source(source: &Source) -> Object {
    let entry = Object::new().with("file", &source.file).with("date", &source.date);
    entry.with_some("hash", source.hash.as_ref())
}

fn result(result: &ResultCode) -> Object {
    let entry = Object::new().with("code", &result.code).with("status", result.status.letter());
    entry
        .with_some("field", result.field.as_ref())
        .with_some("action", result.action.map(Action::word))
        .with_some("accepted", list(&result.accepted))
        .with_some("doc", result.doc.as_ref())
        .with_some("rust_name", result.rust_name.as_ref())
}

/// The names of the examples, when it is not first those with a request.
fn order(examples: &[Example]) -> Option<Json> {
    let mut sorted: Vec<&Example> = examples.iter().collect();
    sorted.sort_by_key(|example| example.request.is_none());
    let told = sorted.iter().zip(examples).all(|(sorted, example)| sorted.name == example.name);
    list(examples.iter().map(|example| &example.name)).filter(|_| !told)
}

fn request(endpoint: &Endpoint, scope: &Scope<'_>, dialect: &Dialect) -> Object {
    let quoted = dialect.scalars == Scalars::Quoted && endpoint.kind == Kind::Call;
    let written = quoted.then_some("Numbers and booleans are written as text: `\"20\"`, `\"true\"`.");
    let schema = Object::new()
        .with("type", "object")
        .with("title", title(endpoint, "Request", "Notification"))
        .with_some("required", required(&endpoint.request))
        .with("properties", properties(&endpoint.request, scope))
        .with_true("additionalProperties", endpoint.additional_request)
        .with_true(extension::ADDITIONAL_FIELDS, endpoint.additional_request);
    let bodies = endpoint.examples.iter().map(|example| (example, &example.request));
    Object::new()
        .with_some("description", written)
        .with("required", true)
        .with("content", content(schema, bodies, &endpoint.request, scope.version))
}

fn response(endpoint: &Endpoint, scope: &Scope<'_>) -> Object {
    let result = || Object::new().with("$ref", "#/components/schemas/Result");
    let flat = endpoint.flat_result.as_ref();
    let mut fields = flat.map_or_else(|| Object::new().with("result", result()), flat_properties);
    let always = flat.map_or_else(
        || vec!["result".into()],
        |flat| flat.names()[..2].iter().map(|name| (*name).into()).collect(),
    );
    fields.extend(properties(&endpoint.response, scope));
    let mut schema = Object::new()
        .with("type", "object")
        .with("title", title(endpoint, "Response", "NotificationAnswer"))
        .with("required", Json::List(always))
        .with("properties", fields)
        .with_true("additionalProperties", endpoint.additional_response)
        .with_true(extension::ADDITIONAL_FIELDS, endpoint.additional_response);
    if let Some(required) = required(&endpoint.response) {
        schema = schema
            .with("if", Json::Value(success(flat)))
            .with("then", Object::new().with("required", required));
    }
    let bodies = endpoint.examples.iter().map(|example| (example, &example.response));
    Object::new()
        .with("description", results_table(endpoint))
        .with("headers", headers::header_map())
        .with("content", content(schema, bodies, &endpoint.response, scope.version))
}

/// What holds for an answer that reports success: only that has all required fields.
pub(crate) fn success(flat: Option<&FlatResult>) -> Value {
    match flat {
        None => json!({ "properties": { "result": { "properties": { "resultStatus": { "const": "S" } } } } }),
        Some(flat) => json!({ "properties": { &flat.status: { "const": flat.word(Status::Success) } } }),
    }
}

/// The parts of a result that are fields of the response.
fn flat_properties(flat: &FlatResult) -> Object {
    let text = |most: i64| Object::new().with("type", "string").with("maxLength", most);
    let words = flat.statuses.iter().map(|(word, _)| Json::from(word)).collect();
    let status = Object::new().with("type", "string").with("enum", Json::List(words));
    Object::new()
        .with(&flat.status, status.with("description", "What has become of the request."))
        .with(&flat.code, text(64).with("description", "Why; the operation lists its codes."))
        .with(&flat.message, text(256).with("description", "The same for people."))
}

/// The name of the struct in the generated crate.
fn title(endpoint: &Endpoint, of_call: &str, of_notification: &str) -> String {
    let stem = names::endpoint_stem(endpoint);
    let ending = if endpoint.kind == Kind::Call { of_call } else { of_notification };
    format!("{}{ending}", stem.trim_start_matches("r#"))
}

fn content<'a>(
    schema: Object,
    bodies: impl Iterator<Item = (&'a Example, &'a Option<Value>)>,
    fields: &[Field],
    version: &Version,
) -> Object {
    let mut examples = Object::new();
    for (example, body) in bodies {
        if let Some(body) = body {
            let entry = Object::new().with("summary", &example.name);
            let entry = entry.with_some(extension::BREAKS, example.breaks.as_ref());
            examples.push(&example.name, entry.with("value", value(body, fields, None, version)));
        }
    }
    let media_type = Object::new().with("schema", schema).with_some("examples", examples.if_any());
    Object::new().with("application/json", media_type)
}

/// A body, or a value in it, with the keys in the order of the table. `fields` are those of the value, if it is an object.
fn value(body: &Value, fields: &[Field], ty: Option<&Type>, version: &Version) -> Json {
    match body {
        Value::Object(map) => {
            let mut object = Object::new();
            for (name, inner, field) in ordered(map, fields) {
                let ty = field.map(|field| &field.ty).or_else(|| part(ty));
                object.push(name, value(inner, fields_of(ty, version), ty, version));
            }
            object.into()
        }
        Value::Array(items) => {
            let ty = part(ty);
            Json::List(items.iter().map(|item| value(item, fields_of(ty, version), ty, version)).collect())
        }
        plain => Json::from(plain.clone()),
    }
}

fn results_table(endpoint: &Endpoint) -> String {
    let place = endpoint.flat_result.as_ref().map_or("result", |flat| &flat.status);
    let mut text = format!("The answer. What has become of the request is in `{place}`.");
    if !endpoint.results.is_empty() {
        text.push_str("\n\n| Code | Status | Meaning |\n|---|---|---|\n");
    }
    for result in &endpoint.results {
        let words =
            result.doc.as_deref().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let cell = |text: &str| text.replace('|', "\\|");
        text.push_str(&format!(
            "| `{}` | {} | {} |\n",
            cell(&result.code),
            result.status.letter(),
            cell(&words)
        ));
    }
    text.trim_end().to_owned()
}
