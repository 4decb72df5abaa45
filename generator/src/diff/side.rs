//! One of the two sets of specs: a folder, or a revision of git.

use super::{GitError, Which, git};
use crate::diagnostics::Report;
use crate::model::Api;
use crate::rules;
use crate::spec::{self, FileId, FolderError, Sources, Span, display_path};
use std::fmt;
use std::path::{Path, PathBuf};

/// A set of specs without errors, and the files that it comes from.
#[derive(Debug)]
pub struct Side {
    /// As it was named.
    pub name: String,
    /// Its APIs.
    pub apis: Vec<Api>,
    report: Report,
}

/// Why a set of specs cannot be compared.
#[derive(Debug)]
pub enum SideError {
    /// It has errors.
    Findings(Box<Report>),
    /// Its folder cannot be read.
    Folder(FolderError),
    /// Its revision cannot be read.
    Git(GitError),
}

/// A place, as it is shown to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The old or the new specs.
    pub which: Which,
    /// Beginning with the folder or the revision as it was given.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
}

impl fmt::Display for SideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Findings(report) => report.fmt(f),
            Self::Folder(error) => error.fmt(f),
            Self::Git(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SideError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Findings(_) => None,
            Self::Folder(error) => Some(error),
            Self::Git(error) => Some(error),
        }
    }
}

impl Side {
    /// Reads a folder of that name if there is one, and else the folder `specs` as it was in the revision of that name.
    ///
    /// # Errors
    /// It cannot be read, or has errors.
    pub fn read(name: &str, specs: &Path) -> Result<Self, SideError> {
        if Path::new(name).is_dir() { Self::folder(Path::new(name)) } else { Self::revision(name, specs) }
    }

    /// Reads a folder.
    ///
    /// # Errors
    /// It cannot be read, or has errors.
    pub fn folder(folder: &Path) -> Result<Self, SideError> {
        let shown = folder.display().to_string();
        Self::load(folder, &shown, &shown)
    }

    /// Reads a folder as it was in a revision, through the `git` command.
    ///
    /// # Errors
    /// There is no git, no such revision or no such folder in it, or the specs have errors.
    pub fn revision(name: &str, specs: &Path) -> Result<Self, SideError> {
        let files = git::folder_at(name, specs).map_err(SideError::Git)?;
        // Files are shown as git names them: `main:specs/claro/api.yaml`.
        let shown = format!("{name}:{}", specs.display());
        Self::load(&files.path().join("files"), name, &shown)
    }

    fn load(folder: &Path, name: &str, shown: &str) -> Result<Self, SideError> {
        let mut set = spec::read(folder, &[]).map_err(|error| SideError::Folder(renamed(error, shown)))?;
        let apis = rules::resolve_and_check(&set.apis, &mut set.findings);
        let failed = set.findings.errors() > 0;
        let report = Report::new(set.findings, moved(&set.sources, folder, shown));
        if failed {
            return Err(SideError::Findings(Box::new(report)));
        }
        Ok(Self { name: name.to_owned(), apis, report })
    }

    /// Where something is.
    #[must_use]
    pub fn place(&self, span: Span, which: Which) -> Shown {
        let sources = self.report.sources();
        let at = sources.position(span);
        Shown { which, file: sources.path(span.file).to_owned(), line: at.line, column: at.column }
    }

    /// Where `api.yaml` says something: the line that begins with the key, or the first.
    pub(super) fn api_place(&self, api: &str, key: &str, which: Which) -> Option<Shown> {
        let sources = self.report.sources();
        let end = format!("/{api}/api.yaml");
        let file = files(sources).find(|file| sources.path(*file).ends_with(&end))?;
        let key = key.split('.').next().filter(|key| !key.is_empty());
        let begins = |line: &str| {
            key.is_some_and(|key| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
        };
        let line = sources.text(file).lines().position(begins).unwrap_or(0) + 1;
        Some(Shown { which, file: sources.path(file).to_owned(), line, column: 1 })
    }
}

/// All files; a path is never empty.
fn files(sources: &Sources) -> impl Iterator<Item = FileId> {
    (0..).map(FileId).take_while(|file| !sources.path(*file).is_empty())
}

/// The same files under other paths.
fn moved(sources: &Sources, from: &Path, to: &str) -> Sources {
    let from = display_path(from);
    let mut moved = Sources::default();
    for file in files(sources) {
        let path = sources.path(file);
        let path = path.strip_prefix(&from).map_or(path.to_owned(), |rest| format!("{to}{rest}"));
        moved.add(path, sources.text(file).to_owned());
    }
    moved
}

/// The same error with the folder as it was given.
fn renamed(error: FolderError, shown: &str) -> FolderError {
    match error {
        FolderError::Unreadable { source, nearest, .. } => {
            FolderError::Unreadable { folder: PathBuf::from(shown), source, nearest }
        }
        FolderError::Empty { nearest, .. } => FolderError::Empty { folder: PathBuf::from(shown), nearest },
        other => other,
    }
}
