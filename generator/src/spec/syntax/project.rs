//! What `countersign.yaml` says.

use crate::spec::Spanned;

/// The settings of a project. Paths are relative to the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectSpec {
    /// The folder that has a folder for each API.
    pub specs: Option<String>,
    /// The folder that gets a crate for each API.
    pub out: Option<String>,
    /// Where generated crates get the runtime from.
    pub runtime: RuntimeSpec,
    /// The licence of generated crates.
    pub license: Option<String>,
    /// The beginning of the names of generated crates.
    pub crate_prefix: String,
    /// The APIs that commands are about; empty for all.
    pub apis: Vec<Spanned<String>>,
}

/// `runtime`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum RuntimeSpec {
    /// `vendored`.
    #[default]
    Vendored,
    /// `{ path: runtime }`.
    Path(String),
    /// `{ version: "0.1" }`.
    Version(String),
    /// `{ git: URL }`.
    Git {
        /// The address of the repository.
        url: String,
        /// The commit; the newest one of the default branch where there is none.
        reference: Option<GitReference>,
    },
}

/// A commit of a git repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GitReference {
    /// `rev`.
    Revision(String),
    /// `tag`.
    Tag(String),
    /// `branch`.
    Branch(String),
}
