//! APIs and their versions.

use super::scope::{At, Scope};
use super::{Versions, endpoint, outcome, pairs, results, types};
use crate::diagnostics::count;
use crate::diff::{Change, Kind, Owner, Place};
use crate::model::{Api, Currency, Dialect, DialectValue, Version};
use std::collections::{BTreeMap, BTreeSet};

/// All changes between two sets of APIs.
pub(in crate::diff) fn apis(old: &[Api], new: &[Api]) -> Vec<Change> {
    let mut changes = Vec::new();
    let name = |api: &Api| api.name.clone();
    let paired = pairs(old, new, name, name);
    let whole = At { subject: String::new(), place: None };
    for api in paired.removed {
        Scope::new(&api.name, Owner::Api, &mut changes).add(
            Kind::ApiRemoved,
            &whole,
            Some(size(&api.versions)),
            None,
        );
    }
    for (before, api) in paired.new {
        let mut scope = Scope::new(&api.name, Owner::Api, &mut changes);
        match before {
            Some(before) => compare(&mut scope, before, api),
            None => scope.add(Kind::ApiAdded, &whole, None, Some(size(&api.versions))),
        }
    }
    // By API and then as noted: APIs that are gone were noted first.
    changes.sort_by(|a, b| a.api.cmp(&b.api));
    changes
}

fn compare(scope: &mut Scope<'_>, old: &Api, new: &Api) {
    // `api.yaml` has no places in the model; printers find them by the key.
    let key = |key: &str| At { subject: key.to_owned(), place: None };
    scope.doc(&key("title"), Some(&old.title), Some(&new.title));
    scope.doc(&key("doc"), old.doc.as_deref(), new.doc.as_deref());
    if old.base_path != new.base_path {
        let shown = |path: &str| Some(format!("\"{path}\""));
        scope.add(Kind::BasePathChanged, &key("base_path"), shown(&old.base_path), shown(&new.base_path));
    }
    if old.path_template != new.path_template {
        let templates = (Some(old.path_template.clone()), Some(new.path_template.clone()));
        scope.add(Kind::PathTemplateChanged, &key("path_template"), templates.0, templates.1);
    }
    for setting in Dialect::KEYS {
        let (before, after) = (setting.get(&old.dialect), setting.get(&new.dialect));
        if before != after {
            let at = key(&format!("dialect.{}", setting.name));
            scope.add(Kind::DialectChanged, &at, Some(shown(&before)), Some(shown(&after)));
        }
    }
    currencies(scope, &old.currencies, &new.currencies);
    versions(scope, old, new);
    outcome::settled(scope, old, new);
}

fn currencies(scope: &mut Scope<'_>, old: &BTreeMap<String, Currency>, new: &BTreeMap<String, Currency>) {
    let codes: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for code in codes {
        let at = At { subject: format!("currencies.{code}"), place: None };
        let usual = || "as in ISO 4217".to_owned();
        let words = |all: &BTreeMap<String, Currency>| Some(all.get(code).map_or_else(usual, differs));
        scope.optional([Kind::CurrencyChanged; 3], &at, words(old), words(new));
    }
}

/// `exponent 3, multiple of 100`.
fn differs(currency: &Currency) -> String {
    let exponent = currency.exponent.map(|exponent| format!("exponent {exponent}"));
    let multiple = currency.multiple_of.map(|multiple| format!("multiple of {multiple}"));
    exponent.into_iter().chain(multiple).collect::<Vec<_>>().join(", ")
}

fn versions(scope: &mut Scope<'_>, old: &Api, new: &Api) {
    let name = |version: &Version| version.name.clone();
    let paired = pairs(&old.versions, &new.versions, name, name);
    for (before, after) in paired.new {
        let mut scope = scope.of(Owner::Version(after.name.clone()));
        let Some(old) = before else {
            let place = after.endpoints.first().map(|endpoint| Place::new(endpoint.span));
            let at = At { subject: String::new(), place };
            scope.add(Kind::VersionAdded, &at, None, Some(size(std::slice::from_ref(after))));
            continue;
        };
        let versions = Versions { old, new: after };
        endpoint::endpoints(&mut scope, versions);
        types::types(&mut scope, versions);
        results::results(&mut scope, versions);
    }
    for version in paired.removed {
        let place = version.endpoints.first().map(|endpoint| Place::old(endpoint.span));
        let (at, size) = (At { subject: String::new(), place }, size(std::slice::from_ref(version)));
        scope.of(Owner::Version(version.name.clone())).add(Kind::VersionRemoved, &at, Some(size), None);
    }
}

/// `3 endpoints`.
fn size(versions: &[Version]) -> String {
    count(versions.iter().map(|version| version.endpoints.len()).sum(), "endpoint")
}

/// A value of the dialect as `api.yaml` spells it.
fn shown(value: &DialectValue) -> String {
    match value {
        DialectValue::Word(word) if word.spelled.contains(',') => format!("\"{}\"", word.spelled),
        DialectValue::Word(word) => word.spelled.to_owned(),
        DialectValue::Flag(flag) => flag.to_string(),
        DialectValue::Text(text) => format!("\"{text}\""),
        DialectValue::Headers(headers) if headers.is_empty() => "none".to_owned(),
        DialectValue::Headers(headers) => {
            headers.iter().map(|(name, said)| format!("{name}: {said}")).collect::<Vec<_>>().join(", ")
        }
    }
}
