//! A folder as it was in a revision, by the `git` command.
//!
//! A revision's name never reaches a shell, and never stands where git would take it for an option: it is resolved to a
//! hash first, and everything after that works with hashes.

use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output};
use std::{fmt, io};
use tempfile::TempDir;

/// Why a revision could not be read.
#[derive(Debug)]
pub enum GitError {
    /// The `git` command cannot be run.
    NoGit(io::Error),
    /// There is no such folder, and no such revision either.
    UnknownRevision {
        /// As it was given.
        name: String,
        /// What git says, in one line.
        said: String,
    },
    /// The revision does not have the specs folder.
    NoFolder {
        /// As it was given.
        revision: String,
        /// The folder.
        folder: String,
    },
    /// The specs folder is not part of the repository.
    Outside(PathBuf),
    /// No place for the files of the revision.
    Temporary(io::Error),
    /// Git failed.
    Failed {
        /// What it was to do.
        what: &'static str,
        /// What it says, in one line.
        said: String,
    },
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGit(error) => {
                write!(f, "the command `git` cannot be run: {error}; install git, or name a folder instead")
            }
            Self::UnknownRevision { name, said } => {
                // What git says of a name that it just does not know helps nobody.
                let said =
                    if said == "Needed a single revision" { String::new() } else { format!(" ({said})") };
                write!(
                    f,
                    "{name:?} is neither a folder nor a revision that git knows here{said}; name a folder of specs, or a \
                     revision such as `main`, `v1.2.0` or `HEAD~1`"
                )
            }
            Self::NoFolder { revision, folder } => write!(
                f,
                "there is no folder `{folder}` in revision {revision:?}; use --specs to name the folder that it had then"
            ),
            Self::Outside(folder) => write!(
                f,
                "`{}` is not in the repository that this is run in; with a revision, --specs names a folder of the repository",
                folder.display()
            ),
            Self::Temporary(error) => write!(f, "no temporary folder for the files of a revision: {error}"),
            Self::Failed { what, said } => write!(f, "git could not {what}: {said}"),
        }
    }
}

impl std::error::Error for GitError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoGit(error) | Self::Temporary(error) => Some(error),
            _ => None,
        }
    }
}

/// Writes a folder as it was in a revision to a temporary folder, below `files`.
///
/// # Errors
/// There is no git, no such revision, or no such folder in it.
pub(super) fn folder_at(revision: &str, folder: &Path) -> Result<TempDir, GitError> {
    let commit = commit(revision)?;
    let tree = tree(revision, &commit, folder)?;
    let repository = output(git().args(["rev-parse", "--absolute-git-dir"]))?;
    let place = tempfile::tempdir().map_err(GitError::Temporary)?;
    let files = place.path().join("files");
    std::fs::create_dir(&files).map_err(GitError::Temporary)?;
    // With an index and a working tree of its own, so that those of the repository stay as they are.
    let apart = || {
        let mut git = git();
        git.current_dir(&files)
            .env("GIT_DIR", line(&repository.stdout))
            .env("GIT_WORK_TREE", &files)
            .env("GIT_INDEX_FILE", place.path().join("index"));
        git
    };
    run("read the revision", apart().args(["read-tree", &tree]))?;
    run("write the files of the revision", apart().args(["checkout-index", "--all", "--quiet"]))?;
    Ok(place)
}

fn git() -> Command {
    let mut command = Command::new("git");
    command.env("LC_ALL", "C").stdin(std::process::Stdio::null());
    command
}

/// The hash of a commit.
fn commit(revision: &str) -> Result<String, GitError> {
    let unknown = |said: String| GitError::UnknownRevision { name: revision.to_owned(), said };
    // Git would take these for an option, for two revisions, or for a path; none of them names a commit.
    if revision.is_empty() || revision.starts_with('-') || revision.contains(['\0', '\n']) {
        return Err(unknown("a revision does not look like that".to_owned()));
    }
    let name = format!("{revision}^{{commit}}");
    let output = output(git().args(["rev-parse", "--verify", "--end-of-options", &name]))?;
    if output.status.success() { Ok(line(&output.stdout)) } else { Err(unknown(line(&output.stderr))) }
}

/// The hash of the folder in the commit.
fn tree(revision: &str, commit: &str, folder: &Path) -> Result<String, GitError> {
    let missing =
        || GitError::NoFolder { revision: revision.to_owned(), folder: folder.display().to_string() };
    let name = format!("{commit}:{}", in_repository(folder)?);
    let found = output(git().args(["rev-parse", "--verify", "--end-of-options", &name]))?;
    if !found.status.success() {
        return Err(missing());
    }
    let hash = line(&found.stdout);
    let kind = output(git().args(["cat-file", "-t", &hash]))?;
    if line(&kind.stdout) == "tree" { Ok(hash) } else { Err(missing()) }
}

/// The folder as git names it: from here with a leading `./`, or from the root of the repository.
fn in_repository(folder: &Path) -> Result<String, GitError> {
    let outside = || GitError::Outside(folder.to_owned());
    let (start, relative) = if folder.is_absolute() {
        let root = output(git().args(["rev-parse", "--show-toplevel"]))?;
        ("", folder.strip_prefix(line(&root.stdout)).map_err(|_| outside())?)
    } else {
        ("./", folder)
    };
    let parts = relative.components().filter(|part| *part != Component::CurDir);
    let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
    Ok(format!("{start}{}", parts.ok_or_else(outside)?.join("/")))
}

fn run(what: &'static str, command: &mut Command) -> Result<(), GitError> {
    let output = output(command)?;
    if output.status.success() { Ok(()) } else { Err(GitError::Failed { what, said: line(&output.stderr) }) }
}

fn output(command: &mut Command) -> Result<Output, GitError> {
    command.output().map_err(GitError::NoGit)
}

/// The first line of what git prints, without its `fatal: `.
fn line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().next().unwrap_or_default().trim();
    line.strip_prefix("fatal: ").unwrap_or(line).to_owned()
}
