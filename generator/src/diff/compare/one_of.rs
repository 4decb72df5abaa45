//! Groups of fields of which at least one is given.

use super::scope::{At, Scope};
use crate::diff::{Kind, Place};
use crate::model::Field;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
struct Group<'a> {
    members: BTreeSet<&'a str>,
    first: Option<&'a Field>,
}

/// A group's name is nothing but a name: a group with the same members is the same one.
pub(super) fn groups(scope: &mut Scope<'_>, prefix: &str, old: &[Field], new: &[Field]) {
    let (mut before, mut after) = (grouped(old), grouped(new));
    let same: Vec<BTreeSet<&str>> = before
        .values()
        .filter(|group| after.values().any(|other| other.members == group.members))
        .map(|group| group.members.clone())
        .collect();
    before.retain(|_, group| !same.contains(&group.members));
    after.retain(|_, group| !same.contains(&group.members));
    for (name, group) in &after {
        let at = at(prefix, name, group.first.map(|field| Place::new(field.span)));
        match before.get(name) {
            None => scope.add(Kind::GroupAdded, &at, None, Some(listed(group))),
            Some(old) => {
                let (before, after) = (Some(listed(old)), Some(listed(group)));
                if !group.members.is_subset(&old.members) {
                    scope.add(Kind::GroupWidened, &at, before.clone(), after.clone());
                }
                if !old.members.is_subset(&group.members) {
                    scope.add(Kind::GroupNarrowed, &at, before, after);
                }
            }
        }
    }
    for (name, group) in before.iter().filter(|(name, _)| !after.contains_key(*name)) {
        let at = at(prefix, name, group.first.map(|field| Place::old(field.span)));
        scope.add(Kind::GroupRemoved, &at, Some(listed(group)), None);
    }
}

fn at(prefix: &str, name: &str, place: Option<Place>) -> At {
    let dot = if prefix.is_empty() { "" } else { "." };
    At { subject: format!("{prefix}{dot}({name})"), place }
}

fn grouped(fields: &[Field]) -> BTreeMap<&str, Group<'_>> {
    let mut groups: BTreeMap<&str, Group<'_>> = BTreeMap::new();
    for field in fields {
        if let Some(name) = &field.one_of {
            let group = groups.entry(name).or_default();
            group.members.insert(&field.name);
            group.first.get_or_insert(field);
        }
    }
    groups
}

fn listed(group: &Group<'_>) -> String {
    group.members.iter().copied().collect::<Vec<_>>().join(", ")
}
