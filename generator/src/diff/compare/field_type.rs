//! What a field, an item of a list or a value of a map holds.

use super::scope::{At, Scope};
use super::text;
use crate::diff::Kind;
use crate::model::names::Named;
use crate::model::{TextLimits, Type};

/// A named type in the place of another one.
pub(super) struct Exchanged<'a> {
    pub(super) at: At,
    pub(super) old: &'a str,
    pub(super) new: &'a str,
}

/// Compares two types. Returns two named types that are left to be compared.
pub(super) fn compare_type<'a>(
    scope: &mut Scope<'_>,
    at: &At,
    old: &'a Type,
    new: &'a Type,
) -> Option<Exchanged<'a>> {
    match (old, new) {
        (Type::Text(before), Type::Text(after)) | (Type::Url(before), Type::Url(after)) => {
            text::limits(scope, at, before, after);
        }
        (Type::Text(before), Type::Url(after)) => {
            scope.add(Kind::BecameUrl, at, Some("string".to_owned()), Some("url".to_owned()));
            text::limits(scope, at, before, after);
        }
        (Type::Url(before), Type::Text(after)) => {
            scope.add(Kind::BecameText, at, Some("url".to_owned()), Some("string".to_owned()));
            text::limits(scope, at, before, after);
        }
        (Type::Integer { min, max }, Type::Integer { min: new_min, max: new_max }) => {
            let raised =
                |old: Option<i64>, new: Option<i64>, own: i64| new.unwrap_or(own) > old.unwrap_or(own);
            let shown =
                |limit: Option<i64>| Some(limit.map_or("no limit".to_owned(), |limit| limit.to_string()));
            if min != new_min {
                let kind = if raised(*min, *new_min, i64::MIN) { Kind::MinRaised } else { Kind::MinLowered };
                scope.add(kind, at, shown(*min), shown(*new_min));
            }
            if max != new_max {
                let kind = if raised(*max, *new_max, i64::MAX) { Kind::MaxRaised } else { Kind::MaxLowered };
                scope.add(kind, at, shown(*max), shown(*new_max));
            }
        }
        (Type::List { items, max }, Type::List { items: new_items, max: new_max }) => {
            most(scope, at, *max, *new_max, [Kind::MaxItemsRaised, Kind::MaxItemsLowered]);
            return compare_type(scope, &at.inside("[]"), items, new_items);
        }
        (Type::Map { values, keys }, Type::Map { values: new_values, keys: new_keys }) => {
            map_keys(scope, at, &keys.allowed, &new_keys.allowed);
            let limits = [
                (keys.max_entries, new_keys.max_entries, [Kind::MaxEntriesRaised, Kind::MaxEntriesLowered]),
                (keys.max_length, new_keys.max_length, [Kind::MaxKeyLengthRaised, Kind::MaxKeyLengthLowered]),
            ];
            limits.into_iter().for_each(|(old, new, kinds)| most(scope, at, old, new, kinds));
            return compare_type(scope, &at.inside(".*"), values, new_values);
        }
        (Type::Named(old), Type::Named(new)) => {
            // A type of the same name is compared once, by itself, and not at each of its uses.
            let differ = Named::Type.derived(old) != Named::Type.derived(new);
            return differ.then(|| Exchanged { at: at.clone(), old, new });
        }
        _ if old == new => {}
        _ => scope.add(Kind::TypeChanged, at, Some(in_words(old)), Some(in_words(new))),
    }
    None
}

/// The most that there may be of something; the kinds of change are that it was raised, and lowered.
fn most(
    scope: &mut Scope<'_>,
    at: &At,
    old: Option<usize>,
    new: Option<usize>,
    [raised, lowered]: [Kind; 2],
) {
    if old != new {
        let kind = if new.unwrap_or(usize::MAX) > old.unwrap_or(usize::MAX) { raised } else { lowered };
        let shown = |max: Option<usize>| Some(max.map_or("no limit".to_owned(), |max| max.to_string()));
        scope.add(kind, at, shown(old), shown(new));
    }
}

/// An empty list means that any key may be there.
fn map_keys(scope: &mut Scope<'_>, at: &At, old: &[String], new: &[String]) {
    let shown = |keys: &[String]| Some(if keys.is_empty() { "any".to_owned() } else { keys.join(", ") });
    let missing = |from: &[String], in_list: &[String]| in_list.iter().any(|key| !from.contains(key));
    match (old, new) {
        ([], []) => {}
        ([], _) => scope.add(Kind::KeysRestricted, at, shown(old), shown(new)),
        (_, []) => scope.add(Kind::KeysFreed, at, shown(old), shown(new)),
        _ => {
            if missing(old, new) {
                scope.add(Kind::KeysAdded, at, shown(old), shown(new));
            }
            if missing(new, old) {
                scope.add(Kind::KeysRemoved, at, shown(old), shown(new));
            }
        }
    }
}

/// `string of at most 64 characters`, `list of Goods`.
pub(super) fn in_words(ty: &Type) -> String {
    let keyword = ty.keyword();
    match ty {
        Type::Text(TextLimits { max: Some(max), .. }) | Type::Url(TextLimits { max: Some(max), .. }) => {
            format!("{keyword} of at most {max} characters")
        }
        Type::List { items: inner, .. } | Type::Map { values: inner, .. } => {
            format!("{keyword} of {}", in_words(inner))
        }
        _ => keyword.to_owned(),
    }
}
