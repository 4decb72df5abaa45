//! The spec files of a page.

use super::fields::{SpecField, SpecType};
use super::left_out::Notes;
use super::samples::Sample;
use super::specs::{PageEndpoint, PageSpecs};
use super::{ImportedPage, PageError, PageSettings};
use crate::diagnostics::Report;
use crate::emit::specs::layout;
use crate::emit::specs::yaml::{Entry, Yaml, entry};
use crate::emit::specs::example;
use crate::model::{Api, Endpoint, Example, Version, misfits, resolve, response_misfits};
use crate::openapi::identifiers::one_line;
use crate::spec::{Span, read_files};
use std::collections::BTreeMap;

/// Makes the files, and checks what they say together with those that are there.
pub(super) fn files(specs: PageSpecs, notes: Notes, settings: &PageSettings<'_>) -> Result<ImportedPage, PageError> {
    let mut all = settings.existing.clone();
    if !all.contains_key("api.yaml") {
        all.insert("api.yaml".to_owned(), head(settings.name, specs.base_path.as_deref()));
    }
    for (version, types) in &specs.types {
        if !types.is_empty() {
            all.insert(format!("{version}/types.yaml"), types_file(types));
        }
    }
    for endpoint in &specs.endpoints {
        all.insert(file_name(endpoint), endpoint_file(endpoint, Vec::new()));
    }
    let api = checked(settings.name, &all)?;
    for endpoint in specs.endpoints.iter().filter(|endpoint| !endpoint.samples.is_empty()) {
        let examples = examples(endpoint, &api);
        all.insert(file_name(endpoint), endpoint_file(endpoint, examples));
    }
    checked(settings.name, &all)?;
    let number = |fields: &[SpecField]| fields.len();
    let fields = specs.endpoints.iter().map(|one| number(&one.request) + number(&one.response)).sum::<usize>();
    let of_types = specs.types.values().flat_map(BTreeMap::values).map(|found| match found {
        SpecType::Object(fields) => fields.len(),
        SpecType::Enum(_) => 0,
    });
    all.retain(|path, text| settings.existing.get(path) != Some(text));
    Ok(ImportedPage {
        files: all,
        endpoints: specs.endpoints.iter().map(|one| format!("{}/{}", one.version, one.path)).collect(),
        fields: fields + of_types.sum::<usize>(),
        left_out: notes.into_list(),
    })
}

fn file_name(endpoint: &PageEndpoint) -> String {
    format!("{}/{}.yaml", endpoint.version, endpoint.path)
}

/// The API that the files say.
fn checked(name: &str, files: &BTreeMap<String, String>) -> Result<Api, PageError> {
    let mut set = read_files(name, files);
    let Some(spec) = set.apis.first() else {
        return Err(PageError::Unusable(format!("the specs of `{name}` cannot be read")));
    };
    let api = resolve(spec, &mut set.findings);
    if set.findings.errors() > 0 {
        return Err(PageError::Broken(Box::new(Report::new(set.findings, set.sources))));
    }
    Ok(api)
}

fn head(name: &str, base_path: Option<&str>) -> String {
    let mut entries = vec![
        entry("format", Yaml::number(1)),
        entry("name", Yaml::text(name)),
        entry("title", Yaml::text(name)),
    ];
    entries.extend(base_path.map(|base_path| entry("base_path", Yaml::text(base_path))));
    layout::file(&[entries])
}

fn types_file(types: &BTreeMap<String, SpecType>) -> String {
    let groups: Vec<Vec<Entry>> = types.iter().map(|(name, found)| vec![entry(name, type_entry(found))]).collect();
    layout::file(&groups)
}

fn type_entry(found: &SpecType) -> Yaml {
    match found {
        SpecType::Object(fields) => Yaml::Fields(field_entries(fields)),
        SpecType::Enum(keys) => Yaml::Fields(keys.clone()),
    }
}

fn field_entries(fields: &[SpecField]) -> Vec<Entry> {
    fields.iter().map(|(name, keys)| entry(name, Yaml::Map(keys.clone()))).collect()
}

fn endpoint_file(endpoint: &PageEndpoint, examples: Vec<Yaml>) -> String {
    let mut head = vec![entry("path", Yaml::text(&endpoint.path)), entry("version", Yaml::text(&endpoint.version))];
    head.extend(endpoint.notification.then(|| entry("kind", Yaml::text("notification"))));
    head.push(entry("summary", Yaml::prose(&endpoint.summary)));
    head.extend(endpoint.doc.as_ref().map(|doc| entry("doc", Yaml::prose(doc))));
    let body = |key: &str, fields: &[SpecField]| vec![entry(key, Yaml::Fields(field_entries(fields)))];
    let mut groups = vec![head, body("request", &endpoint.request), body("response", &endpoint.response)];
    if !endpoint.results.is_empty() {
        groups.push(vec![entry("results", Yaml::Rows(endpoint.results.clone()))]);
    }
    if !examples.is_empty() {
        groups.push(vec![entry("examples", Yaml::List(examples))]);
    }
    layout::file(&groups)
}

/// The bodies of the page; those that break its own tables say so.
fn examples(endpoint: &PageEndpoint, api: &Api) -> Vec<Yaml> {
    let Some((version, known)) = api.endpoint(&format!("{}/{}", endpoint.version, endpoint.path)) else {
        return Vec::new();
    };
    let numbered = endpoint.samples.iter().enumerate();
    numbered.map(|(number, sample)| example(&example_of(sample, number, known, version), known, version)).collect()
}

fn example_of(sample: &Sample, number: usize, endpoint: &Endpoint, version: &Version) -> Example {
    let side = if sample.response { "response" } else { "request" };
    let name = if number == 0 { format!("{side} of the page") } else { format!("{side} {} of the page", number + 1) };
    let found = if sample.response {
        response_misfits(&sample.body, endpoint, version)
    } else {
        misfits(&sample.body, &endpoint.request, version)
    };
    let breaks = found.first().and_then(|misfit| {
        let subject = if misfit.path.is_empty() { "the body".to_owned() } else { misfit.path.join(".") };
        one_line(&format!("{subject} {}", misfit.message)).map(|text| text.chars().take(200).collect())
    });
    let body = |response: bool| (sample.response == response).then(|| sample.body.clone());
    Example { name, span: Span::default(), request: body(false), response: body(true), breaks }
}
