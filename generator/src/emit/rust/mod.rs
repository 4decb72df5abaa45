//! One crate for each API.
//!
//! | file of the crate | written by |
//! |---|---|
//! | `Cargo.toml`, `rustfmt.toml`, `src/lib.rs`, `src/limits.rs` | `package`, `descriptors`, `features`, `limits` |
//! | `src/v1/mod.rs`, `src/v1/payments/mod.rs` | `group` |
//! | `src/v1/payments/pay.rs` | `endpoint` |
//! | `src/v1/types.rs`, `src/v1/types/received.rs` | `types` |
//!
//! A struct comes from `object`, an enum from `enumeration`, and every question about a field's Rust type is answered by
//! `field_type::Scope`.

mod comparison;
mod descriptors;
mod docs;
mod endpoint;
mod enumeration;
mod features;
mod field_type;
mod front_page;
mod group;
mod imports;
mod limits;
mod markdown;
mod object;
mod package;
mod parallel;
mod print;
mod settings;
mod settling;
mod type_names;
mod types;

pub(crate) use docs::{limits as limits_in_words, unseen as unseen_in_words};
pub use settings::Settings;

use std::collections::BTreeMap;

use crate::model::{Api, Endpoint, names};

/// The files of an API's crate: paths relative to its folder, with `/`, and their text.
#[must_use]
pub fn files(api: &Api, settings: &Settings) -> BTreeMap<String, String> {
    let mut files = package::files(api, settings);
    files.insert("src/limits.rs".to_owned(), limits::file(api));
    for version in &api.versions {
        files.extend(types::files(api, version));
        files.extend(group::files(api, version));
        let emitted: Vec<&Endpoint> =
            version.endpoints.iter().filter(|endpoint| endpoint.not_callable.is_none()).collect();
        files.extend(parallel::map(&emitted, |endpoint| {
            let folder = group::folder(endpoint);
            let name = print::file_stem(&names::method(endpoint));
            (format!("src/{folder}/{name}.rs"), endpoint::file(api, version, endpoint))
        }));
    }
    files
}
