//! What an import leaves out.

use super::pointer::Place;
use std::collections::HashSet;
use std::fmt;

/// Something in the document that is not in the specs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LeftOut {
    /// The JSON pointer that leads to it.
    pub pointer: String,
    /// Why, and what became of it instead.
    pub reason: String,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() { "/" } else { &self.pointer };
        // A document may contain anything; a terminal should not act on it.
        for c in pointer.chars().chain(": ".chars()).chain(self.reason.chars()) {
            if c.is_control() { write!(f, "{}", c.escape_unicode())? } else { write!(f, "{c}")? }
        }
        Ok(())
    }
}

/// All that is left out, in the order in which it was come across. What two versions share is said once.
#[derive(Debug, Default)]
pub(super) struct Notes {
    list: Vec<LeftOut>,
    known: HashSet<LeftOut>,
}

impl Notes {
    pub(super) fn add(&mut self, place: &Place<'_>, reason: impl Into<String>) {
        self.add_at(&place.pointer, reason);
    }

    pub(super) fn add_at(&mut self, pointer: &str, reason: impl Into<String>) {
        let note = LeftOut { pointer: pointer.to_owned(), reason: reason.into() };
        if self.known.insert(note.clone()) {
            self.list.push(note);
        }
    }

    /// The value of a key that should be `true` or `false`.
    pub(super) fn flag(&mut self, owner: &Place<'_>, key: &str) -> bool {
        let Some(place) = owner.get(key) else { return false };
        place.boolean().unwrap_or_else(|| {
            self.add(&place, "should be `true` or `false`");
            false
        })
    }

    /// The value of a key that should be a mapping.
    pub(super) fn map<'d>(&mut self, owner: &Place<'d>, key: &str) -> Option<Place<'d>> {
        let place = owner.get(key)?;
        if !place.is_map() {
            self.add(&place, "should be an object");
            return None;
        }
        Some(place)
    }

    /// The items of a key that should be a list.
    pub(super) fn list<'d>(&mut self, owner: &Place<'d>, key: &str) -> Vec<Place<'d>> {
        let Some(place) = owner.get(key) else { return Vec::new() };
        if !place.is_list() {
            self.add(&place, "should be a list");
        }
        place.items().collect()
    }

    pub(super) fn into_list(self) -> Vec<LeftOut> {
        self.list
    }
}
