//! How an outcome becomes known, in the words of the spec format.

use super::json::{Json, Object, list};
use crate::model::{
    Comparison, FieldPair, FlatResult, IdempotencyKey, Ids, NotFound, SettledBy, Settles, StatusMapping,
};
use crate::spec::spelled_duration;

pub(super) fn key(key: &IdempotencyKey) -> Option<Json> {
    let fields = list(key.fields())?;
    Some(match key {
        IdempotencyKey::All(only) if only.len() == 1 => {
            only.iter().map(String::as_str).collect::<String>().into()
        }
        IdempotencyKey::All(_) => Object::new().with("all", fields).into(),
        IdempotencyKey::Any(_) => Object::new().with("any", fields).into(),
    })
}

pub(super) fn settled_by(rules: &SettledBy) -> Object {
    let mut object = Object::new()
        .with("endpoint", &rules.endpoint)
        .with_some("ask", (!rules.ask.is_empty()).then(|| pairs(&rules.ask)));
    if let Some(entry) = &rules.entry {
        object = object.with("in", &entry.list).with("where", pairs(&entry.equal));
    }
    if let Some(mapping) = &rules.status {
        object = status(object, mapping);
    }
    object
        .with_some("not_found", not_found(&rules.not_found))
        .with_some("unnamed", rules.unnamed_accepted.then_some("accepted"))
}

pub(super) fn flat_result(flat: &FlatResult) -> Object {
    let words = flat.statuses.iter();
    let words = words.fold(Object::new(), |all, (word, status)| all.with(word, status.letter()));
    Object::new()
        .with("in", "body")
        .with("status", &flat.status)
        .with("code", &flat.code)
        .with("message", &flat.message)
        .with("statuses", words)
}

fn not_found(not_found: &NotFound) -> Option<Json> {
    let codes = list(&not_found.codes);
    match not_found.final_after {
        None => codes,
        Some(after) => {
            let times = Object::new()
                .with("times", i64::from(after.times))
                .with("every", spelled_duration(after.every));
            Some(Object::new().with_some("codes", codes).with("final_after", times).into())
        }
    }
}

pub(super) fn settles(rows: &[Settles]) -> Option<Json> {
    list(rows.iter().map(|row| {
        let object = Object::new()
            .with_some("endpoints", list(&row.endpoints))
            .with("id", ids(&row.ids))
            .with_some("when", (!row.when.is_empty()).then(|| Comparison::spelled(&row.when)));
        status(object, &row.status)
    }))
}

fn ids(ids: &Ids) -> Object {
    match ids {
        Ids::All(several) => pairs(several),
        Ids::Any(several) => Object::new().with_some("any", list(several.iter().map(|(theirs, _)| theirs))),
    }
}

fn status(object: Object, mapping: &StatusMapping) -> Object {
    let values = |values: &[String]| Json::List(values.iter().map(Json::from).collect());
    object
        .with("status", &mapping.status)
        .with("success", values(&mapping.success))
        .with("failure", values(&mapping.failure))
}

fn pairs(pairs: &[FieldPair]) -> Object {
    pairs.iter().fold(Object::new(), |all, (theirs, own)| all.with(theirs, own))
}
