//! Reads the spec files of APIs from a folder.

use super::file::{self, display_path};
use super::nearby::nearest_specs;
use super::shared_types;
use super::syntax::{ApiSpec, VersionSpec};
use super::{FileId, Node, Sources, Span, read as reader};
use crate::diagnostics::Findings;
use crate::spec::findings::{api_file_missing, misplaced_file, unreadable_file};
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// The deepest nesting of folders, the API's and the version's included.
const MAX_FOLDERS: usize = 32;

/// The specs of a folder, as read.
#[derive(Debug, Default)]
pub struct SpecSet {
    /// The files.
    pub sources: Sources,
    /// The findings in them.
    pub findings: Findings,
    /// The APIs, sorted by name.
    pub apis: Vec<ApiSpec>,
    /// The spec files and folders that were looked at, for `rerun-if-changed`.
    pub paths: Vec<PathBuf>,
}

/// The error of a specs folder that can't be read at all.
#[derive(Debug)]
pub enum FolderError {
    /// The specs folder is missing, is not a folder, or may not be read.
    Unreadable {
        /// The folder.
        folder: PathBuf,
        /// The error of the operating system.
        source: io::Error,
        /// The specs folder that was most likely meant.
        nearest: Option<PathBuf>,
    },
    /// There is no API in it.
    Empty {
        /// The folder.
        folder: PathBuf,
        /// The specs folder that was most likely meant.
        nearest: Option<PathBuf>,
    },
    /// There is no API with the requested name.
    UnknownApi {
        /// The requested name.
        name: String,
        /// The names of the APIs that exist.
        known: Vec<String>,
    },
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { folder, source, nearest } => {
                write!(f, "cannot read the specs folder `{}`: {source}; ", folder.display())?;
                match nearest {
                    Some(nearest) => offer(f, nearest),
                    None => f.write_str("name the folder that has a folder for each API, by `--specs DIR`"),
                }
            }
            Self::Empty { folder, nearest } => {
                write!(f, "there is no API in `{}`; ", folder.display())?;
                match nearest {
                    Some(nearest) => offer(f, nearest),
                    None => {
                        let folder = folder.display();
                        write!(f, "create `{folder}/<name>/api.yaml`, where <name> is the name of the API")
                    }
                }
            }
            Self::UnknownApi { name, known } => {
                write!(f, "there is no API `{name}`; known: {}", known.join(", "))?;
                match crate::diagnostics::nearest(name, known.iter().map(String::as_str)) {
                    Some(near) => write!(f, "; did you mean `{near}`?"),
                    None => Ok(()),
                }
            }
        }
    }
}

fn offer(f: &mut fmt::Formatter<'_>, nearest: &Path) -> fmt::Result {
    let nearest = nearest.display();
    write!(f, "the nearest specs are in `{nearest}`: name them by `--specs {nearest}`")
}

impl std::error::Error for FolderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Reads the APIs below a folder: all of them, or only those with the given names.
///
/// # Errors
/// The folder cannot be read or has no API, or one of the names is not there. Everything else is a finding.
pub fn read(folder: &Path, only: &[String]) -> Result<SpecSet, FolderError> {
    let names = names(folder)?;
    if let Some(name) = only.iter().find(|name| !names.contains(name)) {
        return Err(FolderError::UnknownApi { name: name.clone(), known: names });
    }
    let mut walk = Walk { set: SpecSet::default(), open: Vec::new() };
    walk.set.paths.push(folder.to_owned());
    for name in names.into_iter().filter(|name| only.is_empty() || only.contains(name)) {
        let path = folder.join(&name);
        walk.api(&path, name);
    }
    Ok(walk.set)
}

