//! From an OpenAPI document to specs.
//!
//! Operations by POST with a JSON body become endpoints. Everything else is left out, and listed. What an export of
//! `emit::openapi` says under `x-countersign-...` is read, so that nothing of that is lost.
//!
//! | step | module |
//! |---|---|
//! | text to tree, references | `document`, `json`, `pointer` |
//! | which operations, and where they belong | `info`, `candidate`, `paths`, `places` |
//! | operations to endpoints | `operation`, `headers`, `bodies`, `outcome`, `examples` |
//! | schemas to fields and types | `unwrap_schema`, `unwrapped`, `schema`, `converted`, `object`, `enums`, `parts`, `types`, `limits`, `formats`, `unseen` |
//! | words and names | `texts`, `identifiers` |
//! | what becomes of each key and keyword | `fate`, `keywords` |
//! | what needs all of it | `fixups`, `rejected` |
//! | what is not imported, and why not at all | `left_out`, `error` |

mod bodies;
mod candidate;
mod converted;
mod document;
mod enums;
mod error;
mod examples;
mod fate;
mod fixups;
mod formats;
mod headers;
pub(crate) mod identifiers;
mod info;
mod json;
mod keywords;
mod left_out;
mod limits;
mod object;
mod operation;
mod outcome;
mod parts;
mod paths;
mod places;
mod pointer;
mod rejected;
mod schema;
mod texts;
mod types;
mod unseen;
mod unwrap_schema;
mod unwrapped;

pub use error::ImportError;
pub use left_out::LeftOut;

use crate::emit::{openapi::extension, specs};
use crate::model::{Api, Version};
use candidate::Candidate;
use document::Document;
use left_out::Notes;
use paths::Paths;
use std::collections::BTreeMap;
use types::Types;

/// What came of an import.
#[derive(Debug)]
pub struct Imported {
    /// The API. Places and directions of types are not known.
    pub api: Api,
    /// What is not in it, in the order in which it was come across.
    pub left_out: Vec<LeftOut>,
}

impl Imported {
    /// The spec files: paths relative to `specs/<api>/`, with `/`, and their text.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, String> {
        specs::files(&self.api)
    }
}

/// Reads a document of OpenAPI 3.0 or 3.1, JSON or YAML, as the API `name`. `file` is shown in messages.
///
/// Only references within the document are followed. Whatever a document holds, this ends soon and without a panic, and
/// the specs that come out have no errors.
///
/// # Errors
/// The name cannot be one, the text cannot be read, or there is nothing to import.
pub fn import(text: &str, file: &str, name: &str) -> Result<Imported, ImportError> {
    import_with_version(text, file, name, None)
}

/// The same, where paths without a version get this one: `v1`. Without it they are left out.
///
/// # Errors
/// Those of [`import`], and a version that cannot be one.
pub fn import_with_version(
    text: &str,
    file: &str,
    name: &str,
    version: Option<&str>,
) -> Result<Imported, ImportError> {
    if !crate::spec::is_api_name(name) {
        return Err(ImportError::Name(name.to_owned()));
    }
    if let Some(bad) = version.filter(|version| !crate::spec::is_version(version)) {
        return Err(ImportError::Version(bad.to_owned()));
    }
    let document = Document::read(text, file)?;
    let mut notes = Notes::default();
    let head = info::head(&document, name, &mut notes);
    let ours = document.root().get(extension::FORMAT).is_some();
    let Paths { candidates, base_path, path_template } = paths::paths(&document, &head, version, &mut notes);
    let versions = imported_versions(&document, &candidates, ours, &mut notes);
    if versions.is_empty() && !ours {
        return Err(ImportError::Nothing(notes.into_list()));
    }
    let mut api = Api {
        name: name.to_owned(),
        package: crate::model::names::package(name),
        title: head.title,
        doc: head.doc,
        base_path,
        path_template,
        dialect: head.dialect,
        currencies: head.currencies,
        versions,
    };
    let pointers: rejected::Pointers = candidates
        .iter()
        .map(|one| ((one.version.clone(), one.path.clone()), one.operation.pointer.clone()))
        .collect();
    rejected::take_out(&mut api, &pointers, &mut notes);
    if !ours {
        unused(&document, &mut notes);
    }
    Ok(Imported { api, left_out: notes.into_list() })
}

/// All versions that have types or endpoints.
fn imported_versions(
    document: &Document,
    candidates: &[Candidate<'_>],
    ours: bool,
    notes: &mut Notes,
) -> Vec<Version> {
    let mut by_version: BTreeMap<String, Vec<&Candidate<'_>>> = BTreeMap::new();
    for candidate in candidates {
        by_version.entry(candidate.version.clone()).or_default().push(candidate);
    }
    if ours {
        for version in component_versions(document) {
            by_version.entry(version).or_default();
        }
    }
    let mut versions: Vec<Version> =
        by_version.iter().map(|(name, list)| imported_version(document, name, list, ours, notes)).collect();
    versions.retain(|version| !version.types.is_empty() || !version.endpoints.is_empty());
    versions.sort_by_key(|version| (version.name.len(), version.name.clone()));
    versions
}

fn imported_version(
    document: &Document,
    name: &str,
    candidates: &[&Candidate<'_>],
    ours: bool,
    notes: &mut Notes,
) -> Version {
    let mut types = Types::new(document, notes, ours, name);
    let endpoints = candidates.iter().filter_map(|candidate| types.endpoint(candidate)).collect();
    types.finish();
    if ours {
        types.take_components();
    }
    let (definitions, origins) = (types.definitions, types.origins);
    let mut version =
        Version { name: name.to_owned(), types: definitions.into_values().collect(), endpoints };
    fixups::break_cycles(&mut version, &origins, notes);
    fixups::check_defaults(&mut version, &origins, notes);
    fixups::check_examples(&mut version);
    version
}

/// Notes components that no operation needs.
fn unused(document: &Document, notes: &mut Notes) {
    let root = document.root();
    let Some(components) = notes.map(&root, "components") else { return };
    notes.audit(&components, fate::Kind::Components);
    for (kind, section) in components.entries().filter(|(kind, _)| *kind != "securitySchemes") {
        for (name, place) in section.entries() {
            if name.starts_with("x-") {
                notes.judge(name, &place, fate::IS_UNKNOWN);
            } else if !kind.starts_with("x-") && !document.is_used(&place) {
                notes.add(&place, "nothing refers to it");
            }
        }
    }
}

/// The versions that an exported document has types of.
fn component_versions(document: &Document) -> Vec<String> {
    let schemas = document.root().get("components").and_then(|components| components.get("schemas"));
    let names =
        schemas.iter().flat_map(|schemas| schemas.entries()).filter_map(|(name, _)| name.split_once('.'));
    names.map(|(version, _)| version.to_owned()).filter(|version| crate::spec::is_version(version)).collect()
}
