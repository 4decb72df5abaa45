//! `types.yaml`.

use super::field::{ADDITIONAL_FIELDS, ENUM_VALUES, FIELD, OPEN};
use super::form::{Form, Key, RUST_NAME, Takes, words};
use crate::spec::vocabulary::TypeRole;

/// `types.yaml`.
pub(crate) const TYPES_FILE: Takes = Takes::Entries {
    names: "^[A-Z][A-Za-z0-9_]{0,63}$",
    of: &Takes::Any(&[Takes::Mapping(|| &ENUM), Takes::Mapping(|| &OBJECT)]),
    min: 0,
};

/// An enum.
pub(crate) static ENUM: Form = Form::new(
    "an enum",
    &[
        Key::new("type", Takes::Word(|| vec!["enum"]), "`enum`; an object has its fields here instead.")
            .required("enum"),
        Key::new("doc", Takes::Text, "Markdown for the documentation."),
        RUST_NAME,
        ENUM_VALUES,
        OPEN,
    ],
);

/// An object: its fields, and three keys of its own. A field that has the name of one has a mapping as its value.
static OBJECT: Form = Form::new(
    "an object",
    &[
        Key::new(
            "doc",
            Takes::Any(&[Takes::Text, Takes::Mapping(|| &FIELD)]),
            "Markdown for the documentation.",
        ),
        Key::new(
            "role",
            Takes::Any(&[Takes::Word(|| words(TypeRole::WORDS)), Takes::Mapping(|| &FIELD)]),
            "`money`: an amount, with a `currency` and a `value` in its smallest unit.",
        ),
        Key::new(
            "rust_name",
            Takes::Any(&[Takes::Text, Takes::Mapping(|| &FIELD)]),
            "The name in Rust, where the one that follows from the type's name is taken or reads badly.",
        ),
        ADDITIONAL_FIELDS,
    ],
)
.others(Takes::Mapping(|| &FIELD));
