//! What an import leaves out.

use super::fate::{Fate, Kind, says_nothing};
use super::pointer::Place;
use std::collections::{BTreeMap, HashSet};
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
    /// Of each extension that specs do not know, the places: a document may have thousands of one.
    extensions: BTreeMap<String, Vec<String>>,
    met: HashSet<String>,
    /// Texts instead of which another one is in the specs, unless they are used elsewhere.
    replaced: Vec<String>,
    used: HashSet<String>,
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

    /// Notes the keys of an object that are not in the specs.
    pub(super) fn audit(&mut self, object: &Place<'_>, kind: Kind) {
        for (key, place) in object.entries() {
            self.judge(key, &place, kind.fate(key));
        }
    }

    /// Notes a key that is not in the specs.
    pub(super) fn judge(&mut self, key: &str, place: &Place<'_>, fate: Fate) {
        let Fate::LeftOut(reason) = fate else { return };
        if key.starts_with("x-") {
            if self.met.insert(place.pointer.clone()) {
                self.extensions.entry(key.to_owned()).or_default().push(place.pointer.clone());
            }
        } else if !says_nothing(key, place) {
            self.add(place, reason);
        }
    }

    /// The first of several values, of which one counts. The others are noted, unless they count elsewhere.
    pub(super) fn first<'d>(&mut self, places: impl Iterator<Item = Place<'d>>) -> Option<Place<'d>> {
        let mut places = places;
        let first = places.next()?;
        self.used.insert(first.pointer.clone());
        let json = crate::spec::json(first.node);
        let other = places.filter(|place| crate::spec::json(place.node) != json);
        self.replaced.extend(other.map(|place| place.pointer));
        Some(first)
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

    pub(super) fn into_list(mut self) -> Vec<LeftOut> {
        for pointer in std::mem::take(&mut self.replaced) {
            if !self.used.contains(&pointer) {
                self.add_at(&pointer, "another one counts, which is nearer to its use");
            }
        }
        for (name, places) in std::mem::take(&mut self.extensions) {
            let first = places.first().map(String::as_str).unwrap_or_default();
            let more = match places.len() - 1 {
                0 => String::new(),
                1 => ", here and in one more place".to_owned(),
                more => format!(", here and in {more} more places"),
            };
            self.add_at(first, format!("the extension `{name}`{more}"));
        }
        self.list
    }
}
