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

pub(crate) mod endpoint;
mod field;
mod inline_enums;
pub(crate) mod layout;
mod order;
mod outcome;
mod results;
mod sandbox;
mod scalar;
mod types;
pub(crate) mod yaml;

pub(crate) use inline_enums::InlineEnums;
pub(crate) use order::{fields_of, ordered, part};

use crate::model::{Api, Currency, Dialect, DialectValue};
use std::collections::BTreeMap;
use yaml::{Yaml, entry};

/// The spec files of an API: paths relative to `specs/<api>/`, with `/`, and their text.
#[must_use]
pub fn files(api: &Api) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([("api.yaml".to_owned(), head(api))]);
    for version in &api.versions {
        let common = results::common(version);
        let inline_enums = InlineEnums::of(version);
        if let Some(text) = types::file(version, &inline_enums) {
            files.insert(format!("{}/types.yaml", version.name), text);
        }
        if !common.is_empty() {
            files.insert(format!("{}/results.yaml", version.name), results::file(&common));
        }
        for endpoint in &version.endpoints {
            let path = format!("{}/{}.yaml", version.name, endpoint.path);
            files.insert(path, endpoint::file(endpoint, version, &inline_enums, &common));
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
    entries.extend(api.unusual_template().map(|template| entry("path_template", Yaml::text(template))));
    if api.dialect != Dialect::default() {
        entries.push(entry("dialect", dialect(&api.dialect)));
    }
    if !api.currencies.is_empty() {
        let currencies = api.currencies.iter().map(|(code, differs)| entry(code, currency(differs)));
        entries.push(entry("currencies", Yaml::Lines(currencies.collect())));
    }
    layout::file(&[entries])
}

fn currency(differs: &Currency) -> Yaml {
    let exponent = differs.exponent.map(|exponent| entry("exponent", Yaml::number(exponent)));
    let multiple = differs.multiple_of.map(|multiple| entry("multiple_of", Yaml::number(multiple)));
    Yaml::Map(exponent.into_iter().chain(multiple).collect())
}

/// Only what differs from the usual.
fn dialect(dialect: &Dialect) -> Yaml {
    let keys = dialect.unusual().map(|(key, value)| {
        let value = match value {
            DialectValue::Word(word) => Yaml::text(word.spelled),
            DialectValue::Flag(flag) => Yaml::Plain(flag.to_string()),
            DialectValue::Text(text) => Yaml::text(text),
            DialectValue::Headers(headers) => {
                Yaml::Map(headers.into_iter().map(|(name, said)| entry(name, Yaml::text(said))).collect())
            }
        };
        entry(key.name, value)
    });
    Yaml::Lines(keys.collect())
}
