//! Spec files as lines that compare: a field's place, type, requiredness and limit.

use countersign_codegen::model::{Field, Shape, Type, Version, resolve};
use countersign_codegen::spec::read_files;
use std::collections::BTreeMap;

/// Describes the only endpoint of an API.
pub(crate) fn described(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut set = read_files("tables", files);
    let api = resolve(&set.apis[0], &mut set.findings);
    let version = &api.versions[0];
    let endpoint = &version.endpoints[0];
    let mut lines = vec![endpoint.address()];
    let owner = |owner: &str, fields: &[Field]| -> Vec<String> {
        fields.iter().map(|field| format!("{owner}.{}", line(field, version))).collect()
    };
    lines.extend(owner("request", &endpoint.request));
    lines.extend(owner("response", &endpoint.response));
    for definition in &version.types {
        if let Shape::Object(fields) = &definition.shape {
            lines.extend(owner(&definition.name, fields));
        }
    }
    let codes: Vec<String> =
        endpoint.results.iter().map(|code| format!("{}:{}", code.code, code.status.letter())).collect();
    if !codes.is_empty() {
        lines.push(format!("results {}", codes.join(" ")));
    }
    if !endpoint.examples.is_empty() {
        lines.push(format!("examples {}", endpoint.examples.len()));
    }
    lines
}

fn line(field: &Field, version: &Version) -> String {
    let required = if field.required { "required" } else { "optional" };
    let written = field.written.max.map(|max| max.to_string());
    let limit = limit(&field.ty).or(written).map(|limit| format!(" {limit}"));
    format!("{} {} {required}{}", field.name, shape(&field.ty, version), limit.unwrap_or_default())
}

fn shape(ty: &Type, version: &Version) -> String {
    match ty {
        Type::List { items, .. } => format!("list<{}>", shape(items, version)),
        Type::Map { values, .. } => format!("map<{}>", shape(values, version)),
        Type::Named(name) => match version.type_named(name).map(|definition| &definition.shape) {
            Some(Shape::Enum(values)) => {
                let values: Vec<&str> = values.values.iter().map(|value| value.value.as_str()).collect();
                format!("enum({})", values.join("|"))
            }
            _ => name.clone(),
        },
        ty => ty.keyword().to_owned(),
    }
}

fn limit(ty: &Type) -> Option<String> {
    match ty {
        Type::Text(limits) | Type::Url(limits) => limits.max.map(|max| max.to_string()),
        Type::Integer { min: None, max: None } => None,
        Type::Integer { min, max } => {
            let number = |number: &Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
            Some(format!("{}..{}", number(min), number(max)))
        }
        Type::List { items, max } => match (max, limit(items)) {
            (None, None) => None,
            (Some(max), None) => Some(max.to_string()),
            (max, Some(items)) => {
                Some(format!("{} items {items}", max.map(|max| max.to_string()).unwrap_or_default()))
            }
        },
        _ => None,
    }
}
