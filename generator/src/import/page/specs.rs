//! From what is found in a page to the entries of spec files.

use super::error::PageError;
use super::fields::{Owner, SpecField, SpecType, Types};
use super::found::{FoundEndpoint, FoundPage};
use super::left_out::Notes;
use super::place::PagePath;
use super::results;
use super::samples::{Sample, samples};
use super::sentences::sentences;
use super::settings::PageSettings;
use super::tree::{FieldNode, tree};
use super::words::Column;
use crate::emit::specs::yaml::Entry;
use crate::model::names;
use crate::openapi::identifiers::{clean, one_line};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Specs of a page, before they meet those that are there.
pub(super) struct PageSpecs {
    /// Before the version, where the page says so.
    pub(super) base_path: Option<String>,
    pub(super) endpoints: Vec<PageEndpoint>,
    /// By version and name.
    pub(super) types: BTreeMap<String, BTreeMap<String, SpecType>>,
}

/// An endpoint's spec, in parts.
pub(super) struct PageEndpoint {
    pub(super) version: String,
    pub(super) path: String,
    pub(super) notification: bool,
    pub(super) summary: String,
    pub(super) doc: Option<String>,
    pub(super) request: Vec<SpecField>,
    pub(super) response: Vec<SpecField>,
    pub(super) results: Vec<Vec<Entry>>,
    pub(super) samples: Vec<Sample>,
}

/// Turns what was found into specs. `known` are the names of types that are there already.
pub(super) fn specs(
    page: FoundPage,
    settings: &PageSettings<'_>,
    known: &BTreeSet<String>,
) -> Result<(PageSpecs, Notes), PageError> {
    let mut found: Vec<FoundEndpoint> = page.before;
    found.push(page.endpoint);
    found.retain(|endpoint| {
        !endpoint.request.is_empty() || !endpoint.response.is_empty() || !endpoint.results.is_empty()
    });
    if found.is_empty() {
        return Err(PageError::Nothing(page.notes.into_list()));
    }
    let places = places(&found, settings)?;
    let mut types = Types::new(page.shapes, page.notes, known);
    let mut specs = PageSpecs { base_path: None, endpoints: Vec::new(), types: BTreeMap::new() };
    for (endpoint, place) in found.iter().zip(places) {
        if !place.base.is_empty() {
            specs.base_path.get_or_insert(place.base.clone());
        }
        specs.endpoints.push(spec(endpoint, &place, &mut types));
    }
    types.finish();
    let version = specs.endpoints.first().map(|endpoint| endpoint.version.clone()).unwrap_or_default();
    specs.types.insert(version, types.found);
    Ok((specs, types.notes))
}

fn places(found: &[FoundEndpoint], settings: &PageSettings<'_>) -> Result<Vec<PagePath>, PageError> {
    if settings.path.is_some() && found.len() > 1 {
        let number = found.len();
        return Err(PageError::Unusable(format!("the page has {number} endpoints; leave `--path` out")));
    }
    let place = |endpoint: &FoundEndpoint| {
        let own = endpoint.place.clone();
        let version =
            settings.version.map(str::to_owned).or_else(|| own.as_ref().map(|own| own.version.clone()));
        let path = settings.path.map(str::to_owned).or_else(|| own.as_ref().map(|own| own.path.clone()));
        let base = own.map(|own| own.base).unwrap_or_default();
        match path {
            Some(path) => Ok(PagePath { base, version: version.unwrap_or_else(|| "v1".to_owned()), path }),
            None => Err(PageError::Unusable(
                "the page does not say the path of its endpoint; name it, such as `--path payments/pay`, and `--version v2` if it is not v1".to_owned(),
            )),
        }
    };
    let places: Vec<PagePath> = found.iter().map(place).collect::<Result<_, _>>()?;
    let versions: BTreeSet<&str> = places.iter().map(|place| place.version.as_str()).collect();
    if versions.len() > 1 {
        return Err(PageError::Unusable(
            "the page has endpoints of several versions; import them one by one".to_owned(),
        ));
    }
    Ok(places)
}

fn spec(found: &FoundEndpoint, place: &PagePath, types: &mut Types<'_>) -> PageEndpoint {
    let last = place.path.rsplit('/').next().unwrap_or_default();
    let camel = names::camel(last);
    let notification = camel.starts_with("Notify") && camel.len() > 6;
    let stem = if notification { camel.trim_start_matches("Notify").to_owned() } else { camel };
    let samples = samples(found, &mut types.notes);
    let bodies = |response: bool| -> Vec<&Value> {
        samples.iter().filter(|sample| sample.response == response).map(|sample| &sample.body).collect()
    };
    let request = tree(&found.request, &mut types.notes);
    let mut response = tree(&found.response, &mut types.notes);
    response.iter().filter(|field| is_result(field)).for_each(|field| told(field, &mut types.notes));
    response.retain(|field| !is_result(field));
    let (summary, doc) = words(found, place);
    PageEndpoint {
        version: place.version.clone(),
        path: place.path.clone(),
        notification,
        summary,
        doc,
        request: types.fields(&request, Owner { name: &stem, answers: false }, &bodies(false)),
        response: types.fields(&response, Owner { name: &stem, answers: true }, &bodies(true)),
        results: results::rows(&found.results, notification, &mut types.notes),
        samples: samples.clone(),
    }
}

/// `result` is in every response; specs do not write it.
fn is_result(field: &FieldNode) -> bool {
    field.raw.name == "result"
}

/// Lists what the page tells about the result, which no spec repeats.
fn told(field: &FieldNode, notes: &mut Notes) {
    for (_, line, text) in field.raw.cells.iter().filter(|(kind, ..)| *kind == Column::Description) {
        notes.unused(*line, text);
    }
    field.parts.iter().for_each(|part| told(part, notes));
}

/// A summary of one sentence, and what else is said.
fn words(found: &FoundEndpoint, place: &PagePath) -> (String, Option<String>) {
    let first = found.texts.first().map(|text| sentences(&text.replace('\n', " "))).unwrap_or_default();
    let summary = first.first().and_then(|sentence| one_line(sentence));
    let rest = first.get(1..).unwrap_or_default().join(" ");
    let more = std::iter::once(rest).chain(found.texts.iter().skip(1).cloned());
    let more: Vec<String> = more.filter(|text| !text.is_empty()).collect();
    let title = || found.title.as_ref().and_then(|(_, title)| one_line(title));
    let summary = summary.or_else(title).unwrap_or_else(|| format!("POST {}/{}", place.version, place.path));
    (summary, clean(&more.join("\n\n").replace("\n\n* ", "\n* ")))
}
