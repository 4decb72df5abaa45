//! The spec files of a page.

use super::error::PageError;
use super::fields::SpecType;
use super::left_out::Notes;
use super::like::{Like, names_in};
use super::merge::{self, Hashes};
use super::samples::Sample;
use super::settings::{ImportedPage, PageSettings};
use super::specs::{PageEndpoint, PageSpecs};
use crate::diagnostics::{Findings, Report};
use crate::emit::specs::yaml::{Yaml, entry};
use crate::emit::specs::{self, layout};
use crate::format::{Edit, rewrite};
use crate::model::{Api, Endpoint, Example, Source, Version, misfits, resolve, response_misfits};
use crate::openapi::identifiers::one_line;
use crate::spec::{FileId, Node, Span, Value, parse_yaml, read_files};
use std::collections::{BTreeMap, BTreeSet};

/// The names of the types that are in files. Those of one version are enough to know a name.
pub(super) fn type_names(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let types = files.iter().filter(|(path, _)| path.ends_with("/types.yaml"));
    let trees = types.filter_map(|(_, text)| tree(text));
    trees.flat_map(|tree| tree.entries().unwrap_or_default().to_vec()).map(|entry| entry.key).collect()
}

/// Makes the files, and checks what they say together with those that are there.
pub(super) fn files(
    mut specs: PageSpecs,
    notes: Notes,
    like: &Like,
    settings: &PageSettings<'_>,
) -> Result<ImportedPage, PageError> {
    complete(&mut specs, like, settings);
    let mut run = Run { all: settings.existing.clone(), notes, settings, hashes: Hashes::default() };
    run.hashes.old = old_hashes(settings.existing);
    if !run.all.contains_key("api.yaml") {
        run.all.insert("api.yaml".to_owned(), head(settings.name, specs.base_path.as_deref()));
    }
    for (version, types) in &specs.types {
        run.types(version, types)?;
    }
    let of_types = std::mem::take(&mut run.hashes.new);
    let mut sources = Vec::new();
    for endpoint in &specs.endpoints {
        run.hashes.new.clone_from(&of_types);
        run.endpoint(endpoint)?;
        sources.push(std::mem::take(&mut run.hashes.new));
    }
    let api = checked(settings.name, &run.all)?;
    for (endpoint, hashes) in specs.endpoints.iter().zip(&sources) {
        run.finish(endpoint, examples(endpoint, &api), hashes)?;
    }
    checked(settings.name, &run.all)?;
    let mut files = run.all;
    files.retain(|path, text| settings.existing.get(path) != Some(text));
    Ok(ImportedPage {
        files,
        endpoints: specs.endpoints.iter().map(|one| format!("{}/{}", one.version, one.path)).collect(),
        fields: number_of_fields(&specs),
        left_out: run.notes.into_list(),
    })
}

fn number_of_fields(specs: &PageSpecs) -> usize {
    let bodies = specs.endpoints.iter().map(|one| one.request.len() + one.response.len());
    let types = specs.types.values().flat_map(BTreeMap::values).map(|found| match found {
        SpecType::Object(fields) => fields.len(),
        SpecType::Enum(_) | SpecType::Taken(_) => 0,
    });
    bodies.chain(types).sum()
}

/// Takes over what another API knows.
fn complete(specs: &mut PageSpecs, like: &Like, settings: &PageSettings<'_>) {
    let mut wanted = Vec::new();
    let bodies = specs.endpoints.iter_mut().flat_map(|one| one.request.iter_mut().chain(&mut one.response));
    let types = specs.types.values_mut().flat_map(BTreeMap::values_mut).filter_map(|found| match found {
        SpecType::Object(fields) => Some(fields),
        SpecType::Enum(_) | SpecType::Taken(_) => None,
    });
    for field in bodies.chain(types.flatten()) {
        like.complete(field);
        names_in(&Yaml::Map(field.keys.clone()), &mut wanted);
    }
    for (version, types) in &mut specs.types {
        let there = settings.existing.iter().filter(|(path, _)| path.starts_with(&format!("{version}/")));
        let mut defined = type_names(&there.map(|(path, text)| (path.clone(), text.clone())).collect());
        defined.extend(types.keys().cloned());
        let taken = like.needed(wanted.clone(), &defined);
        types.extend(taken.into_iter().map(|(name, entries)| (name, SpecType::Taken(entries))));
    }
}

