//! A schema without what is wrapped around it.

use super::pointer::Place;

/// A schema without what is wrapped around it, and all schemas that hold together with it.
#[derive(Debug, Clone)]
pub(super) struct Unwrapped<'d> {
    /// The first schema that is no wrapper.
    pub(super) place: Place<'d>,
    /// By what the type is known: the pointer of `place`, or those of several that hold together.
    pub(super) key: String,
    /// All schemas that hold: wrappers, outermost first, then `place` and the parts of its `allOf`.
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
        self.all(keyword).next()
    }

    /// All values of a keyword, outermost first.
    pub(super) fn all<'k>(&self, keyword: &'k str) -> impl Iterator<Item = Place<'d>> + use<'_, 'd, 'k> {
        self.levels.iter().filter_map(move |level| level.get(keyword))
    }

    /// Whether it is a text that nobody should see.
    pub(super) fn is_password(&self) -> bool {
        self.all("format").any(|place| place.text() == Some("password"))
    }

    /// The levels that belong to the field, not to a type that it refers to.
    pub(super) fn own_levels(&self) -> &[Place<'d>] {
        self.levels.get(..self.own).unwrap_or_default()
    }

    /// The levels that belong to the type.
    pub(super) fn type_levels(&self) -> &[Place<'d>] {
        self.levels.get(self.own..).unwrap_or_default()
    }

    /// The levels in the order in which their properties are listed: those of a base before one's own.
    pub(super) fn base_first(&self) -> impl Iterator<Item = &Place<'d>> {
        let is_own = |level: &&Place<'d>| level.pointer == self.place.pointer;
        let (own, bases): (Vec<_>, Vec<_>) = self.levels.iter().partition(is_own);
        bases.into_iter().chain(own)
    }

    /// Both hold: the same property of two parts. A part that only adds limits to a type does not rename it.
    pub(super) fn and(self, other: Self) -> Self {
        if self.key == other.key || other.only_narrows() {
            return self.beside(other);
        }
        if self.only_narrows() {
            return other.beside(self);
        }
        let key = format!("{} & {}", self.key, other.key);
        let levels = [self.levels, other.levels].concat();
        let (own, nullable) = (levels.len(), self.nullable || other.nullable);
        Self { place: self.place, key, levels, own, name: None, nullable }
    }

    /// The levels of `other` are written beside a use of this type.
    fn beside(self, other: Self) -> Self {
        let is_new = |level: &Place<'d>| self.levels.iter().all(|known| known.pointer != level.pointer);
        let beside: Vec<_> = other.levels.into_iter().filter(is_new).collect();
        let own = self.own + beside.len();
        let nullable = self.nullable || other.nullable;
        Self { levels: [beside, self.levels].concat(), own, nullable, ..self }
    }

    fn only_narrows(&self) -> bool {
        self.name.is_none() && self.levels.iter().all(|level| !has_structure(level))
    }
}

/// Whether a schema says more than limits and texts: it is a type of its own.
pub(super) fn has_structure(at: &Place<'_>) -> bool {
    const STRUCTURE: &[&str] = &[
        "properties",
        "required",
        "items",
        "enum",
        "const",
        "additionalProperties",
        "patternProperties",
        "allOf",
        "oneOf",
        "anyOf",
        "contentSchema",
    ];
    STRUCTURE.iter().any(|keyword| at.get(keyword).is_some())
}
