//! How an outcome becomes known: keys, `settled_by`, `settles`.

use super::yaml::{Entry, Yaml, entry};
use crate::model::{Comparison, FieldPair, IdempotencyKey, Ids, NotFound, SettledBy, Settles, StatusMapping};
use crate::spec::spelled_duration;

pub(super) fn key(key: &IdempotencyKey) -> Option<Yaml> {
    let list = |word: &str, fields: &[String]| Yaml::Map(vec![entry(word, Yaml::texts(fields))]);
    match key {
        key if key.is_empty() => None,
        IdempotencyKey::All(fields) => Some(match fields.as_slice() {
            [only] => Yaml::text(only),
            several => list("all", several),
        }),
        IdempotencyKey::Any(fields) => Some(list("any", fields)),
    }
}

/// In one line where it fits.
pub(super) fn settled_by(rules: &SettledBy) -> Yaml {
    let mut entries = vec![entry("endpoint", Yaml::text(&rules.endpoint))];
    entries.extend((!rules.ask.is_empty()).then(|| entry("ask", pairs(&rules.ask))));
    if let Some(list) = &rules.entry {
        entries.extend([entry("in", Yaml::text(&list.list)), entry("where", pairs(&list.equal))]);
    }
    entries.extend(rules.status.iter().flat_map(status));
    entries.extend(not_found(&rules.not_found).map(|codes| entry("not_found", codes)));
    entries.extend(rules.unnamed_accepted.then(|| entry("unnamed", Yaml::text("accepted"))));
    Yaml::Map(entries)
}

fn not_found(not_found: &NotFound) -> Option<Yaml> {
    let codes = || Yaml::texts(&not_found.codes);
    match not_found.final_after {
        None => (!not_found.codes.is_empty()).then(codes),
        Some(after) => {
            let every = Yaml::text(spelled_duration(after.every));
            let after = Yaml::Map(vec![entry("times", Yaml::number(after.times)), entry("every", every)]);
            Some(Yaml::Map(vec![entry("codes", codes()), entry("final_after", after)]))
        }
    }
}

pub(super) fn settles(rows: &[Settles]) -> Option<Yaml> {
    (!rows.is_empty()).then(|| Yaml::List(rows.iter().map(row).collect()))
}

fn row(row: &Settles) -> Yaml {
    let mut entries = vec![entry("endpoints", Yaml::texts(&row.endpoints)), entry("id", ids(&row.ids))];
    entries.extend((!row.when.is_empty()).then(|| entry("when", Yaml::text(Comparison::spelled(&row.when)))));
    entries.extend(status(&row.status));
    Yaml::Map(entries)
}

fn ids(ids: &Ids) -> Yaml {
    let same = ids.pairs().iter().all(|(theirs, own)| theirs == own);
    let names = || Yaml::texts(ids.pairs().iter().map(|(theirs, _)| theirs));
    match ids {
        Ids::All(only) if same && only.len() == 1 => {
            Yaml::text(only.iter().map(|(name, _)| name.as_str()).collect::<String>())
        }
        Ids::All(several) if same && !several.is_empty() => Yaml::Map(vec![entry("all", names())]),
        Ids::All(several) => pairs(several),
        Ids::Any(_) => Yaml::Map(vec![entry("any", names())]),
    }
}

fn status(mapping: &StatusMapping) -> Vec<Entry> {
    let mut entries =
        vec![entry("status", Yaml::text(&mapping.status)), entry("success", Yaml::texts(&mapping.success))];
    entries.push(entry("failure", Yaml::texts(&mapping.failure)));
    entries
}

fn pairs(pairs: &[FieldPair]) -> Yaml {
    Yaml::Map(pairs.iter().map(|(theirs, own)| entry(theirs, Yaml::text(own))).collect())
}
