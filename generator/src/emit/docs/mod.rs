//! APIs as static pages: one for each endpoint, one for each API, and one for all.
//!
//! | file | written by |
//! |---|---|
//! | `index.html`, `<api>/index.html` | `index` |
//! | `<api>/<version>/<path>.html` | `endpoint`, with its tables from `fields` |
//! | `index.js` | `search` |
//! | `style.css`, `theme.js`, `search.js` | files in `assets`, here and in `emit::reference`, as they are |
//!
//! The sentences in them are those of `emit::reference`. The pages need no server and no network: all addresses in them are relative. Texts of the specs are escaped.

mod endpoint;
mod fields;
mod index;
mod page;
mod prose;
mod search;

use crate::emit::MARKER;
use crate::emit::reference::{BASE_CSS, THEME_JS};
use crate::model::Api;
use page::href;
use std::collections::BTreeMap;

const DOCS_CSS: &str = include_str!("assets/docs.css");
const SEARCH_JS: &str = include_str!("assets/docs.js");

/// The files, with their paths below the output folder.
#[must_use]
pub fn files(apis: &[Api]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        ("index.html".to_owned(), index::of_all(apis)),
        ("index.js".to_owned(), search::index(apis)),
        ("search.js".to_owned(), format!("// {MARKER}; do not edit.\n{SEARCH_JS}")),
        ("style.css".to_owned(), format!("/* {MARKER}; do not edit. */\n{BASE_CSS}\n{DOCS_CSS}")),
        ("theme.js".to_owned(), format!("// {MARKER}; do not edit.\n{THEME_JS}")),
    ]);
    for api in apis {
        files.insert(format!("{}/index.html", api.name), index::of_api(api));
        for version in &api.versions {
            for endpoint in &version.endpoints {
                files.insert(href(api, endpoint), endpoint::page(api, version, endpoint));
            }
        }
    }
    files
}
