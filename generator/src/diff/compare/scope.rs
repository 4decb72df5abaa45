//! Where changes are noted.

use crate::diff::verdicts::judge;
use crate::diff::{Change, Directions, Judgement, Kind, Owner, Place};
use crate::model::Endpoint;

/// One thing that is compared, and the list that its changes go to.
pub(super) struct Scope<'a> {
    pub(super) api: &'a str,
    pub(super) owner: Owner,
    /// Which way it travels, before and after.
    pub(super) wire: Directions,
    /// Which of its structs there are, before and after.
    pub(super) source: Directions,
    pub(super) changes: &'a mut Vec<Change>,
}

/// What a change is about, and where that is.
#[derive(Clone)]
pub(super) struct At {
    pub(super) subject: String,
    pub(super) place: Option<Place>,
}

impl At {
    pub(super) fn new(subject: impl Into<String>, place: Place) -> Self {
        Self { subject: subject.into(), place: Some(place) }
    }

    /// Something inside of it, in the same place.
    pub(super) fn inside(&self, suffix: &str) -> Self {
        Self { subject: format!("{}{suffix}", self.subject), place: self.place }
    }

    /// Whether it is a part of that.
    pub(super) fn is_inside(&self, subject: &str) -> bool {
        self.subject.strip_prefix(subject).is_some_and(|rest| rest.starts_with(['.', '[']))
    }
}

impl<'a> Scope<'a> {
    /// For something that has no direction of its own.
    pub(super) fn new(api: &'a str, owner: Owner, changes: &'a mut Vec<Change>) -> Self {
        Self { api, owner, wire: Directions::BOTH, source: Directions::BOTH, changes }
    }

    /// The same thing, going another way.
    pub(super) fn going(&mut self, wire: Directions, source: Directions) -> Scope<'_> {
        Scope { api: self.api, owner: self.owner.clone(), wire, source, changes: self.changes }
    }

    /// Something else of the same API.
    pub(super) fn of(&mut self, owner: Owner) -> Scope<'_> {
        Scope { api: self.api, owner, wire: self.wire, source: self.source, changes: self.changes }
    }

    /// Notes a change.
    pub(super) fn add(&mut self, kind: Kind, at: &At, old: Option<String>, new: Option<String>) {
        let (wire, source) = judge(kind, self.wire, self.source);
        self.changes.push(Change {
            kind,
            api: self.api.to_owned(),
            owner: self.owner.clone(),
            subject: at.subject.clone(),
            directions: self.wire,
            old,
            new,
            place: at.place,
            wire,
            source,
        });
    }

    /// Notes a change that has less of an effect in source than its kind has in general.
    pub(super) fn add_with_source(
        &mut self,
        kind: Kind,
        at: &At,
        (old, new): (Option<String>, Option<String>),
        source: Judgement,
    ) {
        self.add(kind, at, old, new);
        if let Some(change) = self.changes.last_mut() {
            change.source = source;
        }
    }

    /// Notes that words differ, if they do.
    pub(super) fn doc(&mut self, at: &At, old: Option<&str>, new: Option<&str>) {
        if old != new {
            self.add(Kind::DocChanged, at, old.map(str::to_owned), new.map(str::to_owned));
        }
    }

    /// Notes that the name in Rust differs, if it does.
    pub(super) fn renamed(&mut self, at: &At, old: String, new: String) {
        if old != new {
            self.add(Kind::RustNameChanged, at, Some(old), Some(new));
        }
    }

    /// Notes that something has come, has gone, or is another one.
    pub(super) fn optional(&mut self, kinds: [Kind; 3], at: &At, old: Option<String>, new: Option<String>) {
        let [added, changed, removed] = kinds;
        match (&old, &new) {
            (None, Some(_)) => self.add(added, at, old, new),
            (Some(_), None) => self.add(removed, at, old, new),
            (Some(before), Some(after)) if before != after => self.add(changed, at, old, new),
            _ => {}
        }
    }
}

/// Returns the owner of what an endpoint has.
pub(super) fn owner(endpoint: &Endpoint) -> Owner {
    Owner::Endpoint { version: endpoint.version.clone(), path: endpoint.path.clone() }
}

/// Notes when what was there before is in another order. `after` names what is left, as it was called before.
pub(super) fn order_changed(
    scope: &mut Scope<'_>,
    subject: &str,
    before: &[&str],
    after: &[&str],
    place: Option<Place>,
) {
    let kept = before.iter().filter(|name| after.contains(name));
    if !kept.eq(after.iter()) {
        let at = At { subject: subject.to_owned(), place };
        scope.add(Kind::OrderChanged, &at, None, None);
    }
}
