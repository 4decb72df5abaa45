//! Keywords of JSON Schema and OpenAPI, and what becomes of those that specs have no place for.

use crate::model::Primitive;

/// Keywords that are read everywhere, or say nothing about the wire.
const EVERYWHERE: &[&str] = &[
    "$ref",
    "$schema",
    "$id",
    "$anchor",
    "$comment",
    "title",
    "description",
    "deprecated",
    "default",
    "example",
    "examples",
    "externalDocs",
    "nullable",
    "type",
    "format",
    "enum",
    "const",
];

/// What a schema is taken for, by which its keywords are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Object,
    Map,
    List,
    Text,
    Enum,
    Integer,
    Primitive(Primitive),
}

impl Form {
    /// Any JSON value.
    pub(super) const ANY: Self = Self::Primitive(Primitive::Json);
}

/// Why a keyword is left out, unless it is used.
pub(super) fn reason(keyword: &str, form: Form) -> Option<&'static str> {
    let used = match form {
        Form::Object => &["properties", "required", "allOf", "if", "then", "additionalProperties"][..],
        Form::Map => &["additionalProperties", "propertyNames"],
        Form::List => &["items", "maxItems"],
        Form::Text => &["minLength", "maxLength", "pattern", "contentMediaType", "contentSchema"],
        Form::Enum => &["minLength", "maxLength", "oneOf", "anyOf"],
        Form::Integer => &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        Form::Primitive(Primitive::Json | Primitive::DateTime | Primitive::Date) => {
            &["minLength", "maxLength"]
        }
        Form::Primitive(_) => &[],
    };
    if keyword.starts_with("x-") || EVERYWHERE.contains(&keyword) || used.contains(&keyword) {
        return None;
    }
    Some(match keyword {
        "oneOf" | "anyOf" => "a choice between schemas: a field has one type",
        "allOf" => "only objects are merged",
        "not" | "if" | "then" | "else" | "dependentRequired" | "dependentSchemas" | "dependencies" => {
            "conditions between schemas; see `required_when` and `one_of`"
        }
        "discriminator" => "a choice between schemas: a field has one type",
        "minItems" | "uniqueItems" | "contains" | "minContains" | "maxContains" | "prefixItems" => {
            "of a list, only `maxItems` is checked"
        }
        "multipleOf" => "divisors are not checked",
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
            "only integers have a smallest and greatest value"
        }
        "minProperties" | "maxProperties" | "patternProperties" | "unevaluatedProperties" => {
            "the number and form of keys are not checked"
        }
        "additionalProperties" | "propertyNames" => "an object has fields, or is a map; it cannot be both",
        "readOnly" | "writeOnly" => {
            "requests and responses have fields of their own; leave it out of one of them"
        }
        "contentEncoding" => "the text is taken as it is",
        "xml" => "bodies are JSON",
        _ => "specs have no place for this keyword here",
    })
}
