//! Checks a body, and headers, for the form, by the rules by which the wallet checks it.

use super::order::Order;
use super::problem::Problem;
use crate::instance::Instance;
use countersign_calling::{Violation, header_violations, rounded, violations};
use countersign_codegen::model::{Field, MisfitKind, Shape, Type, Version};
use serde_json::{Value, json};

/// How many problems the page is told.
const MAX_PROBLEMS: usize = 100;
/// How many bytes of paths and messages the page is told.
const MAX_TEXT: usize = 64 * 1024;

/// Reads `{ api, endpoint, body }`, the body as text; `{ problems: [{ path: [names], message, missing }], more }`.
///
/// An unknown field is a problem here; the wallet ignores it without `--strict`.
///
/// Problems with what is there come first, and then those with what is `missing`. `more` says that there are others. Values of
/// sensitive fields are not repeated.
///
/// # Errors
/// There is no such endpoint, or the body is not JSON.
pub(super) fn run(instance: &Instance, body: &[u8]) -> Result<Value, Problem> {
    let order = Order::read(body)?;
    let mut body = rounded(&order.body.parse().map_err(Problem::BodyNotJson)?);
    let api = instance.state.apis.iter().find(|api| api.name == order.api);
    let api = api.ok_or_else(|| Problem::NoApi(order.api.clone()))?;
    let found = api.endpoint(&order.endpoint);
    let (version, endpoint) = found.ok_or_else(|| Problem::NoEndpoint(order.endpoint.clone()))?;
    add_required_objects(&mut body, &endpoint.request, version);
    let mut found = violations(&body, endpoint, version);
    let given = |name: &str| {
        let header = order.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.clone())
    };
    found.extend(header_violations(given, endpoint, version));
    let all = found.len();
    found.sort_by_key(|violation| is_missing(&violation.kind));
    let mut told = 0;
    let problems = found.into_iter().take(MAX_PROBLEMS).map_while(|violation| {
        let is_room = told < MAX_TEXT;
        told += violation.message.len() + violation.steps.iter().map(String::len).sum::<usize>();
        is_room.then(|| problem(violation))
    });
    let problems: Vec<Value> = problems.collect();
    let more = problems.len() < all;
    Ok(json!({ "problems": problems, "more": more }))
}

/// Adds the objects that are required and missing: the form has controls for the fields inside, which are then reported.
fn add_required_objects(value: &mut Value, fields: &[Field], version: &Version) {
    let Some(object) = value.as_object_mut() else { return };
    for field in fields.iter().filter(|field| !field.json_text) {
        let Type::Named(name) = &field.ty else { continue };
        let Some(Shape::Object(inner)) = version.type_named(name).map(|definition| &definition.shape) else {
            continue;
        };
        if field.required && inner.iter().any(|field| field.required) {
            object.entry(&field.name).or_insert_with(|| json!({}));
        }
        if let Some(held) = object.get_mut(&field.name) {
            add_required_objects(held, inner, version);
        }
    }
}

fn is_missing(kind: &MisfitKind) -> bool {
    matches!(kind, MisfitKind::Missing | MisfitKind::NoneOf(_))
}

/// Of a group of fields, the first one is marked.
fn problem(violation: Violation) -> Value {
    let missing = is_missing(&violation.kind);
    let (mut path, mut message) = (violation.steps, violation.message);
    if let MisfitKind::NoneOf(names) = violation.kind {
        message = format!("is missing: one of {} is required", names.join(", "));
        path.extend(names.into_iter().next());
    }
    json!({ "path": path, "message": message, "missing": missing })
}
