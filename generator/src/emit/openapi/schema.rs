//! Fields and types as JSON Schema.

use super::extension;
use super::json::{Json, Object, list};
use crate::emit::specs::InlineEnums;
use crate::model::{Comparison, Enum, Field, JsonForm, Shape, TextLimits, Type, TypeDef, TypeRole, Version};
use serde_json::Value;

/// What a schema may refer to.
pub(super) struct Scope<'a> {
    pub(super) version: &'a Version,
    pub(super) inline_enums: InlineEnums<'a>,
}

/// The name of a version's type among the schemas.
pub(super) fn component(version: &str, name: &str) -> String {
    format!("{version}.{name}")
}

/// A named type.
pub(super) fn definition(definition: &TypeDef, scope: &Scope<'_>) -> Object {
    let schema = match &definition.shape {
        Shape::Object(fields) => {
            let object =
                Object::new().with("type", "object").with_some("description", definition.doc.as_ref());
            object
                .with_some("required", required(fields))
                .with("properties", properties(fields, scope))
                .with_true("additionalProperties", definition.additional)
                .with_true(extension::ADDITIONAL_FIELDS, definition.additional)
                .with_some(extension::ROLE, definition.role.map(TypeRole::word))
        }
        Shape::Enum(values) => enumeration(values).with_some("description", definition.doc.as_ref()),
    };
    schema.with_some(extension::RUST_NAME, definition.rust_name.as_ref())
}

/// The names of the fields that are always there.
pub(super) fn required(fields: &[Field]) -> Option<Json> {
    list(fields.iter().filter(|field| field.required).map(|field| &field.name))
}

/// The fields of an object.
pub(super) fn properties(fields: &[Field], scope: &Scope<'_>) -> Object {
    let mut properties = Object::new();
    for field in fields {
        properties.push(&field.name, property(field, scope));
    }
    properties
}

/// A field, or a header.
pub(super) fn property(field: &Field, scope: &Scope<'_>) -> Object {
    let mut schema = if field.quoted { quoted(&field.ty) } else { value(&field.ty, scope) };
    if field.json_text {
        let content = Some(schema).filter(|_| field.ty != Type::JSON);
        schema = Object::new().with("type", "string").with("contentMediaType", "application/json");
        schema = schema.with_some("contentSchema", content);
    }
    schema = text(schema, &field.written);
    if field.nullable {
        schema = nullable(schema);
    }
    if field.sensitive && (field.json_text || matches!(field.ty, Type::Text(_))) {
        schema.push("format", "password");
    }
    schema
        .with_some("description", field.doc.as_ref())
        .with_some("default", field.default.as_deref().map(|text| default(text, field)))
        .with_true("deprecated", field.deprecated.is_some())
        .with_some(extension::DEPRECATED, field.deprecated.as_ref())
        .with_true(extension::ID, field.id)
        .with_true(extension::SENSITIVE, field.sensitive)
        .with_some(extension::REQUIRED_WHEN, required_when(field))
        .with_some(extension::CONDITION, field.condition.as_ref())
        .with_some(extension::ONE_OF, field.one_of.as_ref())
        .with_some(extension::RUST_NAME, field.rust_name.as_ref())
        .with_some(extension::UNSEEN, list(field.unseen.words()))
}

fn required_when(field: &Field) -> Option<String> {
    (!field.required_when.is_empty()).then(|| Comparison::spelled(&field.required_when))
}

/// The model keeps a default as JSON; on the wire it is as quoted as the field.
fn default(text: &str, field: &Field) -> Value {
    match serde_json::from_str(text) {
        Ok(Value::String(text)) => Value::String(text),
        Ok(value) if field.quoted && !field.json_text => Value::String(value.to_string()),
        Ok(value) => value,
        Err(_) => Value::String(text.to_owned()),
    }
}

