//! The specs of an API: the inverse of reading them.
//!
//! | file | written by |
//! |---|---|
//! | `api.yaml` | this module |
//! | `<version>/types.yaml` | `types` |
//! | `<version>/results.yaml` | `results` |
//! | `<version>/<path>.yaml` | `endpoint` |
//!
//! They are laid out as a person would write them: a field in a line where it fits, values in columns. Reading them gives
//! the same model, places aside. A model knows neither comments nor which files its results came from, so those are lost.

mod endpoint;
mod field;
mod in_place;
mod layout;
mod order;
mod results;
mod scalar;
mod types;
mod yaml;

pub(crate) use in_place::{InPlace, lifted_name};
pub(crate) use order::{fields_of, ordered, part};

use crate::model::{Api, Dialect, RequestTime, Separator, SignatureEncoding};
use std::collections::BTreeMap;
use yaml::{Yaml, entry};

/// The spec files of an API: paths relative to `specs/<api>/`, with `/`, and their text.
#[must_use]
pub fn files(api: &Api) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([("api.yaml".to_owned(), head(api))]);
    for version in &api.versions {
        let common = results::common(version);
        let in_place = InPlace::of(version);
        if let Some(text) = types::file(version, &in_place) {
            files.insert(format!("{}/types.yaml", version.name), text);
        }
        if !common.is_empty() {
            files.insert(format!("{}/results.yaml", version.name), results::file(&common));
        }
        for endpoint in &version.endpoints {
            let path = format!("{}/{}.yaml", version.name, endpoint.path);
            files.insert(path, endpoint::file(endpoint, version, &in_place, &common));
        }
    }
    files
}

fn head(api: &Api) -> String {
    let mut entries = vec![
        entry("format", Yaml::number(1)),
        entry("name", Yaml::text(&api.name)),
        entry("title", Yaml::text(&api.title)),
    ];
    if let Some(doc) = &api.doc {
        entries.push(entry("doc", Yaml::prose(doc)));
    }
    if !api.base_path.is_empty() {
        entries.push(entry("base_path", Yaml::text(&api.base_path)));
    }
    if api.dialect != Dialect::default() {
        entries.push(entry("dialect", dialect(api.dialect)));
    }
    layout::file(&[entries])
}

fn dialect(dialect: Dialect) -> Yaml {
    Yaml::Lines(vec![
        entry("request_time", Yaml::text(request_time(dialect.request_time))),
        entry("header_separator", Yaml::text(separator(dialect.header_separator))),
        entry("signature_encoding", Yaml::text(signature_encoding(dialect.signature_encoding))),
    ])
}

/// `dialect.request_time` as specs spell it.
pub(crate) fn request_time(form: RequestTime) -> &'static str {
    match form {
        RequestTime::Rfc3339Millis => "rfc3339_millis",
        RequestTime::Rfc3339Seconds => "rfc3339_seconds",
        RequestTime::EpochMillis => "epoch_millis",
    }
}

/// `dialect.header_separator` as specs spell it.
pub(crate) fn separator(separator: Separator) -> &'static str {
    match separator {
        Separator::CommaSpace => ", ",
        Separator::Comma => ",",
    }
}

/// `dialect.signature_encoding` as specs spell it.
pub(crate) fn signature_encoding(encoding: SignatureEncoding) -> &'static str {
    match encoding {
        SignatureEncoding::Base64UrlEncoded => "base64_url_encoded",
        SignatureEncoding::Base64 => "base64",
        SignatureEncoding::Base64Url => "base64url",
    }
}
