//! Fields, and the types of what is in lists and maps.

use super::form::{Form, Key, RUST_NAME, Takes, words};
use crate::spec::vocabulary::{Unseen, built_in_types};

/// Stands in [`Key::only`] for the name of a type in `types.yaml`.
pub(crate) const NAMED: &str = "a name from `types.yaml`";

/// The words of `wire`, and whether a value is quoted.
pub(crate) const WIRE: &[(&str, bool)] = &[("native", false), ("quoted", true)];

/// The largest length and number of items: more than any message holds that is read.
pub(crate) const MAX_LIMIT: i64 = 10_000_000;
const TEXTS: &[&str] = &["string", "url"];

const TYPE: Key = Key::new(
    "type",
    Takes::Any(&[Takes::Word(|| built_in_types().collect()), Takes::Pattern("^[A-Z][A-Za-z0-9_]*$")]),
    "A built-in type, or the name of one in `types.yaml`.",
);
const MAX_LENGTH: Key = Key::new(
    "max_length",
    Takes::Any(&[Takes::Integer(1, MAX_LIMIT), Takes::Word(|| vec!["unlimited"])]),
    "Characters at most; `unlimited` where the wallet states no limit. A literal that is longer does not compile.",
);
/// Types whose values are written as a text, or are if `json_text` says so. What else is JSON in a text is checked by a rule.
const WRITTEN: &[&str] =
    &["enum", NAMED, "datetime", "date", "json", "list", "map", "integer", "boolean", "decimal"];
const WRITTEN_LENGTH: Key = Key::new(
    "max_length",
    Takes::Any(&[Takes::Integer(1, MAX_LIMIT), Takes::Word(|| vec!["unlimited"])]),
    "Characters at most of the value as it is written: of a time, an enum, any JSON, or JSON inside a text.",
);
const LEAST_WRITTEN: Key = Key::new(
    "min_length",
    Takes::Integer(0, MAX_LIMIT),
    "Characters at least of the value as it is written: of a time, an enum, any JSON, or JSON inside a text.",
);
const MIN_LENGTH: Key = Key::new("min_length", Takes::Integer(0, MAX_LIMIT), "Characters at least.");
const PATTERN: Key = Key::new("pattern", Takes::Text, "A regular expression that the whole text matches.");
const FORBIDDEN: Key = Key::new("forbidden_chars", Takes::Text, "Characters that the text must not have.");
const MIN: Key = Key::new("min", Takes::Integer(i64::MIN, i64::MAX), "The smallest value.");
const LARGEST: Key = Key::new("max", Takes::Integer(i64::MIN, i64::MAX), "The greatest value.");
const MAX_ITEMS: Key = Key::new("max_items", Takes::Integer(1, MAX_LIMIT), "Items at most.");
const ITEMS: Key = Key::new("items", Takes::Mapping(|| &PART), "What the list holds: `type` and its limits.")
    .required("{ type: string, max_length: 64 }");
const MAP_VALUES: Key =
    Key::new("values", Takes::Mapping(|| &PART), "What stands behind each key: `type` and its limits.")
        .required("{ type: string, max_length: 64 }");
const KEYS: Key =
    Key::new("keys", Takes::List { of: &Takes::Text, min: 0 }, "The only keys of the map that may be sent.");
const MAX_ENTRIES: Key = Key::new("max_entries", Takes::Integer(1, MAX_LIMIT), "Entries at most.");
const MAX_KEY_LENGTH: Key =
    Key::new("max_key_length", Takes::Integer(1, MAX_LIMIT), "Characters at most of each key of the map.");
const SENSITIVE: Key = Key::new(
    "sensitive",
    Takes::Boolean,
    "Never shown in `Debug` output, logs and errors. For tokens and personal data.",
);
/// `values` of an enum.
pub(super) const ENUM_VALUES: Key = Key::new(
    "values",
    Takes::Any(&[
        Takes::List { of: &Takes::Text, min: 1 },
        Takes::Entries {
            names: "",
            of: &Takes::Any(&[Takes::Text, Takes::Nothing, Takes::Mapping(|| &VALUE)]),
            min: 1,
        },
    ]),
    "The values; or a mapping from value to doc, or to `{ doc: ..., rust_name: ... }`.",
)
.required("[A, B]");
/// A value of an enum with more than a doc.
pub(crate) static VALUE: Form =
    Form::new("a value", &[Key::new("doc", Takes::Text, "Markdown for the documentation."), RUST_NAME]);
/// `open` of an enum.
pub(super) const OPEN: Key =
    Key::new("open", Takes::Boolean, "The list may grow: values that are not listed may be sent too.");

