//! An API as an OpenAPI 3.1 document.
//!
//! Everything that a spec says is in it: as OpenAPI says it where it can, under `x-countersign-...` (see `extension`)
//! where it cannot. Importing the document gives the same model.

pub(crate) mod extension;
mod headers;
mod json;
mod operation;
mod outcome;
mod sandbox;
mod schema;
mod signature;

pub(crate) use headers::{of_requests, of_responses};
pub(crate) use operation::success;

use crate::emit::specs::InlineEnums;
use crate::model::{Api, Dialect, DialectValue, Endpoint, Kind, Version};
use json::{Json, Object, list};
use schema::Scope;
use serde_json::Value;
use std::collections::BTreeSet;

/// The document, as JSON text.
#[must_use]
pub fn document(api: &Api) -> String {
    let scopes: Vec<Scope<'_>> = api
        .versions
        .iter()
        .map(|version| Scope { version, inline_enums: InlineEnums::of(version) })
        .collect();
    let mut ids = BTreeSet::new();
    let (mut paths, mut webhooks) = (Object::new(), Object::new());
    for (scope, endpoint) in endpoints(&scopes) {
        let item = operation::path_item(endpoint, unique_id(endpoint, &mut ids), scope, api);
        let place = endpoint.address();
        match endpoint.kind {
            Kind::Call => paths.push(api.path_behind_base(endpoint), item),
            Kind::Notification => webhooks.push(place, item),
        }
    }
    let document = Object::new()
        .with("openapi", "3.1.0")
        .with("info", info(api))
        .with(extension::FORMAT, 1_i64)
        .with(extension::NAME, &api.name)
        .with_some(extension::DIALECT, dialect(&api.dialect))
        .with_some(extension::PATH_TEMPLATE, api.unusual_template())
        .with_some(extension::CURRENCIES, currencies(api))
        .with("servers", Json::List(vec![server(api).into()]))
        // The signature takes the place of security schemes, of which none can express it.
        .with("security", Json::List(Vec::new()))
        .with_some("tags", tags(&scopes))
        .with("paths", paths)
        .with_some("webhooks", webhooks.if_any())
        .with("components", components(api, &scopes));
    json::print(&document.into())
}

fn endpoints<'s, 'a>(scopes: &'s [Scope<'a>]) -> impl Iterator<Item = (&'s Scope<'a>, &'a Endpoint)> {
    scopes.iter().flat_map(|scope| {
        let version: &'a Version = scope.version;
        version.endpoints.iter().map(move |endpoint| (scope, endpoint))
    })
}

fn info(api: &Api) -> Object {
    let versions: Vec<&str> = api.versions.iter().map(|version| version.name.as_str()).collect();
    let versions = if versions.is_empty() { "none".to_owned() } else { versions.join(", ") };
    Object::new()
        .with("title", &api.title)
        .with("version", versions)
        .with_some("description", api.doc.as_ref())
}

/// What differs from the usual.
fn dialect(dialect: &Dialect) -> Option<Object> {
    let mut keys = Object::new();
    for (key, value) in dialect.unusual() {
        match value {
            DialectValue::Word(word) => keys.push(key.name, word.spelled),
            DialectValue::Flag(flag) => keys.push(key.name, flag),
            DialectValue::Text(text) => keys.push(key.name, text),
            DialectValue::Headers(headers) => {
                let said = headers.into_iter().fold(Object::new(), |all, (name, said)| all.with(name, said));
                keys.push(key.name, said);
            }
        }
    }
    keys.if_any()
}

fn currencies(api: &Api) -> Option<Object> {
    let mut currencies = Object::new();
    for (code, differs) in &api.currencies {
        let differs = Object::new()
            .with_some("exponent", differs.exponent.map(i64::from))
            .with_some("multiple_of", differs.multiple_of.map(Value::from));
        currencies.push(code, differs);
    }
    currencies.if_any()
}

fn server(api: &Api) -> Object {
    let variable = |default: &str| Object::new().with("default", default);
    let mut description = "`host` is given to you by the wallet; test and production differ. `base_path` is part of what is signed.".to_owned();
    let mut base_path = variable(&api.base_path);
    let sandbox = &api.dialect.sandbox_base_path;
    if !sandbox.is_empty() {
        base_path = base_path.with("enum", Json::List(vec![(&api.base_path).into(), sandbox.into()]));
        description += &format!(" It is `{sandbox}` for client ids that begin with `SANDBOX_`.");
    }
    let variables = Object::new().with("host", variable("wallet.example")).with("base_path", base_path);
    Object::new()
        .with("url", "https://{host}{base_path}")
        .with("description", description)
        .with("variables", variables)
}

fn tags(scopes: &[Scope<'_>]) -> Option<Json> {
    let tags: BTreeSet<String> = endpoints(scopes).map(|(_, endpoint)| operation::tag(endpoint)).collect();
    list(tags.into_iter().map(|tag| Object::new().with("name", tag)))
}

fn components(api: &Api, scopes: &[Scope<'_>]) -> Object {
    let mut schemas = Object::new().with("Result", result());
    for scope in scopes {
        for definition in
            scope.version.types.iter().filter(|definition| !scope.inline_enums.contains(&definition.name))
        {
            let name = schema::component(&scope.version.name, &definition.name);
            schemas.push(name, schema::definition(definition, scope));
        }
    }
    Object::new()
        .with("schemas", schemas)
        .with("parameters", headers::parameters(api))
        .with("headers", headers::headers(api))
}

/// `result` is in every answer.
fn result() -> Object {
    let text = |most: i64, doc: &str| {
        Object::new().with("type", "string").with("maxLength", most).with("description", doc)
    };
    let statuses = [
        ("S", "Success."),
        ("A", "Accepted: the user has a step to take."),
        ("F", "Failed, for good."),
        ("U", "Unknown: it may have happened."),
    ];
    let mut docs = Object::new();
    for (status, doc) in statuses {
        docs.push(status, doc);
    }
    let status = Object::new()
        .with("type", "string")
        .with("enum", Json::List(statuses.iter().map(|(status, _)| Json::from(*status)).collect()))
        .with(extension::VALUE_DOCS, docs)
        .with("description", "What has become of the request.");
    let properties = Object::new()
        .with("resultStatus", status)
        .with("resultCode", text(64, "Why; each operation lists its codes."))
        .with("resultMessage", text(256, "The same for people."));
    Object::new()
        .with("type", "object")
        .with("description", "In every answer: the outcome.")
        .with("required", Json::List(vec!["resultStatus".into(), "resultCode".into()]))
        .with("properties", properties)
}

/// Unique in the document, of letters, digits and `_`.
fn unique_id(endpoint: &Endpoint, taken: &mut BTreeSet<String>) -> String {
    let place = endpoint.address();
    let stem: String = place.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let mut id = stem.clone();
    let mut number = 1;
    while !taken.insert(id.clone()) {
        number += 1;
        id = format!("{stem}_{number}");
    }
    id
}
