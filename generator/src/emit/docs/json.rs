//! Bodies as JSON text, their keys in the order of the table.

use crate::emit::specs::{fields_of, ordered, part};
use crate::model::{Field, Type, Version};
use serde_json::Value;

/// A body over several lines. `fields` are those of its table.
pub fn pretty(body: &Value, fields: &[Field], version: &Version) -> String {
    let mut text = String::new();
    write(&mut text, body, fields, None, version, 0);
    text
}

fn write(
    out: &mut String,
    value: &Value,
    fields: &[Field],
    ty: Option<&Type>,
    version: &Version,
    indent: usize,
) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            out.push('{');
            for (number, (name, inner, field)) in ordered(map, fields).into_iter().enumerate() {
                new_line(out, number, indent + 2);
                out.push_str(&format!("{}: ", Value::from(name)));
                let ty = field.map(|field| &field.ty).or_else(|| part(ty));
                write(out, inner, fields_of(ty, version), ty, version, indent + 2);
            }
            new_line(out, 0, indent);
            out.push('}');
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('[');
            let ty = part(ty);
            for (number, item) in items.iter().enumerate() {
                new_line(out, number, indent + 2);
                write(out, item, fields_of(ty, version), ty, version, indent + 2);
            }
            new_line(out, 0, indent);
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

/// With a comma behind what was before, unless it is the first entry.
fn new_line(out: &mut String, number: usize, indent: usize) {
    if number > 0 {
        out.push(',');
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
}