fn value(ty: &Type, scope: &Scope<'_>) -> Object {
    if let Some(values) = scope.inline_enums.get(ty) {
        return enumeration(values);
    }
    let kind = |name: &str| Object::new().with("type", name);
    match ty {
        Type::Text(limits) => text(kind("string"), limits),
        Type::Url(limits) => text(kind("string").with("format", "uri"), limits),
        Type::Integer { min, max } => {
            kind("integer").with("format", "int64").with_some("minimum", *min).with_some("maximum", *max)
        }
        Type::Primitive(primitive) => {
            let info = primitive.info();
            Object::new().with_some("type", info.form.schema_type()).with_some("format", info.format)
        }
        Type::List { items, max } => {
            kind("array").with("items", value(items, scope)).with_some("maxItems", *max)
        }
        Type::Map { values, keys } => {
            let names =
                Object::new().with_some("enum", list(&keys.allowed)).with_some("maxLength", keys.max_length);
            let is_limited = !keys.allowed.is_empty() || keys.max_length.is_some();
            kind("object")
                .with_some("maxProperties", keys.max_entries)
                .with_some("propertyNames", is_limited.then_some(names))
                .with("additionalProperties", value(values, scope))
        }
        Type::Named(name) => Object::new()
            .with("$ref", format!("#/components/schemas/{}", component(&scope.version.name, name))),
    }
}

/// A number or boolean that is written as text.
fn quoted(ty: &Type) -> Object {
    let pattern = match ty {
        Type::Integer { .. } => "^-?[0-9]+$",
        Type::Primitive(primitive) if primitive.info().form == JsonForm::Boolean => "^(true|false)$",
        _ => "^-?[0-9]+(\\.[0-9]+)?$",
    };
    let text =
        Object::new().with("type", "string").with("pattern", pattern).with(extension::QUOTED, ty.keyword());
    match ty {
        Type::Integer { min, max } => text.with_some(extension::MIN, *min).with_some(extension::MAX, *max),
        _ => text,
    }
}

fn text(schema: Object, limits: &TextLimits) -> Object {
    let pattern = limits.pattern.as_ref();
    let forbidden = &limits.forbidden_chars;
    schema
        .with_some("minLength", (limits.min > 0).then_some(limits.min))
        .with_some("maxLength", limits.max)
        .with_some(
            "pattern",
            pattern.filter(|pattern| is_common(pattern)).map(|pattern| format!("^(?:{pattern})$")),
        )
        .with_some(extension::PATTERN, pattern)
        .with_some(extension::FORBIDDEN_CHARS, (!forbidden.is_empty()).then_some(forbidden))
}

/// Whether a pattern means the same in JavaScript, whose regular expressions JSON Schema uses. In doubt it does not.
fn is_common(pattern: &str) -> bool {
    let groups = pattern
        .match_indices("(?")
        .all(|(at, _)| pattern.get(at..).is_some_and(|rest| rest.starts_with("(?:")));
    let escapes = pattern.match_indices('\\').all(|(at, _)| {
        let next = pattern.get(at + 1..).and_then(|rest| rest.chars().next());
        next.is_some_and(|c| "dDwWsS.*+?()[]{}|^$/\\-nrt".contains(c))
    });
    groups && escapes && !["[[", "&&", "--", "~~", "[^["].iter().any(|own| pattern.contains(own))
}

fn enumeration(values: &Enum) -> Object {
    let (mut docs, mut names) = (Object::new(), Object::new());
    for value in &values.values {
        if let Some(doc) = &value.doc {
            docs.push(&value.value, doc);
        }
        if let Some(name) = &value.rust_name {
            names.push(&value.value, name);
        }
    }
    let listed = Json::List(values.values.iter().map(|value| Json::from(&value.value)).collect());
    Object::new()
        .with("type", "string")
        .with("enum", listed)
        .with_some(extension::VALUE_DOCS, docs.if_any())
        .with_some(extension::VALUE_RUST_NAMES, names.if_any())
        .with_true(extension::OPEN, values.open)
}

fn nullable(mut schema: Object) -> Object {
    let null = Json::from("null");
    if schema.is_empty() {
        return schema.with(extension::NULLABLE, true);
    }
    match schema.get_mut("type") {
        Some(kind) => *kind = Json::List(vec![kind.clone(), null]),
        None => {
            let either = vec![schema.into(), Object::new().with("type", null).into()];
            return Object::new().with("anyOf", Json::List(either));
        }
    }
    if let Some(Json::List(values)) = schema.get_mut("enum") {
        values.push(Json::Value(Value::Null));
    }
    schema
}
