//! Result codes: which of them all endpoints of a version share.

use super::layout;
use super::yaml::{Entry, Yaml, entry};
use crate::model::{Action, Endpoint, ResultCode, Status, Version};
use std::collections::BTreeMap;

/// What is said about a code.
pub(super) type Meaning<'a> = (Status, Option<Action>, &'a [String], Option<&'a str>, Option<&'a str>);

/// The codes that every endpoint has, each with the meaning that most of them give it.
pub(super) fn common(version: &Version) -> BTreeMap<&str, Meaning<'_>> {
    let number = version.endpoints.len();
    if number < 2 {
        return BTreeMap::new();
    }
    let mut meanings: BTreeMap<&str, BTreeMap<Meaning<'_>, usize>> = BTreeMap::new();
    for result in version.endpoints.iter().flat_map(|endpoint| &endpoint.results) {
        *meanings.entry(&result.code).or_default().entry(meaning(result)).or_default() += 1;
    }
    let everywhere = meanings.into_iter().filter(|(_, meanings)| meanings.values().sum::<usize>() == number);
    everywhere.filter_map(|(code, meanings)| Some((code, most_frequent(meanings)?))).collect()
}

/// The first of those that are equally frequent, so that the outcome depends on the model alone.
fn most_frequent(meanings: BTreeMap<Meaning<'_>, usize>) -> Option<Meaning<'_>> {
    meanings.into_iter().rev().max_by_key(|(_, count)| *count).map(|(meaning, _)| meaning)
}

/// `results.yaml`.
pub(super) fn file(common: &BTreeMap<&str, Meaning<'_>>) -> String {
    let rows = common.iter().map(|(code, meaning)| row(code, *meaning)).collect();
    layout::file(&[vec![entry("results", Yaml::Rows(rows))]])
}

/// An endpoint's own results: those that are not common, or mean something else here.
pub(super) fn own(endpoint: &Endpoint, common: &BTreeMap<&str, Meaning<'_>>) -> Vec<Vec<Entry>> {
    let is_own = |result: &&ResultCode| common.get(result.code.as_str()) != Some(&meaning(result));
    let own = endpoint.results.iter().filter(is_own).map(|result| row(&result.code, meaning(result)));
    let of_fields = endpoint.field_results.iter().map(|result| {
        let mut row = row(&result.code, meaning(result));
        row.splice(2..2, result.field.as_ref().map(|field| entry("field", Yaml::text(field))));
        row
    });
    own.chain(of_fields).collect()
}

fn meaning(result: &ResultCode) -> Meaning<'_> {
    (
        result.status,
        result.action,
        result.accepted.as_slice(),
        result.doc.as_deref(),
        result.rust_name.as_deref(),
    )
}

fn row(code: &str, (status, action, accepted, doc, rust_name): Meaning<'_>) -> Vec<Entry> {
    let mut row = vec![entry("code", Yaml::text(code)), entry("status", Yaml::text(status.letter()))];
    row.extend(action.map(|action| entry("action", Yaml::text(action.word()))));
    row.extend((!accepted.is_empty()).then(|| {
        let accepted = Yaml::Map(vec![entry("accepted", Yaml::texts(accepted))]);
        entry("outcome", accepted)
    }));
    row.extend(doc.map(|doc| entry("doc", Yaml::prose(doc))));
    row.extend(rust_name.map(|name| entry("rust_name", Yaml::text(name))));
    row
}
