//! How the outcome of a call becomes known: `settled_by`, `closed_by`, `settles`.

use super::scope::{At, Scope, owner};
use crate::diff::{Kind, Owner, Place};
use crate::model::{
    Api, Endpoint, FieldPair, FinalAfter, Ids, Kind as Calls, ListEntry, SettledBy, Settles, StatusMapping,
    settling,
};
use crate::spec::spelled_duration;
use std::collections::HashMap;

pub(super) fn outcome(scope: &mut Scope<'_>, old: &Endpoint, new: &Endpoint) {
    let at = |key: &str| At::new(key, Place::new(new.span));
    let by = |endpoint: &Endpoint| endpoint.settled_by.as_ref().map(|rules| rules.endpoint.clone());
    let kinds = [Kind::SettledByAdded, Kind::SettledByChanged, Kind::SettledByRemoved];
    scope.optional(kinds, &at("settled_by"), by(old), by(new));
    if let (Some(before), Some(after)) = (&old.settled_by, &new.settled_by) {
        rules(scope, &at, before, after);
    }
    let kinds = [Kind::ClosedByAdded, Kind::ClosedByChanged, Kind::ClosedByRemoved];
    scope.optional(kinds, &at("closed_by"), old.closed_by.clone(), new.closed_by.clone());
    settles(scope, &at("settles"), &old.settles, &new.settles);
}

/// Compares the keys of `settled_by`. Whether a `status` was added or removed is reported by [`settled`].
fn rules(scope: &mut Scope<'_>, at: &impl Fn(&str) -> At, old: &SettledBy, new: &SettledBy) {
    let mut changed = |kind: Kind, key: &str, before: Option<String>, after: Option<String>| {
        let shown = |value: Option<String>| Some(value.unwrap_or_else(|| "none".to_owned()));
        scope.optional([kind; 3], &at(&format!("settled_by.{key}")), shown(before), shown(after));
    };
    changed(Kind::AskChanged, "ask", pairs(&old.ask), pairs(&new.ask));
    let entry = |rules: &SettledBy| rules.entry.as_ref().map(entry);
    changed(Kind::EntryChanged, "in", entry(old), entry(new));
    if let (Some(before), Some(after)) = (&old.status, &new.status) {
        changed(Kind::StatusMappingChanged, "status", Some(mapping(before)), Some(mapping(after)));
    }
    let codes = |rules: &SettledBy| {
        (!rules.not_found.codes.is_empty()).then(|| sorted(&rules.not_found.codes).join(", "))
    };
    changed(Kind::NotFoundChanged, "not_found", codes(old), codes(new));
    let after = |rules: &SettledBy| rules.not_found.final_after.map(final_after);
    let kinds = [Kind::FinalAfterAdded, Kind::FinalAfterChanged, Kind::FinalAfterRemoved];
    scope.optional(kinds, &at("settled_by.not_found.final_after"), after(old), after(new));
    let accepted = |rules: &SettledBy| rules.unnamed_accepted.then(|| "accepted".to_owned());
    let kinds = [Kind::UnnamedAdded, Kind::UnnamedAdded, Kind::UnnamedRemoved];
    scope.optional(kinds, &at("settled_by.unnamed"), accepted(old), accepted(new));
}

/// Compares row by row. A row that changed counts as one removed and one added.
fn settles(scope: &mut Scope<'_>, at: &At, old: &[Settles], new: &[Settles]) {
    let words = |rows: &[Settles]| -> Vec<String> { rows.iter().map(row).collect() };
    let (before, after) = (words(old), words(new));
    for row in before.iter().filter(|row| !after.contains(row)) {
        scope.add(Kind::SettlesRemoved, at, Some(row.clone()), None);
    }
    for row in after.iter().filter(|row| !before.contains(row)) {
        scope.add(Kind::SettlesAdded, at, None, Some(row.clone()));
    }
}

/// Calls that the client itself can settle, or no longer can. That depends on two endpoints, maybe of two versions.
pub(super) fn settled(scope: &mut Scope<'_>, old: &Api, new: &Api) {
    let calls = |api: &'_ Api| -> HashMap<Owner, bool> {
        let all = api.versions.iter().flat_map(|version| &version.endpoints);
        let calls = all.filter(|endpoint| endpoint.kind == Calls::Call);
        calls.map(|call| (owner(call), matches!(settling(call, api), Some(Ok(_))))).collect()
    };
    let (before, after) = (calls(old), calls(new));
    for endpoint in new.versions.iter().flat_map(|version| &version.endpoints) {
        let owner = owner(endpoint);
        let kind = match (before.get(&owner), after.get(&owner)) {
            (Some(false), Some(true)) => Kind::SettlingAdded,
            (Some(true), Some(false)) => Kind::SettlingRemoved,
            _ => continue,
        };
        scope.of(owner).add(kind, &At::new("outcome", Place::new(endpoint.span)), None, None);
    }
}

/// `v1/payments/pay by paymentRequestId when kind = NEW: paymentStatus (success: SUCCESS; failure: FAIL)`.
fn row(row: &Settles) -> String {
    let when: Vec<String> = row.when.iter().map(ToString::to_string).collect();
    let when = if when.is_empty() { String::new() } else { format!(" when {}", sorted(&when).join(" and ")) };
    let word = if matches!(row.ids, Ids::Any(_)) { " or " } else { " and " };
    let ids: Vec<String> = row.ids.pairs().iter().map(pair).collect();
    let (calls, ids) = (sorted(&row.endpoints).join(", "), sorted(&ids).join(word));
    format!("{calls} by {ids}{when}: {}", mapping(&row.status))
}

/// `paymentStatus (success: SUCCESS; failure: FAIL)`.
fn mapping(status: &StatusMapping) -> String {
    let lists = [("success", &status.success), ("failure", &status.failure)];
    let lists = lists.iter().filter(|(_, values)| !values.is_empty());
    let lists: Vec<String> =
        lists.map(|(what, values)| format!("{what}: {}", sorted(values).join(", "))).collect();
    format!("{} ({})", status.status, lists.join("; "))
}

fn entry(entry: &ListEntry) -> String {
    format!("{} where {}", entry.list, pairs(&entry.equal).unwrap_or_default())
}

fn final_after(after: FinalAfter) -> String {
    format!("{} times, every {}", after.times, spelled_duration(after.every))
}

fn pairs(pairs: &[FieldPair]) -> Option<String> {
    let pairs: Vec<String> = pairs.iter().map(pair).collect();
    (!pairs.is_empty()).then(|| sorted(&pairs).join(", "))
}

/// `paymentId = captureId`, or one name for both.
fn pair((theirs, own): &FieldPair) -> String {
    if theirs == own { own.clone() } else { format!("{theirs} = {own}") }
}

/// In an order that does not depend on how a spec is written, as their order has no meaning.
fn sorted(texts: &[String]) -> Vec<String> {
    let mut texts = texts.to_vec();
    texts.sort();
    texts
}
