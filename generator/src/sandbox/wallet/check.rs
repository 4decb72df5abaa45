//! Whether a request's body is what the spec says.

use super::refusal::Refusal;
use super::routes::Route;
use crate::model::{Field, Misfit, Shape, Type, Version, misfits};
use serde_json::Value;

/// How many violations a message names. The rest is counted.
const MAX_NAMED: usize = 20;
/// In bytes, of one violation's text.
const MAX_TEXT: usize = 400;

/// What the values of a body may take of memory, in bytes. A megabyte of `{"":0},{"":0}` would take a hundred.
const MAX_VALUES: usize = 8 * 1024 * 1024;

/// Reads a body and checks it.
///
/// # Errors
/// Each violation with its JSON path, the limit and what came.
pub(super) fn body(bytes: &[u8], route: Route<'_>) -> Result<Value, Refusal> {
    if values(bytes) > MAX_VALUES {
        let megabytes = MAX_VALUES / (1024 * 1024);
        return Err(Refusal::illegal(format!(
            "the body has more values than fit into {megabytes} MB of memory"
        )));
    }
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| Refusal::illegal(format!("the body is not JSON: {error}")))?;
    let found = misfits(&value, &route.endpoint.request, route.version);
    // Where the wallet's tables are not known completely, it may well know more fields.
    let found: Vec<&Misfit> =
        found.iter().filter(|misfit| !(route.endpoint.partial && misfit.is_unknown_field())).collect();
    if found.is_empty() {
        return Ok(value);
    }
    let named = found.iter().take(MAX_NAMED);
    let mut message: Vec<String> =
        named.map(|misfit| described(misfit, is_sensitive(misfit, route))).collect();
    if let Some(more) = found.len().checked_sub(MAX_NAMED).filter(|more| *more > 0) {
        message.push(format!("and {more} more"));
    }
    Err(Refusal::illegal(message.join("; ")))
}

/// About what the values of a JSON text take of memory, those of JSON within its texts among them.
fn values(json: &[u8]) -> usize {
    let each = json.iter().map(|byte| match byte {
        b'{' => 640,
        b'[' | b',' => 64,
        _ => 0,
    });
    each.sum()
}

/// Whether a path leads into something that must not be shown.
fn is_sensitive(misfit: &Misfit, route: Route<'_>) -> bool {
    let mut fields: &[Field] = &route.endpoint.request;
    for step in &misfit.path {
        let Some(field) = fields.iter().find(|field| field.name == *step) else { continue };
        if field.sensitive {
            return true;
        }
        fields = inner(&field.ty, route.version);
    }
    false
}

/// The fields of an object, or of the objects in a list or map.
fn inner<'a>(ty: &Type, version: &'a Version) -> &'a [Field] {
    match ty {
        Type::List { items: ty, .. } | Type::Map { values: ty, .. } => inner(ty, version),
        Type::Named(name) => match version.type_named(name).map(|definition| &definition.shape) {
            Some(Shape::Object(fields)) => fields,
            _ => &[],
        },
        _ => &[],
    }
}

/// `$.goods[0].name has 300 characters; ...`.
fn described(misfit: &Misfit, is_sensitive: bool) -> String {
    let mut text = "$".to_owned();
    for step in &misfit.path {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            text.push_str(&format!("[{step}]"));
        } else {
            text.push_str(&format!(".{step}"));
        }
    }
    text.push(' ');
    // Messages about a value's kind quote it; those about its length don't.
    let quotes = misfit.message.starts_with("is ") && !misfit.message.starts_with("is required");
    text.push_str(if is_sensitive && quotes { "is not what it should be" } else { &misfit.message });
    if text.len() > MAX_TEXT {
        let mut end = MAX_TEXT;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push_str("...");
    }
    text
}
