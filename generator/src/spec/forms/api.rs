//! `api.yaml`.

use super::form::{Form, Key, Takes};
use crate::spec::vocabulary::{Dialect, DialectKey, Takes as Setting};
use std::borrow::Cow;
use std::sync::LazyLock;

/// `api.yaml`.
pub(crate) static API: Form = Form::new(
    "an API",
    &[
        Key::new("format", Takes::Integer(1, 1), "Version of this format.").required("1"),
        Key::new(
            "name",
            Takes::Text,
            "The folder's name: `a` to `z`, digits and `-`, first a letter. The crate is `NAME-client`.",
        )
        .required("claro"),
        Key::new("title", Takes::Text, "What people call the API.").required("a line for people"),
        Key::new("doc", Takes::Text, "Markdown for the front page of the documentation."),
        Key::new(
            "base_path",
            Takes::Text,
            "Between host and what an endpoint adds; part of what is signed. `\"\"` for none.",
        ),
        Key::new(
            "path_template",
            Takes::Text,
            "The parts of every URL path: `{base_path}/{version}/{path}` (default), or `{base_path}/{path}` where it has no version.",
        ),
        Key::new(
            "dialect",
            Takes::Mapping(|| &DIALECT),
            "What this wallet does differently on the wire. A client's configuration can differ from it.",
        ),
        Key::new(
            "currencies",
            Takes::Entries { names: "^[A-Z]{3}$", of: &Takes::Mapping(|| &CURRENCY), min: 0 },
            "Where this wallet's amounts differ from ISO 4217: `{ IDR: { multiple_of: 100 } }`.",
        ),
    ],
);

/// An entry of `currencies`.
pub(crate) static CURRENCY: Form = Form::new(
    "a currency",
    &[
        Key::new("exponent", Takes::Integer(0, 4), "Digits behind the point."),
        Key::new("multiple_of", Takes::Integer(1, 1_000_000_000), "Every value is a multiple of this."),
    ],
)
.any_of(&["exponent", "multiple_of"]);

/// `dialect`.
pub(crate) static DIALECT: LazyLock<Form> = LazyLock::new(|| Form {
    keys: Cow::Owned(Dialect::KEYS.iter().map(setting).collect()),
    ..Form::new("a dialect", &[])
});

fn setting(key: &DialectKey) -> Key {
    let takes = match &key.takes {
        Setting::Word(words) => Takes::Setting(words),
        Setting::Flag => Takes::Boolean,
        Setting::Text(_) => Takes::Text,
        Setting::Headers => Takes::Entries { names: "", of: &Takes::Text, min: 0 },
    };
    Key::new(key.name, takes, key.about)
}
