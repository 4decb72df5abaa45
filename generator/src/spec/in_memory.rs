//! Reads the files of an API that are in memory.

use super::shared_types;
use super::syntax::{ApiSpec, VersionSpec};
use super::{FileId, Node, Span, SpecSet, read as reader, yaml};
use std::collections::BTreeMap;

/// Reads the files of one API, each by its path below the API's folder. The files are those that `emit::specs` makes or that a
/// folder would have: nothing is misplaced.
pub fn read_files(name: &str, files: &BTreeMap<String, String>) -> SpecSet {
    let mut set = SpecSet::default();
    let mut api = ApiSpec { name: name.to_owned(), ..ApiSpec::default() };
    for (path, text) in files {
        let file = set.sources.add(path.clone(), text.clone());
        let Some(node) = yaml::parse(file, set.sources.text(file), &mut set.findings) else { continue };
        match path.split_once('/') {
            None if path == "types.yaml" => {
                let at = Span::start_of(file);
                api.shared_types = reader::types_file(&node, at, &mut set.findings);
            }
            None => {
                api.span = Span::start_of(file);
                api.head = reader::head(&node, api.span, name, &mut set.findings);
            }
            Some((version, path)) => part(&mut api, version, path, file, &node, &mut set),
        }
    }
    shared_types::hand_out(&mut api);
    for version in &mut api.versions {
        version.endpoints.sort_by(|a, b| a.path.value.cmp(&b.path.value));
    }
    set.apis.push(api);
    set
}

/// A file of a version. They come in the order of their paths, so that those of a version are together.
fn part(api: &mut ApiSpec, version: &str, path: &str, file: FileId, node: &Node, set: &mut SpecSet) {
    if api.versions.last().is_none_or(|last| last.name != version) {
        api.versions.push(VersionSpec { name: version.to_owned(), ..VersionSpec::default() });
    }
    let Some(spec) = api.versions.last_mut() else { return };
    let at = Span::start_of(file);
    spec.files.push(file);
    match path {
        "types.yaml" => {
            spec.types_file = Some(file);
            spec.types = reader::types_file(node, at, &mut set.findings);
        }
        "results.yaml" => spec.results = reader::results_file(node, at, &mut set.findings),
        _ => {
            let path = path.strip_suffix(".yaml").unwrap_or(path).to_owned();
            let place = reader::Place { file, version, path };
            spec.endpoints.extend(reader::endpoint(node, place, &mut set.findings));
        }
    }
}
