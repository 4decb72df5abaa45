//! `countersign.yaml`.

use super::form::{Form, Key, NAMES, Takes};

/// The settings of a project.
pub(crate) static SETTINGS: Form = Form::new(
    "a settings file",
    &[
        Key::new("format", Takes::Integer(1, 1), "Version of this format.").required("1"),
        Key::new("specs", Takes::Text, "The folder that has a folder for each API."),
        Key::new("out", Takes::Text, "The folder that gets the generated crates."),
        Key::new(
            "runtime",
            Takes::Any(&[Takes::Word(|| vec!["vendored"]), Takes::Mapping(|| &RUNTIME)]),
            "Where generated crates have their runtime from: `vendored`, a path, a version or a git repository.",
        ),
        Key::new("license", Takes::Text, "The licence of generated crates, as an SPDX expression."),
        Key::new("crate_prefix", Takes::Text, "What the names of generated crates begin with."),
        Key::new("apis", NAMES, "The APIs that are generated; all where this is left out."),
    ],
);

/// `runtime`.
pub(crate) static RUNTIME: Form = Form::new(
    "a `runtime`",
    &[
        Key::new("path", Takes::Text, "The folder of the crate."),
        Key::new("version", Takes::Text, "Its version in the registry."),
        Key::new("git", Takes::Text, "Its repository.").with(&[], "https://example.com/countersign"),
        Key::new("rev", Takes::Text, "A commit of the repository.").with(&["git"], "HASH"),
        Key::new("tag", Takes::Text, "A tag of the repository.").with(&["git"], "v0.1.0"),
        Key::new("branch", Takes::Text, "A branch of the repository.").with(&["git"], "main"),
    ],
)
.any_of(&["path", "version", "git"]);
