//! The properties of an object besides its fields.

use crate::condition::Condition;

/// The name of an object's type, and the constraints on its fields.
#[derive(Debug)]
pub struct Shape {
    pub(super) name: &'static str,
    pub(super) checks: &'static [Check],
}

impl Shape {
    /// An object without checks, by the name of its Rust type.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, checks: &[] }
    }

    /// Sets the constraints that are checked before sending.
    #[must_use]
    pub const fn checks(self, checks: &'static [Check]) -> Self {
        Self { name: self.name, checks }
    }
}

/// A constraint on the fields of an object, by their names on the wire.
#[derive(Debug)]
#[non_exhaustive]
pub enum Check {
    /// `min_length`, in characters.
    MinLength(&'static str, usize),
    /// `min_length` and `max_length` of a value as it is written, in characters.
    Written(&'static str, usize, usize),
    /// `pattern`: the whole text matches.
    Pattern(&'static str, &'static str),
    /// `forbidden_chars`.
    Forbidden(&'static str, &'static str),
    /// `type: url`: absolute, http or https.
    Url(&'static str),
    /// `keys`: the only keys that the map may have.
    Keys(&'static str, &'static [&'static str]),
    /// `max_entries` of a map.
    Entries(&'static str, usize),
    /// `max_key_length` of a map, in characters.
    KeyLength(&'static str, usize),
    /// `one_of`: at least one must be given.
    OneOf(&'static [&'static str]),
    /// `required_when`: the field must be given when all of these hold.
    RequiredWhen(&'static str, &'static [Condition]),
}
