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
//!
//! Files that depend on the same are a `Unit`, which is made only if something that it depends on has changed.

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
mod inputs;
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
mod unit;

pub(crate) use docs::{limits as limits_in_words, unseen as unseen_in_words, written as written_in_words};
pub use settings::Settings;
pub use unit::{Files, Unit};

use crate::model::{Api, Endpoint, names};

use inputs::Inputs;

/// The files of an API's crate.
#[must_use]
pub fn files(api: &Api, settings: &Settings) -> Files {
    made(&units(api, settings)).into_iter().flatten().collect()
}

/// The files of units, in their order.
#[must_use]
pub fn made(units: &[Unit<'_>]) -> Vec<Files> {
    parallel::map(units, Unit::files)
}

/// What the files of an API's crate are made of, not yet made.
#[must_use]
pub fn units<'a>(api: &'a Api, settings: &'a Settings) -> Vec<Unit<'a>> {
    let inputs = Inputs::of(api);
    let all = api.versions.iter().flat_map(|version| &version.endpoints);
    let package = inputs.number(settings, all);
    let mut units = vec![Unit::new(api, package, || package::files(api, settings))];
    for version in &api.versions {
        units.push(types::unit(api, version, &inputs));
        units.extend(group::units(api, version, &inputs));
        let emitted = version.endpoints.iter().filter(|endpoint| endpoint.not_callable.is_none());
        units.extend(emitted.map(|endpoint| {
            let path = path(endpoint);
            let inputs = inputs.number(&path, [endpoint]);
            Unit::file(api, inputs, path, move || endpoint::file(api, version, endpoint))
        }));
    }
    units
}

/// `src/v1/payments/pay.rs`.
fn path(endpoint: &Endpoint) -> String {
    format!("src/{}/{}.rs", group::folder(endpoint), print::file_stem(&names::method(endpoint)))
}