/// The hashes of all that was taken over from pages.
fn old_hashes(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let trees = files.iter().filter(|(path, _)| path.contains('/')).filter_map(|(_, text)| tree(text));
    let hashes =
        trees.filter_map(|tree| Some(value(value(&tree, "source")?, "hash")?.scalar()?.text.clone()));
    hashes.flat_map(|hashes| hashes.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn tree(text: &str) -> Option<Node> {
    parse_yaml(FileId::default(), text, &mut Findings::default())
}

fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.entries()?.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// One import.
struct Run<'a> {
    all: BTreeMap<String, String>,
    notes: Notes,
    settings: &'a PageSettings<'a>,
    hashes: Hashes,
}

impl Run<'_> {
    fn types(&mut self, version: &str, types: &BTreeMap<String, SpecType>) -> Result<(), PageError> {
        let path = format!("{version}/types.yaml");
        let existing = self.all.get(&path).cloned().unwrap_or_default();
        let there = tree(&existing);
        let mut edits: Vec<(String, Yaml)> = Vec::new();
        for (name, found) in types {
            let old = there.as_ref().and_then(|there| value(there, name));
            edits.extend(self.one_type(name, found, old).map(|new| (name.clone(), new)));
        }
        if !edits.is_empty() {
            let text = edited(&path, &existing, &edits)?;
            self.all.insert(path, text);
        }
        Ok(())
    }

    /// A type that is new or differs.
    fn one_type(&mut self, name: &str, found: &SpecType, old: Option<&Node>) -> Option<Yaml> {
        match found {
            SpecType::Taken(entries) => old.is_none().then(|| Yaml::Fields(entries.clone())),
            SpecType::Enum(keys) => {
                let new = Yaml::Fields(keys.clone());
                let known = self.hashes.take(name, &new);
                let is_free = old.is_none_or(|old| !known && self.hashes.is_untouched(name, old));
                if !known && !is_free {
                    self.notes.of_specs(format!(
                        "the type `{name}` was changed by hand, and the page lists other values now; it is kept"
                    ));
                }
                is_free.then_some(new)
            }
            SpecType::Object(fields) => {
                let own = old.map(|old| old.entries().unwrap_or_default()).unwrap_or_default();
                // Besides fields, a type has keys of its own, such as `doc` and `role`.
                let (of_fields, of_type): (Vec<_>, Vec<_>) =
                    own.iter().cloned().partition(|one| one.value.entries().is_some());
                let merged = merge::fields(name, &of_fields, fields, false, &mut self.hashes);
                self.list_kept(&format!("type {name}"), &merged.kept);
                let of_type = of_type.iter().map(|one| {
                    entry(&one.key, Yaml::prose(one.value.scalar().map_or("", |text| &text.text)))
                });
                let fields = merged.entries.into_iter().map(|(name, keys)| entry(name, Yaml::Map(keys)));
                merged.changed.then(|| Yaml::Fields(of_type.chain(fields).collect()))
            }
        }
    }

    fn list_kept(&mut self, place: &str, names: &[String]) {
        for name in names {
            self.notes.of_specs(format!("the {place} has `{name}`, which is not on the page; it is kept"));
        }
    }

    fn endpoint(&mut self, endpoint: &PageEndpoint) -> Result<(), PageError> {
        let path = file_name(endpoint);
        let existing = self.all.get(&path).cloned().unwrap_or_default();
        let there = tree(&existing);
        let old = |key: &str| there.as_ref().and_then(|there| value(there, key));
        let mut edits: Vec<(String, Yaml)> = Vec::new();
        let mut add =
            |key: &str, value: Option<Yaml>| edits.extend(value.map(|value| (key.to_owned(), value)));
        if there.is_none() {
            add("path", Some(Yaml::text(&endpoint.path)));
            add("version", Some(Yaml::text(&endpoint.version)));
            add("kind", endpoint.notification.then(|| Yaml::text("notification")));
        }
        add("summary", self.hashes.text("summary", old("summary"), Some(&endpoint.summary)).map(Yaml::Prose));
        add("doc", self.hashes.text("doc", old("doc"), endpoint.doc.as_deref()).map(Yaml::Prose));
        for (key, fields) in [("request", &endpoint.request), ("response", &endpoint.response)] {
            let own = old(key).and_then(Node::entries).unwrap_or_default();
            let merged = merge::fields(key, own, fields, true, &mut self.hashes);
            self.list_kept(key, &merged.kept);
            let all = merged.entries.into_iter().map(|(name, keys)| entry(name, Yaml::Map(keys))).collect();
            add(key, (merged.changed || old(key).is_none()).then_some(Yaml::Fields(all)));
        }
        let rows = match old("results").map(|results| &results.value) {
            Some(Value::List(rows)) => rows.as_slice(),
            _ => &[],
        };
        let merged = merge::rows(rows, &endpoint.results, &mut self.hashes);
        self.list_kept("results", &merged.kept);
        add(
            "results",
            merged.changed.then(|| Yaml::Rows(merged.entries.into_iter().map(|(_, row)| row).collect())),
        );
        let text = edited(&path, &existing, &edits)?;
        self.all.insert(path, text);
        Ok(())
    }

    /// Adds the examples of the page, and where all of it is from.
    fn finish(
        &mut self,
        endpoint: &PageEndpoint,
        examples: Vec<(String, Yaml)>,
        hashes: &[String],
    ) -> Result<(), PageError> {
        let path = file_name(endpoint);
        let existing = self.all.get(&path).cloned().unwrap_or_default();
        let there = tree(&existing);
        let old = there.as_ref().and_then(|there| value(there, "examples")).map(|examples| &examples.value);
        let old: &[Node] = if let Some(Value::List(list)) = old { list } else { &[] };
        let name = |node: &Node| value(node, "name").and_then(Node::scalar).map(|name| name.text.clone());
        let is_new = |(own, _): &&(String, Yaml)| !old.iter().any(|one| name(one).as_ref() == Some(own));
        let new: Vec<Yaml> = examples.iter().filter(is_new).map(|(_, example)| example.clone()).collect();
        let mut edits: Vec<(String, Yaml)> = Vec::new();
        if !new.is_empty() {
            let kept = old.iter().map(|one| Yaml::Lines(merge::entries(one)));
            edits.push(("examples".to_owned(), Yaml::List(kept.chain(new).collect())));
        }
        let hashes: BTreeSet<&str> = hashes.iter().map(String::as_str).collect();
        let hash = hashes.into_iter().collect::<Vec<_>>().join(" ");
        let known = there.as_ref().and_then(|there| value(value(there, "source")?, "hash")?.scalar());
        let is_same = self.settings.existing.get(&path) == Some(&existing) && edits.is_empty();
        if !is_same || known.is_none_or(|known| known.text != hash) {
            let (file, date) = (self.settings.file.to_owned(), self.settings.date.to_owned());
            let source = Source { file, date, hash: (!hash.is_empty()).then_some(hash) };
            edits.push(("source".to_owned(), specs::endpoint::source(&source)));
        }
        let text = edited(&path, &existing, &edits)?;
        self.all.insert(path, text);
        Ok(())
    }
}

