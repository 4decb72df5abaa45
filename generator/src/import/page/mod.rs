//! From a wallet's web page to spec files.
//!
//! | step | module |
//! |---|---|
//! | Markdown, HTML, tables as text to one list of blocks | `document` |
//! | blocks to sections, rows, codes, bodies | `reader`, `headings`, `lines`, `tables`, `head_line`, `shape_name`, `place`, into `found` |
//! | the words of portals | `words`, `fold` |
//! | what a field's cells and sentences say | `facts`, `cells`, `descriptions`, `beginnings`, by `type_text`, `sized`, `limits`, `ranges`, `values`, `forbidden`, `defaults`, `times`, `conditions`, `sound`, `sentences` |
//! | rows to fields within fields, and to spec entries | `tree`, `fields`, `field_type`, `type_keys`, `results`, `samples`, `specs` |
//! | spec files, together with those that are there | `files`, `merge`, `like` |
//!
//! A limit, or that a field is required, comes from the page or not at all. What is not used is listed with its line.

mod beginnings;
mod cells;
mod conditions;
mod defaults;
mod descriptions;
mod document;
mod error;
mod facts;
mod field_type;
mod fields;
mod files;
mod fold;
mod forbidden;
mod found;
mod head_line;
mod headings;
mod left_out;
mod like;
mod limits;
mod lines;
mod merge;
mod place;
mod ranges;
mod reader;
mod results;
mod samples;
mod sentences;
mod settings;
mod shape_name;
mod sized;
mod sound;
mod specs;
mod tables;
mod times;
mod tree;
mod type_keys;
mod type_text;
mod values;
mod words;

pub use document::PageFormat;
pub use error::PageError;
pub use left_out::LeftOut;
pub use settings::{ImportedPage, PageSettings};

use document::Document;
use like::Like;
use std::collections::BTreeSet;

/// Reads a page as the spec of an endpoint, or of several.
///
/// Whatever a page holds, this ends without a panic, and the specs that come out have no errors.
///
/// # Errors
/// A name or path cannot be one, the page has no endpoint, or the specs would have errors, together with those that are there.
pub fn import(text: &str, settings: &PageSettings<'_>) -> Result<ImportedPage, PageError> {
    check(text, settings)?;
    let page = reader::read(Document::read(text, settings.format));
    let like = settings.like.map(Like::read).unwrap_or_default();
    let mut known: BTreeSet<String> = like.type_names().cloned().collect();
    known.extend(files::type_names(settings.existing));
    let (specs, notes) = specs::specs(page, settings, &known)?;
    files::files(specs, notes, &like, settings)
}

fn check(text: &str, settings: &PageSettings<'_>) -> Result<(), PageError> {
    let unusable = |text: String| Err(PageError::Unusable(text));
    if !crate::spec::is_api_name(settings.name) {
        return Err(PageError::Name(settings.name.to_owned()));
    }
    if let Some(version) = settings.version.filter(|version| !crate::spec::is_version(version)) {
        return unusable(format!("`{version}` is no version; write `v` and a number, such as `v1`"));
    }
    if let Some(path) = settings.path
        && let Some(bad) = path.split('/').find(|segment| !crate::spec::is_segment(segment))
    {
        return unusable(format!(
            "`{bad}` cannot be a part of an endpoint's path; write it as in `payments/pay`"
        ));
    }
    if text.contains('\0') {
        return unusable("the page is not text: it has zero bytes".to_owned());
    }
    Ok(())
}
