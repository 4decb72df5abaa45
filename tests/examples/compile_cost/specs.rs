//! The API as specs.

use std::fmt::Write;

use super::api::{Api, CODES, Endpoint, Field, Kind, Shape};

/// Files of the API's folder, with their text.
pub(crate) fn files(api: &Api) -> Vec<(String, String)> {
    let head = "format: 1\nname: bench\ntitle: Bench wallet\nbase_path: /api\n";
    let mut files = vec![("api.yaml".to_owned(), head.to_owned()), ("v1/types.yaml".to_owned(), types(api))];
    files.extend(
        api.endpoints.iter().map(|endpoint| {
            (format!("v1/{}/{}.yaml", endpoint.group, endpoint.name), endpoint_file(endpoint))
        }),
    );
    files
}

fn types(api: &Api) -> String {
    let mut text = String::new();
    for definition in &api.types {
        let _ = writeln!(text, "{}:\n  doc: What a wallet calls {}.", definition.name, definition.name);
        match &definition.shape {
            Shape::Object(fields) => text += &lines(fields),
            Shape::Enum(values) => {
                text += "  type: enum\n  values:\n";
                for value in *values {
                    let _ = writeln!(text, "    {value}: The value {value}.");
                }
            }
        }
    }
    text
}

fn endpoint_file(endpoint: &Endpoint) -> String {
    let Endpoint { group, name, request, response } = endpoint;
    let mut text = format!(
        "path: {group}/{name}\nversion: v1\nsummary: Do what {name} does.\nidempotency_key: requestId\n\
         request:\n{}response:\n{}results:\n",
        lines(request),
        lines(response),
    );
    for (code, status) in CODES {
        let _ = writeln!(
            text,
            "  - {{ code: {code}, status: {status}, doc: What {code} means and what to do about it. }}"
        );
    }
    text
}

fn lines(fields: &[Field]) -> String {
    fields.iter().map(|field| format!("  {}: {{ {} }}\n", field.name, keys(field))).collect()
}

fn keys(field: &Field) -> String {
    let kind = match &field.kind {
        Kind::Text(max) => format!("type: string, max_length: {max}"),
        Kind::Time => "type: datetime".to_owned(),
        Kind::Integer => "type: integer, min: 0, max: 999999".to_owned(),
        Kind::Boolean => "type: boolean".to_owned(),
        Kind::Named(name) => format!("type: {name}"),
        Kind::List(name) => format!("type: list, items: {{ type: {name} }}, max_items: 100"),
        Kind::Texts => "type: list, items: { type: string, max_length: 32 }, max_items: 10".to_owned(),
    };
    let required = if field.required { ", required: true" } else { "" };
    let sensitive = if field.sensitive { ", sensitive: true" } else { "" };
    format!("{kind}{required}{sensitive}, doc: {:?}", field.doc())
}
