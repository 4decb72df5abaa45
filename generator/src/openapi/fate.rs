//! What becomes of the keys of a document: one table for each kind of object. Those of schemas are in `keywords`.

use super::pointer::Place;
use crate::emit::openapi::extension;
use crate::spec::Value;
use Fate::{Carried, Ignored, LeftOut};

/// What becomes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is read; what a spec cannot hold of it is listed.
    Carried,
    /// It says nothing about the API, and why.
    Ignored(&'static str),
    /// It is listed, and why.
    LeftOut(&'static str),
}

/// A key that is in none of the tables.
pub(super) const IS_UNKNOWN: Fate = LeftOut("OpenAPI has no such key here");

/// Objects of a document that are read key by key. All others are listed as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Info,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Components,
    PathItem,
    Operation,
    /// A header that an endpoint has.
    Header,
    RequestBody,
    Response,
    MediaType,
    Example,
}

type Row = (&'static str, Fate);

const HOSTS: Fate = Ignored("the client's configuration names the host");
const PUBLISHER: Fate = Ignored("it is about who publishes the document");
const OTHER_METHOD: Fate = LeftOut("only POST is used");
const SIGNED: Fate = LeftOut("every request is signed instead");
const ONE_SERVER: Fate = LeftOut("all endpoints have the same server");
const IN_SCHEMA: Fate = LeftOut("the docs of a header show what its schema has for example");
const GROUP_TEXT: Fate = LeftOut("groups of endpoints have no text of their own");

impl Kind {
    fn rows(self) -> &'static [Row] {
        match self {
            Self::Document => &[
                ("openapi", Carried),
                ("info", Carried),
                ("jsonSchemaDialect", LeftOut("schemas are read as OpenAPI's own")),
                ("servers", Carried),
                ("paths", Carried),
                ("webhooks", Carried),
                ("components", Carried),
                ("security", SIGNED),
                ("tags", Carried),
                ("externalDocs", Carried),
                (extension::FORMAT, Carried),
                (extension::NAME, Carried),
                (extension::DIALECT, Carried),
                (extension::PATH_TEMPLATE, Carried),
                (extension::CURRENCIES, Carried),
            ],
            Self::Info => &[
                ("title", Carried),
                ("summary", Carried),
                ("description", Carried),
                ("termsOfService", PUBLISHER),
                ("contact", PUBLISHER),
                ("license", PUBLISHER),
                ("version", Ignored("it is the document's; paths have versions of their own")),
            ],
            Self::Server => &[("url", Carried), ("description", HOSTS), ("variables", Carried)],
            Self::ServerVariable => &[("enum", HOSTS), ("default", Carried), ("description", HOSTS)],
            Self::Tag => &[
                ("name", Ignored("paths say which endpoints belong together")),
                ("description", GROUP_TEXT),
                ("externalDocs", GROUP_TEXT),
            ],
            Self::ExternalDocs => &[("description", Carried), ("url", Carried)],
            // What nothing refers to is listed.
            Self::Components => &[
                ("schemas", Carried),
                ("responses", Carried),
                ("parameters", Carried),
                ("examples", Carried),
                ("requestBodies", Carried),
                ("headers", Carried),
                ("securitySchemes", SIGNED),
                ("links", Carried),
                ("callbacks", Carried),
                ("pathItems", Carried),
            ],
            Self::PathItem => &[
                ("$ref", Carried),
                ("summary", Carried),
                ("description", Carried),
                ("get", OTHER_METHOD),
                ("put", OTHER_METHOD),
                ("post", Carried),
                ("delete", OTHER_METHOD),
                ("options", OTHER_METHOD),
                ("head", OTHER_METHOD),
                ("patch", OTHER_METHOD),
                ("trace", OTHER_METHOD),
                ("servers", ONE_SERVER),
                ("parameters", Carried),
            ],
            Self::Operation => OPERATION,
            Self::Header => &[
                ("name", Carried),
                ("in", Carried),
                ("description", Carried),
                ("required", Carried),
                ("deprecated", Carried),
                ("allowEmptyValue", Ignored("it is for queries")),
                ("style", Ignored("a text is written as it is")),
                ("explode", Ignored("a text is written as it is")),
                ("allowReserved", Ignored("it is for queries")),
                ("schema", Carried),
                ("example", IN_SCHEMA),
                ("examples", IN_SCHEMA),
                ("content", LeftOut("a header is a plain text")),
                (extension::DEPRECATED, Carried),
            ],
            Self::RequestBody => &[
                ("description", Carried),
                ("content", Carried),
                ("required", Ignored("a request always has a body")),
            ],
            Self::Response => &[
                ("description", Carried),
                ("headers", Carried),
                ("content", Carried),
                ("links", LeftOut("links between operations; see `settled_by`")),
            ],
            Self::MediaType => &[
                ("schema", Carried),
                ("example", Carried),
                ("examples", Carried),
                ("encoding", LeftOut("bodies are JSON")),
            ],
            Self::Example => &[
                ("summary", Carried),
                ("description", LeftOut("an example has a name, and no other text")),
                ("value", Carried),
                ("externalValue", LeftOut("only values in the document are read")),
                (extension::BREAKS, Carried),
            ],
        }
    }

    /// What becomes of a key.
    pub(super) fn fate(self, key: &str) -> Fate {
        self.rows().iter().find(|(name, _)| *name == key).map_or(IS_UNKNOWN, |(_, fate)| *fate)
    }
}

