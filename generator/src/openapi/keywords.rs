//! The keywords of JSON Schema and OpenAPI's schemas, and what becomes of each.

use super::fate::{Fate, IS_UNKNOWN};
use crate::emit::openapi::extension;
use crate::model::Primitive;
use Fate::{Carried, Ignored, LeftOut};

/// What a schema is taken for, by which its keywords are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Object,
    Map,
    List,
    Text,
    /// JSON inside a text.
    JsonText,
    /// An integer, boolean or decimal that is written as text.
    Quoted,
    Enum,
    Integer,
    Primitive(Primitive),
}

impl Form {
    /// Any JSON value.
    pub(super) const ANY: Self = Self::Primitive(Primitive::Json);
}

/// Where a schema is written, by which its texts are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// It describes a field.
    Field,
    /// It is a type of its own.
    Type,
    /// It describes the items of a list or the values of a map.
    Part,
    /// It is a request.
    Request,
    /// It is a response.
    Response,
}

/// For what a keyword is carried.
enum Where {
    Everywhere,
    Forms(&'static [Form]),
    Positions(&'static [Position]),
    Nowhere,
}

use Where::{Everywhere, Forms, Nowhere, Positions};

struct Keyword {
    name: &'static str,
    carried: Where,
    /// Elsewhere.
    otherwise: Fate,
}

const fn keyword(name: &'static str, carried: Where, otherwise: Fate) -> Keyword {
    Keyword { name, carried, otherwise }
}

const CONDITION: Fate = LeftOut("conditions between schemas; see `required_when` and `one_of`");
const CHOICE: Fate = LeftOut("a choice between schemas: a field has one type");
const BOUND: Fate = LeftOut("only integers have a smallest and greatest value");
const LENGTH: Fate = LeftOut("only texts, and what is written like one, have a length");
const ITEMS: Fate = LeftOut("of a list, only `maxItems` is checked");
const KEYS: Fate = LeftOut("the number and form of keys are not checked");
const DIRECTION: Fate =
    LeftOut("requests and responses have fields of their own; leave it out of one of them");
const OF_FIELDS: Fate = LeftOut("only fields have it, not types, bodies, items of a list or values of a map");
const NO_PLACE: Fate = LeftOut("specs have no place for this keyword here");
const BY_POINTER: Fate = Ignored("schemas are referred to by their pointers");
const FOR_AUTHORS: Fate = Ignored("it is for authors of the document");

const TEXT: Where = Forms(&[Form::Text]);
/// What has a length: texts, and what is written like one.
const WRITTEN: Where = Forms(&[
    Form::Text,
    Form::JsonText,
    Form::Quoted,
    Form::Enum,
    Form::ANY,
    Form::Primitive(Primitive::DateTime),
    Form::Primitive(Primitive::Date),
]);
const INTEGER: Where = Forms(&[Form::Integer]);
const OBJECT: Where = Forms(&[Form::Object]);
/// Where values for example are shown.
const SHOWN: Where = Positions(&[Position::Field, Position::Part, Position::Request, Position::Response]);
const FIELD: Where = Positions(&[Position::Field]);

/// All keywords. An `enum` or a `format` that a form cannot have is noted where it is read.
const KEYWORDS: &[Keyword] = &[
    keyword("$ref", Everywhere, Carried),
    keyword("$defs", Everywhere, Carried),
    keyword("definitions", Everywhere, Carried),
    keyword("$schema", Nowhere, BY_POINTER),
    keyword("$id", Nowhere, BY_POINTER),
    keyword("$anchor", Nowhere, BY_POINTER),
    keyword("$dynamicAnchor", Nowhere, BY_POINTER),
    keyword("$dynamicRef", Nowhere, LeftOut("only `$ref` is followed")),
    keyword("$vocabulary", Nowhere, FOR_AUTHORS),
    keyword("$comment", Nowhere, FOR_AUTHORS),
    keyword("type", Everywhere, Carried),
    keyword("format", Everywhere, Carried),
    keyword("nullable", Positions(&[Position::Field, Position::Type, Position::Part]), OF_FIELDS),
    // Of words:
    keyword("title", Everywhere, Carried),
    keyword("description", Everywhere, Carried),
    keyword("externalDocs", Everywhere, Carried),
    keyword("default", FIELD, OF_FIELDS),
    keyword("deprecated", FIELD, OF_FIELDS),
    keyword("example", SHOWN, OF_FIELDS),
    keyword("examples", SHOWN, OF_FIELDS),
    keyword("readOnly", Nowhere, DIRECTION),
    keyword("writeOnly", Nowhere, DIRECTION),
    keyword("xml", Nowhere, LeftOut("bodies are JSON")),
    // Of several schemas:
    keyword("allOf", Everywhere, Carried),
    keyword("oneOf", Forms(&[Form::Enum]), CHOICE),
    keyword("anyOf", Forms(&[Form::Enum]), CHOICE),
    keyword("discriminator", Nowhere, CHOICE),
    keyword("not", Nowhere, CONDITION),
    keyword("if", OBJECT, CONDITION),
    keyword("then", OBJECT, CONDITION),
    keyword("else", Nowhere, CONDITION),
    keyword("dependentRequired", Nowhere, CONDITION),
    keyword("dependentSchemas", Nowhere, CONDITION),
    keyword("dependencies", Nowhere, CONDITION),
    // Of values:
    keyword("enum", Forms(&[Form::Enum]), LeftOut("an enum can list only texts")),
    keyword("const", Forms(&[Form::Enum]), LeftOut("an enum can list only texts")),
    keyword("minLength", WRITTEN, LENGTH),
    keyword("maxLength", WRITTEN, LENGTH),
    // Of a quoted number, it says what all of them look like.
    keyword("pattern", Forms(&[Form::Text, Form::Quoted]), NO_PLACE),
    keyword("contentMediaType", Forms(&[Form::JsonText]), LeftOut("the text is taken as it is")),
    keyword("contentSchema", Forms(&[Form::JsonText]), LeftOut("the text is taken as it is")),
    keyword("contentEncoding", Nowhere, LeftOut("the text is taken as it is")),
    keyword("minimum", INTEGER, BOUND),
    keyword("maximum", INTEGER, BOUND),
    keyword("exclusiveMinimum", INTEGER, BOUND),
    keyword("exclusiveMaximum", INTEGER, BOUND),
    keyword("multipleOf", Nowhere, LeftOut("divisors are not checked")),
    // Of lists:
    keyword("items", Forms(&[Form::List]), NO_PLACE),
    keyword("maxItems", Forms(&[Form::List]), NO_PLACE),
    keyword("minItems", Nowhere, ITEMS),
    keyword("uniqueItems", Nowhere, ITEMS),
    keyword("contains", Nowhere, ITEMS),
    keyword("minContains", Nowhere, ITEMS),
    keyword("maxContains", Nowhere, ITEMS),
    keyword("prefixItems", Nowhere, ITEMS),
    keyword("additionalItems", Nowhere, ITEMS),
    keyword("unevaluatedItems", Nowhere, ITEMS),
    // Of objects:
    keyword("properties", OBJECT, NO_PLACE),
    keyword("required", OBJECT, NO_PLACE),
    keyword(
        "additionalProperties",
        Forms(&[Form::Map]),
        LeftOut("an object has fields, or is a map; it cannot be both"),
    ),
    keyword(
        "propertyNames",
        Forms(&[Form::Map]),
        LeftOut("an object has fields, or is a map; it cannot be both"),
    ),
    keyword("minProperties", Nowhere, KEYS),
    keyword("maxProperties", Forms(&[Form::Map]), KEYS),
    keyword("patternProperties", Nowhere, KEYS),
    keyword("unevaluatedProperties", Nowhere, KEYS),
    // Of an export:
    keyword(extension::DEPRECATED, FIELD, NO_PLACE),
    keyword(extension::REQUIRED_WHEN, FIELD, NO_PLACE),
    keyword(extension::CONDITION, FIELD, NO_PLACE),
    keyword(extension::ONE_OF, FIELD, NO_PLACE),
    keyword(extension::UNSEEN, FIELD, NO_PLACE),
    keyword(extension::RUST_NAME, Positions(&[Position::Field, Position::Type]), NO_PLACE),
    keyword(extension::ID, FIELD, NO_PLACE),
    keyword(extension::SENSITIVE, FIELD, NO_PLACE),
    keyword(extension::NULLABLE, FIELD, NO_PLACE),
    keyword(extension::ROLE, OBJECT, NO_PLACE),
    keyword(extension::ADDITIONAL_FIELDS, OBJECT, NO_PLACE),
    keyword(extension::OPEN, Forms(&[Form::Enum]), NO_PLACE),
    keyword(extension::VALUE_DOCS, Forms(&[Form::Enum]), NO_PLACE),
    keyword(extension::VALUE_RUST_NAMES, Forms(&[Form::Enum]), NO_PLACE),
    keyword(extension::PATTERN, TEXT, NO_PLACE),
    keyword(extension::FORBIDDEN_CHARS, TEXT, NO_PLACE),
    keyword(extension::QUOTED, Forms(&[Form::Quoted]), NO_PLACE),
    keyword(extension::MIN, Forms(&[Form::Quoted]), NO_PLACE),
    keyword(extension::MAX, Forms(&[Form::Quoted]), NO_PLACE),
];

/// What becomes of a keyword.
pub(super) fn fate(name: &str, form: Form, position: Position) -> Fate {
    let Some(keyword) = KEYWORDS.iter().find(|keyword| keyword.name == name) else { return IS_UNKNOWN };
    let is_carried = match keyword.carried {
        Everywhere => true,
        Forms(forms) => forms.contains(&form),
        Positions(positions) => positions.contains(&position),
        Nowhere => false,
    };
    if is_carried { Carried } else { keyword.otherwise }
}

/// Whether a schema that only has such keywords is no type of its own.
pub(super) fn is_annotation(name: &str) -> bool {
    const ANNOTATIONS: &[&str] = &[
        "$comment",
        "title",
        "description",
        "externalDocs",
        "default",
        "deprecated",
        "example",
        "examples",
        "nullable",
        "readOnly",
        "writeOnly",
        "xml",
    ];
    ANNOTATIONS.contains(&name) || name.starts_with("x-")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Schema Object" of OpenAPI 3.0.4, and the vocabularies of JSON Schema 2020-12 with those of OpenAPI 3.1.1; at the
    /// end those of older drafts, which occur.
    const STANDARD: &[&str] = &[
        "title",
        "multipleOf",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "maxProperties",
        "minProperties",
        "required",
        "enum",
        "type",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "items",
        "properties",
        "additionalProperties",
        "description",
        "format",
        "default",
        "nullable",
        "discriminator",
        "readOnly",
        "writeOnly",
        "xml",
        "externalDocs",
        "example",
        "deprecated",
        "$schema",
        "$id",
        "$ref",
        "$anchor",
        "$dynamicRef",
        "$dynamicAnchor",
        "$vocabulary",
        "$comment",
        "$defs",
        "prefixItems",
        "contains",
        "patternProperties",
        "dependentSchemas",
        "propertyNames",
        "if",
        "then",
        "else",
        "unevaluatedItems",
        "unevaluatedProperties",
        "const",
        "maxContains",
        "minContains",
        "dependentRequired",
        "examples",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "definitions",
        "dependencies",
        "additionalItems",
    ];

    #[test]
    fn every_keyword_of_the_standards_is_in_the_table() {
        let names: Vec<&str> = KEYWORDS.iter().map(|keyword| keyword.name).collect();
        for keyword in STANDARD {
            assert_eq!(names.iter().filter(|name| *name == keyword).count(), 1, "{keyword}");
        }
        for name in names {
            assert!(STANDARD.contains(&name) || name.starts_with("x-"), "{name}");
        }
        assert_eq!(fate("maxlength", Form::Text, Position::Field), IS_UNKNOWN);
    }
}
