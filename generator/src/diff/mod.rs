//! Two sets of specs side by side: what changed, and whom it breaks.
//!
//! `compare` is a pure function of two models. Each `Change` gets two verdicts from one table (`lines`): one for the
//! wire, judged by direction, and one for code that uses the generated crate. [`Side`] reads a set of specs from a folder
//! or from a revision of git, and [`mod@print`] writes a [`Comparison`] as text, as JSON, or as an entry of a changelog.

mod change;
mod compare;
mod git;
mod kind;
pub mod print;
mod side;
mod verdicts;

pub use change::{Change, Directions, Judgement, Owner, Place, Verdict, Which};
pub use git::GitError;
pub use kind::Kind;
pub use side::{Shown, Side, SideError};
pub use verdicts::{Line, On, lines};

use crate::model::Api;

/// All changes, in the order of APIs, versions, and what is in them. Empty when the two say the same.
#[must_use]
pub fn compare(old: &[Api], new: &[Api]) -> Vec<Change> {
    let mut changes = compare::apis(old, new);
    // What belongs to one owner is noted in several rounds; within an owner, the order stays.
    changes.sort_by_cached_key(|change| {
        let version = change.owner.version().unwrap_or_default().to_owned();
        // By number, so that v10 comes after v9.
        (change.api.clone(), version.len(), version, change.owner.clone())
    });
    changes
}

/// Two sets of specs, and what is between them.
#[derive(Debug)]
pub struct Comparison {
    /// The specs as they were.
    pub old: Side,
    /// The specs as they are.
    pub new: Side,
    /// What changed.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// Compares two sets of specs.
    #[must_use]
    pub fn new(old: Side, new: Side) -> Self {
        let changes = compare(&old.apis, &new.apis);
        Self { old, new, changes }
    }

    /// The highest verdict for the wire; `None` when nothing changed.
    #[must_use]
    pub fn wire(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.wire.verdict).max()
    }

    /// The highest verdict for the source of the generated crates; `None` when nothing changed.
    #[must_use]
    pub fn source(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.source.verdict).max()
    }

    /// Where a change is to be seen.
    #[must_use]
    pub fn place(&self, change: &Change) -> Option<Shown> {
        match change.place {
            Some(Place { which: Which::Old, span }) => Some(self.old.place(span, Which::Old)),
            Some(Place { which: Which::New, span }) => Some(self.new.place(span, Which::New)),
            None if change.kind == Kind::ApiRemoved => self.old.api_place(&change.api, "", Which::Old),
            None => self.new.api_place(&change.api, &change.subject, Which::New),
        }
    }
}