const OPERATION: &[Row] = &[
    ("tags", Ignored("paths say which endpoints belong together")),
    ("summary", Carried),
    ("description", Carried),
    ("externalDocs", Carried),
    ("operationId", Ignored("its path names an endpoint")),
    ("parameters", Carried),
    ("requestBody", Carried),
    ("responses", Carried),
    ("callbacks", LeftOut("write a callback as an endpoint of `kind: notification`")),
    ("deprecated", Carried),
    ("security", SIGNED),
    ("servers", ONE_SERVER),
    (extension::ADDRESS, Carried),
    (extension::RUST_NAME, Carried),
    (extension::PARTIAL, Carried),
    (extension::NO_SANDBOX_PATH, Carried),
    (extension::NOT_CALLABLE, Carried),
    (extension::RESULT, Carried),
    (extension::SOURCE, Carried),
    (extension::IDEMPOTENCY_KEY, Carried),
    (extension::SETTLED_BY, Carried),
    (extension::CLOSED_BY, Carried),
    (extension::SETTLES, Carried),
    (extension::SANDBOX, Carried),
    (extension::READ_ONLY, Carried),
    (extension::RESULTS, Carried),
    (extension::EXAMPLES, Carried),
    (extension::DEPRECATED, Carried),
];

/// Whether a key has the value that it has anyway: `deprecated: false`, `minItems: 0`, `security: []`.
pub(super) fn says_nothing(key: &str, place: &Place<'_>) -> bool {
    let value = &place.node.value;
    match key {
        "deprecated" | "readOnly" | "writeOnly" | "nullable" | "uniqueItems" | "exclusiveMinimum"
        | "exclusiveMaximum" => place.boolean() == Some(false),
        "minItems" | "minLength" | "minProperties" => place.integer() == Some(0),
        // What is sent has the fields of its table, and no others.
        "unevaluatedProperties" | "unevaluatedItems" | "additionalItems" => place.boolean().is_some(),
        "security" | "servers" | "required" | "parameters" => {
            matches!(value, Value::List(items) if items.is_empty())
        }
        "callbacks" | "links" | "headers" | "encoding" | "securitySchemes" => {
            matches!(value, Value::Map(entries) if entries.is_empty())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fixed fields of the objects of OpenAPI 3.0.4 and 3.1.1.
    const STANDARD: &[(Kind, &str)] = &[
        (
            Kind::Document,
            "openapi info jsonSchemaDialect servers paths webhooks components security tags externalDocs",
        ),
        (Kind::Info, "title summary description termsOfService contact license version"),
        (Kind::Server, "url description variables"),
        (Kind::ServerVariable, "enum default description"),
        (Kind::Tag, "name description externalDocs"),
        (Kind::ExternalDocs, "description url"),
        (
            Kind::Components,
            "schemas responses parameters examples requestBodies headers securitySchemes links callbacks pathItems",
        ),
        (
            Kind::PathItem,
            "$ref summary description get put post delete options head patch trace servers parameters",
        ),
        (
            Kind::Operation,
            "tags summary description externalDocs operationId parameters requestBody responses callbacks \
             deprecated security servers",
        ),
        (
            Kind::Header,
            "name in description required deprecated allowEmptyValue style explode allowReserved schema example \
             examples content",
        ),
        (Kind::RequestBody, "description content required"),
        (Kind::Response, "description headers content links"),
        (Kind::MediaType, "schema example examples encoding"),
        (Kind::Example, "summary description value externalValue"),
    ];

    #[test]
    fn every_key_of_the_standards_is_in_the_tables() {
        for (kind, keys) in STANDARD {
            let rows: Vec<&str> = kind.rows().iter().map(|(key, _)| *key).collect();
            let own = rows.iter().copied().filter(|key| !key.starts_with("x-"));
            assert_eq!(own.collect::<Vec<_>>(), keys.split_whitespace().collect::<Vec<_>>(), "{kind:?}");
        }
        assert_eq!(Kind::Operation.fate("sumary"), IS_UNKNOWN);
    }
}