/// A field.
pub(crate) static FIELD: Form = Form::new(
        "a field",
        &[
            TYPE.required("string"),
            Key::new("required", Takes::Boolean, "Creating the request without the field does not compile."),
            MAX_LENGTH.only(TEXTS),
            WRITTEN_LENGTH.only(WRITTEN),
            MIN_LENGTH.only(TEXTS),
            LEAST_WRITTEN.only(WRITTEN),
            PATTERN.only(TEXTS),
            FORBIDDEN.only(TEXTS),
            MIN.only(&["integer"]),
            LARGEST.only(&["integer"]),
            MAX_ITEMS.only(&["list"]),
            ITEMS.only(&["list"]),
            ENUM_VALUES.only(&["enum"]),
            MAP_VALUES.only(&["map"]),
            KEYS.only(&["map"]),
            MAX_ENTRIES.only(&["map"]),
            MAX_KEY_LENGTH.only(&["map"]),
            OPEN.only(&["enum"]),
            Key::new(
                "required_when",
                Takes::Text,
                "When the optional field is required: `field = A | B`, `field != A`, `field is present`, `field is absent`, joined by \
                 `and`. Checked before sending.",
            ),
            Key::new("condition", Takes::Text, "When the optional field is needed, in words. For the documentation."),
            Key::new("one_of", Takes::Text, "The name of a group of fields, of which at least one is given."),
            Key::new("id", Takes::Boolean, "An inquiry's response names the call by this field."),
            SENSITIVE,
            Key::new(
                "unseen",
                Takes::List { of: &Takes::Word(|| Unseen::WORDS.to_vec()), min: 1 },
                "What the wallet's table did not show: `max_length` (no limit is enforced), `required`.",
            ),
            Key::new("nullable", Takes::Boolean, "`null` may be sent as well as a value."),
            Key::new(
                "default",
                Takes::Text,
                "What the wallet takes when the field is left out. In the documentation; never sent for you.",
            ),
            Key::new("deprecated", Takes::Text, "Why not to use it, and what instead."),
            Key::new("doc", Takes::Text, "Markdown for the documentation."),
            RUST_NAME,
            Key::new(
                "wire",
                Takes::Word(|| words(WIRE)),
                "`quoted` sends `\"20\"` for `20`; `native` is the default. Both are read.",
            )
            .only(&["integer", "boolean", "decimal"]),
            Key::new(
                "json_text",
                Takes::Boolean,
                "The value is JSON inside a string. You still read and write it as its `type`.",
            ),
        ],).by("type");

/// An entry of `headers`.
pub(crate) static HEADER: Form = Form::new(
    "a header",
    &[
        Key::new("type", Takes::Word(|| vec!["string"]), "`string`.").required("string"),
        MAX_LENGTH,
        MIN_LENGTH,
        PATTERN,
        FORBIDDEN,
        Key::new("required", Takes::Boolean, "Calling the endpoint without it does not compile."),
        SENSITIVE,
        Key::new("deprecated", Takes::Text, "Why not to use it, and what instead."),
        Key::new("doc", Takes::Text, "Markdown for the documentation."),
    ],
);

/// `additional_fields` of an object. A field of that name has a mapping as its value.
pub(super) const ADDITIONAL_FIELDS: Key = Key::new(
    "additional_fields",
    Takes::Any(&[Takes::Boolean, Takes::Mapping(|| &FIELD)]),
    "Not all of its fields are known: what else there is, is kept and can be sent.",
);

/// The type under `items` or `values`.
pub(crate) static PART: Form = Form::new(
    "a type",
    &[
        TYPE.required("string"),
        MAX_LENGTH.only(TEXTS),
        MIN_LENGTH.only(TEXTS),
        PATTERN.only(TEXTS),
        FORBIDDEN.only(TEXTS),
        MIN.only(&["integer"]),
        LARGEST.only(&["integer"]),
        MAX_ITEMS.only(&["list"]),
        ITEMS.only(&["list"]),
        ENUM_VALUES.only(&["enum"]),
        MAP_VALUES.only(&["map"]),
        KEYS.only(&["map"]),
        MAX_ENTRIES.only(&["map"]),
        MAX_KEY_LENGTH.only(&["map"]),
        OPEN.only(&["enum"]),
    ],
)
.by("type");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::vocabulary::Primitive;

    #[test]
    fn what_can_be_quoted_has_the_key() {
        for primitive in Primitive::ALL.iter().map(|primitive| primitive.info()) {
            assert_eq!(FIELD.applies("wire", primitive.keyword), primitive.form.is_quotable());
        }
    }

    #[test]
    fn a_part_has_keys_of_a_field() {
        for name in PART.names() {
            assert!(FIELD.rows(name).next().is_some(), "{name}");
        }
    }
}
