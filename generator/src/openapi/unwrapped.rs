//! A schema without what is wrapped around it.

use super::pointer::Place;

/// A schema without what is wrapped around it.
#[derive(Debug, Clone)]
pub(super) struct Unwrapped<'d> {
    /// The innermost schema.
    pub(super) place: Place<'d>,
    /// All schemas on the way, outermost first; the innermost one is the last.
    pub(super) levels: Vec<Place<'d>>,
    /// How many of them are written where the schema is used: those before the target of the last reference.
    pub(super) own: usize,
    /// The name by which the last reference calls its target.
    pub(super) name: Option<String>,
    /// `null` is allowed by one of the wrappers.
    pub(super) nullable: bool,
}

impl<'d> Unwrapped<'d> {
    /// The outermost value of a keyword.
    pub(super) fn find(&self, keyword: &str) -> Option<Place<'d>> {
        self.levels.iter().find_map(|level| level.get(keyword))
    }

    /// The levels that belong to the field, not to a type that it refers to.
    pub(super) fn own_levels(&self) -> &[Place<'d>] {
        self.levels.get(..self.own).unwrap_or_default()
    }

    /// The levels that belong to the type.
    pub(super) fn type_levels(&self) -> &[Place<'d>] {
        self.levels.get(self.own..).unwrap_or_default()
    }
}
