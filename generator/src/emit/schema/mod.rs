//! JSON Schemas of spec files, from which editors complete keys, show what they mean, and underline what is wrong.
//!
//! They are of draft-07, the newest that every release of yaml-language-server reads.

mod definitions;
mod described;
mod sandbox;

use super::MARKER;
use crate::spec::SETTINGS_FILE;
use crate::spec::forms::{API, ENDPOINT, Form, RESULTS_FILE, SETTINGS, TYPES_FILE, Takes};
use definitions::Definitions;
use serde_json::json;
use std::collections::BTreeMap;

/// The folder of the schemas, below that of the specs. Readers of specs pass over it, as its name begins with a dot.
const FOLDER: &str = ".schema";

/// A kind of spec file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecFile {
    /// `api.yaml`.
    Api,
    /// The file of an endpoint.
    Endpoint,
    /// `types.yaml`.
    Types,
    /// `results.yaml`.
    Results,
    /// `countersign.yaml`.
    Settings,
}

impl SpecFile {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Api, Self::Endpoint, Self::Types, Self::Results, Self::Settings];

    /// Returns the kind of a file by its path.
    #[must_use]
    pub fn at(path: &str) -> Self {
        match path.rsplit('/').next() {
            Some("api.yaml") => Self::Api,
            Some("types.yaml") => Self::Types,
            Some("results.yaml") => Self::Results,
            Some(SETTINGS_FILE) => Self::Settings,
            _ => Self::Endpoint,
        }
    }

    /// `endpoint`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Endpoint => "endpoint",
            Self::Types => "types",
            Self::Results => "results",
            Self::Settings => "settings",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Api => "A Countersign API (api.yaml)",
            Self::Endpoint => "A Countersign endpoint",
            Self::Types => "Types of a Countersign API (types.yaml)",
            Self::Results => "Result codes of a Countersign API (results.yaml)",
            Self::Settings => "Settings of a Countersign project (countersign.yaml)",
        }
    }

    fn content(self) -> Takes {
        let form: fn() -> &'static Form = match self {
            Self::Api => || &API,
            Self::Endpoint => || &ENDPOINT,
            Self::Types => return TYPES_FILE,
            Self::Results => || &RESULTS_FILE,
            Self::Settings => || &SETTINGS,
        };
        Takes::Mapping(form)
    }
}

/// Returns the JSON Schema of a kind of spec file.
#[must_use]
pub fn document(file: SpecFile) -> String {
    let mut definitions = Definitions::default();
    let content = definitions.value(&file.content());
    let schema = json!({
        "$comment": format!("{MARKER}; do not edit"),
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": file.title(),
        // Beside a bare `$ref`, draft-07 reads nothing.
        "allOf": [content],
        "definitions": definitions.finish(),
    });
    // The comment, which sorts first, belongs on the first line, by which an emitted file is known.
    format!("{schema:#}\n").replacen("{\n  ", "{ ", 1)
}

/// Returns all schemas, by their paths below the specs folder: what the lines of [`modeline`] refer to.
#[must_use]
pub fn files() -> BTreeMap<String, String> {
    let file = |file: &SpecFile| (format!("{FOLDER}/{}.json", file.name()), document(*file));
    SpecFile::ALL.iter().map(file).collect()
}

/// Returns the first line of a spec file, by which editors find its schema; `path` is below the specs folder.
///
/// Where it is written, [`files`] are written too.
#[must_use]
pub fn modeline(path: &str) -> String {
    let up = "../".repeat(path.matches('/').count());
    format!("# yaml-language-server: $schema={up}{FOLDER}/{}.json\n", SpecFile::at(path).name())
}