/// A file with entries written anew, or added.
fn edited(path: &str, existing: &str, edits: &[(String, Yaml)]) -> Result<String, PageError> {
    if edits.is_empty() {
        return Ok(existing.to_owned());
    }
    let there = tree(existing);
    let texts: Vec<(&str, String)> = edits
        .iter()
        .map(|(key, value)| (key.as_str(), layout::file(&[vec![entry(key, value.clone())]])))
        .collect();
    let has = |key: &str| there.as_ref().is_some_and(|there| value(there, key).is_some());
    let mut text = existing.trim_end().to_owned();
    if !text.is_empty() {
        text.push('\n');
    }
    // The head of a file comes before its bodies.
    let (heads, rest): (Vec<_>, Vec<_>) =
        texts.iter().filter(|(key, _)| !has(key)).partition(|(key, _)| matches!(*key, "doc" | "source"));
    for (_, new) in rest {
        text.push_str(new);
    }
    for (_, new) in heads {
        let at = ["request:", "response:"]
            .iter()
            .filter_map(|key| {
                if text.starts_with(key) { Some(0) } else { text.find(&format!("\n{key}")).map(|at| at + 1) }
            })
            .min();
        text.insert_str(at.unwrap_or(text.len()), new);
    }
    let replaced: Vec<Edit<'_>> = texts
        .iter()
        .filter(|(key, _)| has(key))
        .map(|(key, new)| Edit { key, entry: Some(new.trim_end()) })
        .collect();
    rewrite(&text, &replaced).map_err(|error| PageError::Unusable(format!("`{path}` {error}")))
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

/// The bodies of the page; those that break its own tables say so.
fn examples(endpoint: &PageEndpoint, api: &Api) -> Vec<(String, Yaml)> {
    let Some((version, known)) = api.endpoint(&format!("{}/{}", endpoint.version, endpoint.path)) else {
        return Vec::new();
    };
    let numbered = endpoint.samples.iter().enumerate();
    let of = |(number, sample): (usize, &Sample)| {
        let one = example_of(sample, number, known, version);
        (one.name.clone(), specs::endpoint::example(&one, known, version))
    };
    numbered.map(of).collect()
}

fn example_of(sample: &Sample, number: usize, endpoint: &Endpoint, version: &Version) -> Example {
    let side = if sample.response { "response" } else { "request" };
    let name = if number == 0 {
        format!("{side} of the page")
    } else {
        format!("{side} {} of the page", number + 1)
    };
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
