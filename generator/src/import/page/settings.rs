//! What goes into an import, and what comes out.

use super::document::PageFormat;
use super::left_out::LeftOut;
use std::collections::BTreeMap;

/// What is known about a page beside its text.
#[derive(Debug, Clone, Copy)]
pub struct PageSettings<'a> {
    /// The name of the API.
    pub name: &'a str,
    /// The form of the page.
    pub format: PageFormat,
    /// The version, where it is not the page's: `v1`.
    pub version: Option<&'a str>,
    /// The path, where it is not the page's: `payments/pay`.
    pub path: Option<&'a str>,
    /// The spec files that the API has: paths relative to its folder, with `/`, and their text.
    pub existing: &'a BTreeMap<String, String>,
    /// The spec files of another API, whose docs, types and marks of sensitive fields are taken over.
    pub like: Option<&'a BTreeMap<String, String>>,
    /// The name of the page, for `source`.
    pub file: &'a str,
    /// The day, for `source`: `2026-01-31`.
    pub date: &'a str,
}

/// What came of a page.
#[derive(Debug)]
pub struct ImportedPage {
    /// The spec files that are new or differ: paths relative to `specs/<api>/`, with `/`, and their text.
    pub files: BTreeMap<String, String>,
    /// The endpoints, with their versions.
    pub endpoints: Vec<String>,
    /// How many fields the page has.
    pub fields: usize,
    /// What is not in the specs, by line.
    pub left_out: Vec<LeftOut>,
}
