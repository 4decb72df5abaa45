//! Two models side by side: one file for each kind of thing that is compared.

mod api;
mod condition;
mod endpoint;
mod enumeration;
mod field;
mod field_type;
mod one_of;
mod outcome;
mod results;
mod scope;
mod text;
mod types;
mod wire;

pub(super) use api::apis;

use crate::model::Version;

/// The same version of an API, before and after.
#[derive(Clone, Copy)]
struct Versions<'a> {
    old: &'a Version,
    new: &'a Version,
}

/// Each thing of the new list with what it was, and what is only in the old one. `same` says whether two are the same
/// thing; `or` is asked for what is left over, such as a name that is only spelled differently.
struct Pairs<'a, T> {
    /// In the order of the new list.
    new: Vec<(Option<&'a T>, &'a T)>,
    /// In the order of the old list.
    removed: Vec<&'a T>,
}

fn pairs<'a, T>(
    old: &'a [T],
    new: &'a [T],
    same: impl Fn(&T) -> String,
    or: impl Fn(&T) -> String,
) -> Pairs<'a, T> {
    let by_name = |all: &'a [T]| -> std::collections::HashMap<String, &'a T> {
        all.iter().map(|thing| (same(thing), thing)).collect()
    };
    let (old_by_name, new_by_name) = (by_name(old), by_name(new));
    let mut left: Vec<&T> = old.iter().filter(|thing| !new_by_name.contains_key(&same(thing))).collect();
    let new = new.iter().map(|thing| {
        let before = old_by_name.get(&same(thing)).copied().or_else(|| {
            let at = left.iter().position(|before| or(before) == or(thing))?;
            Some(left.remove(at))
        });
        (before, thing)
    });
    let new = new.collect();
    Pairs { new, removed: left }
}