/// The names of the APIs below a folder.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, FolderError> {
    let unreadable = |source| FolderError::Unreadable {
        folder: folder.to_owned(),
        source,
        nearest: nearest_specs(folder),
    };
    let entries = list(folder).map_err(unreadable)?;
    let names: Vec<String> =
        entries.into_iter().filter(|entry| entry.is_dir()).map(|entry| entry.name).collect();
    // The folder of one API is not that of all.
    if names.is_empty() || folder.join("api.yaml").is_file() {
        return Err(FolderError::Empty { folder: folder.to_owned(), nearest: nearest_specs(folder) });
    }
    Ok(names)
}

/// An entry of a folder; links are followed.
struct Entry {
    name: String,
    path: PathBuf,
    metadata: io::Result<fs::Metadata>,
}

impl Entry {
    fn is_dir(&self) -> bool {
        self.metadata.as_ref().is_ok_and(fs::Metadata::is_dir)
    }

    fn is_hidden(&self) -> bool {
        self.name.starts_with('.')
    }

    fn is_markdown(&self) -> bool {
        !self.is_dir() && self.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
    }
}

/// Lists the entries of a folder, sorted, without hidden and Markdown files.
fn list(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let metadata = fs::metadata(&path);
        let entry = Entry { name, path, metadata };
        if !entry.is_hidden() && !entry.is_markdown() {
            found.push(entry);
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

struct Walk {
    set: SpecSet,
    /// The folders from the API's down to the current one, links resolved.
    open: Vec<PathBuf>,
}

impl Walk {
    fn api(&mut self, path: &Path, name: String) {
        let mut api = ApiSpec { name, ..ApiSpec::default() };
        let Some(entries) = self.enter(path) else { return };
        match entries.iter().find(|entry| entry.name == "api.yaml") {
            Some(entry) => {
                let (file, node) = self.file(entry);
                api.span = Span::start_of(file);
                if let Some(node) = node {
                    api.head = reader::head(&node, api.span, &api.name, &mut self.set.findings);
                }
            }
            None => {
                api.span = self.place(path);
                self.set.findings.push(api_file_missing::finding(api.span, &api.name));
            }
        }
        let types = entries.iter().find(|entry| entry.name == "types.yaml" && !entry.is_dir());
        let shared_file = types.map(|entry| self.shared_types(entry, &mut api));
        for entry in entries.iter().filter(|entry| !matches!(entry.name.as_str(), "api.yaml" | "types.yaml"))
        {
            if entry.is_dir() && is_version(&entry.name) {
                api.versions.extend(self.version(entry));
            } else {
                self.not_a_version(entry);
            }
        }
        if let Some((file, is_read)) = shared_file {
            api.versions.iter_mut().for_each(|version| {
                version.files.push(file);
                version.types_unread |= !is_read;
            });
        }
        shared_types::hand_out(&mut api);
        self.open.pop();
        // By number, so that v10 comes after v9.
        api.versions.sort_by_key(|version| (version.name.len(), version.name.clone()));
        self.set.apis.push(api);
    }

    /// Reads the types that the versions share. Returns the file, and whether it could be read.
    fn shared_types(&mut self, entry: &Entry, api: &mut ApiSpec) -> (FileId, bool) {
        let (file, node) = self.file(entry);
        let at = Span::start_of(file);
        api.shared_types = node
            .as_ref()
            .map(|node| reader::types_file(node, at, &mut self.set.findings))
            .unwrap_or_default();
        (file, node.is_some())
    }

    fn not_a_version(&mut self, entry: &Entry) {
        let span = self.place(&entry.path);
        self.set.findings.push(match (&entry.metadata, entry.name.ends_with(".yaml")) {
            (Err(error), _) => unreadable_file::io(span, error),
            (Ok(metadata), true) if metadata.is_dir() => unreadable_file::is_folder(span),
            (Ok(metadata), false) if metadata.is_dir() => misplaced_file::not_a_version(span, &entry.name),
            (Ok(_), true) => misplaced_file::outside_version(span, &entry.name),
            (Ok(_), false) => misplaced_file::ending(span, &entry.name),
        });
    }

    fn version(&mut self, folder: &Entry) -> Option<VersionSpec> {
        let entries = self.enter(&folder.path)?;
        let mut version = VersionSpec { name: folder.name.clone(), ..VersionSpec::default() };
        for entry in &entries {
            match entry.name.as_str() {
                "types.yaml" if !entry.is_dir() => {
                    let (file, node) = self.file(entry);
                    version.files.push(file);
                    version.types_file = Some(file);
                    version.types_unread = node.is_none();
                    let at = Span::start_of(file);
                    version.types =
                        node.map(|n| reader::types_file(&n, at, &mut self.set.findings)).unwrap_or_default();
                }
                "results.yaml" if !entry.is_dir() => {
                    let (file, node) = self.file(entry);
                    version.files.push(file);
                    let at = Span::start_of(file);
                    version.results = node
                        .map(|n| reader::results_file(&n, at, &mut self.set.findings))
                        .unwrap_or_default();
                }
                _ => self.endpoint_or_group(entry, "", &mut version),
            }
        }
        self.open.pop();
        version.endpoints.sort_by(|a, b| a.path.value.cmp(&b.path.value));
        Some(version)
    }

    /// `prefix` is the path of the group that the entry is in, with a `/` at its end.
    fn endpoint_or_group(&mut self, entry: &Entry, prefix: &str, version: &mut VersionSpec) {
        if entry.is_dir() && !entry.name.ends_with(".yaml") {
            let Some(entries) = self.enter(&entry.path) else { return };
            let prefix = format!("{prefix}{}/", entry.name);
            for inner in &entries {
                self.endpoint_or_group(inner, &prefix, version);
            }
            self.open.pop();
        } else if let Some(stem) = entry.name.strip_suffix(".yaml") {
            let path = format!("{prefix}{stem}");
            let (file, node) = self.file(entry);
            version.files.push(file);
            let place = reader::Place { file, version: &version.name, path: path.clone() };
            match node.and_then(|node| reader::endpoint(&node, place, &mut self.set.findings)) {
                Some(endpoint) => version.endpoints.push(endpoint),
                None => version.unread.push(path),
            }
        } else {
            let span = self.place(&entry.path);
            self.set.findings.push(match &entry.metadata {
                Err(error) => unreadable_file::io(span, error),
                Ok(_) => misplaced_file::ending(span, &entry.name),
            });
        }
    }

    /// Lists a folder, unless it is nested too deeply or contains itself. The caller removes it from `open` when done.
    fn enter(&mut self, path: &Path) -> Option<Vec<Entry>> {
        self.set.paths.push(path.to_owned());
        let listed = fs::canonicalize(path).and_then(|real| list(path).map(|entries| (real, entries)));
        match listed {
            Ok((real, entries)) if self.open.len() < MAX_FOLDERS && !self.open.contains(&real) => {
                self.open.push(real);
                Some(entries)
            }
            Ok(_) => {
                let span = self.place(path);
                self.set.findings.push(unreadable_file::endless(span));
                None
            }
            Err(error) => {
                let span = self.place(path);
                self.set.findings.push(unreadable_file::io(span, &error));
                None
            }
        }
    }

    fn file(&mut self, entry: &Entry) -> (FileId, Option<Node>) {
        self.set.paths.push(entry.path.clone());
        file::read(&entry.path, &entry.metadata, &mut self.set.sources, &mut self.set.findings)
    }

    /// A place for findings about a file or folder whose text is not known.
    fn place(&mut self, path: &Path) -> Span {
        Span::start_of(self.set.sources.add(display_path(path), String::new()))
    }
}

/// Whether a name is that of a version: `v` and a number of up to four digits.
pub fn is_version(name: &str) -> bool {
    name.strip_prefix('v').is_some_and(|number| {
        (1..=4).contains(&number.len())
            && !number.starts_with('0')
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}
