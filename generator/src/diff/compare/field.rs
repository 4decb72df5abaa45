//! The fields of an object.

use super::field_type::{Exchanged, compare_type, in_words};
use super::scope::{At, Scope, order_changed};
use super::{Versions, condition, enumeration, one_of, pairs, text};
use crate::diff::{Directions, Judgement, Kind, Place, Verdict};
use crate::model::{Field, Shape, names};

/// A number or boolean that is received is an `Option` even when it is required.
const OPTION_ANYWAY: Judgement = Judgement {
    verdict: Verdict::Patch,
    reason: "numbers and booleans that are received are always an `Option`, for want of an empty value",
};

/// `prefix` is `request`, `response`, a field that holds the object, or empty for a type of its own.
pub(super) fn fields(
    scope: &mut Scope<'_>,
    versions: Versions<'_>,
    prefix: &str,
    old: &[Field],
    new: &[Field],
) {
    let subject = |field: &Field| match prefix {
        "" => field.name.clone(),
        _ => format!("{prefix}.{}", field.name),
    };
    let paired = pairs(old, new, |field| field.name.clone(), names::field);
    for (before, field) in &paired.new {
        let at = At::new(subject(field), Place::new(field.span));
        match before {
            Some(before) => compare(scope, versions, &at, before, field),
            None => scope.add(added(field), &at, None, Some(described(field))),
        }
    }
    for field in &paired.removed {
        scope.add(
            Kind::FieldRemoved,
            &At::new(subject(field), Place::old(field.span)),
            Some(described(field)),
            None,
        );
    }
    one_of::groups(scope, prefix, old, new);
    let before: Vec<&str> = old.iter().map(|field| field.name.as_str()).collect();
    let order = paired.new.iter().filter_map(|(before, _)| before.map(|before| before.name.as_str()));
    order_changed(
        scope,
        prefix,
        &before,
        &order.collect::<Vec<_>>(),
        new.first().map(|field| Place::new(field.span)),
    );
}

fn added(field: &Field) -> Kind {
    match (field.required, field.required_when.is_empty()) {
        (true, _) => Kind::FieldAddedRequired,
        (false, false) => Kind::FieldAddedConditional,
        (false, true) => Kind::FieldAdded,
    }
}

/// `string, at most 64 characters, required`.
fn described(field: &Field) -> String {
    let required = if field.required { ", required" } else { "" };
    let condition = condition::spelled(field).map(|condition| format!(", required when {condition}"));
    format!("{}{required}{}", in_words(&field.ty), condition.unwrap_or_default())
}

fn compare(scope: &mut Scope<'_>, versions: Versions<'_>, at: &At, old: &Field, new: &Field) {
    if old.name != new.name {
        scope.add(Kind::FieldRespelled, at, Some(old.name.clone()), Some(new.name.clone()));
    }
    scope.renamed(at, names::field(old), names::field(new));
    if let Some(types) = compare_type(scope, at, &old.ty, &new.ty) {
        exchanged(scope, versions, types);
    }
    text::limits(scope, at, &old.written, &new.written);
    requirement(scope, at, old, new);
    let yes_or_no = |yes: bool| Some(if yes { "yes" } else { "no" }.to_owned());
    let mut switch = |before: bool, after: bool, on: Kind, off: Kind| {
        if before != after {
            scope.add(if after { on } else { off }, at, yes_or_no(before), yes_or_no(after));
        }
    };
    switch(old.sensitive, new.sensitive, Kind::SensitiveAdded, Kind::SensitiveRemoved);
    switch(old.id, new.id, Kind::IdAdded, Kind::IdRemoved);
    switch(old.nullable, new.nullable, Kind::NullAllowed, Kind::NullForbidden);
    switch(old.json_text, new.json_text, Kind::JsonTextChanged, Kind::JsonTextChanged);
    if old.quoted != new.quoted {
        let shown = |quoted: bool| Some(if quoted { "quoted" } else { "native" }.to_owned());
        scope.add(Kind::QuotingChanged, at, shown(old.quoted), shown(new.quoted));
    }
    scope.optional(
        [Kind::DefaultAdded, Kind::DefaultChanged, Kind::DefaultRemoved],
        at,
        old.default.clone(),
        new.default.clone(),
    );
    scope.optional(
        [Kind::FieldDeprecated, Kind::DocChanged, Kind::FieldRevived],
        at,
        old.deprecated.clone(),
        new.deprecated.clone(),
    );
    let unseen = |field: &Field| Some(field.unseen.words().join(", ")).filter(|words| !words.is_empty());
    scope.doc(&at.inside(".unseen"), unseen(old).as_deref(), unseen(new).as_deref());
    scope.doc(at, old.doc.as_deref(), new.doc.as_deref());
    scope.doc(at, old.condition.as_deref(), new.condition.as_deref());
}

/// Compares a named type with the one in whose place it stands.
fn exchanged(scope: &mut Scope<'_>, versions: Versions<'_>, exchanged: Exchanged<'_>) {
    let Exchanged { at, old, new } = exchanged;
    let shapes = (
        versions.old.type_named(old).map(|definition| &definition.shape),
        versions.new.type_named(new).map(|definition| &definition.shape),
    );
    let kind = match shapes {
        (Some(Shape::Object(_)), Some(Shape::Object(_))) | (Some(Shape::Enum(_)), Some(Shape::Enum(_))) => {
            Kind::TypeExchanged
        }
        _ => Kind::TypeChanged,
    };
    // Inside of a type that contains itself the same exchange comes again.
    let is_inside = scope.changes.iter().any(|change| {
        let names = (change.old.as_deref(), change.new.as_deref());
        change.kind == kind && names == (Some(old), Some(new)) && at.is_inside(&change.subject)
    });
    scope.add(kind, &at, Some(old.to_owned()), Some(new.to_owned()));
    if is_inside {
        return;
    }
    // The Rust types are different ones; that has been said.
    let mut inside = scope.going(scope.wire, Directions::default());
    match shapes {
        (Some(Shape::Object(before)), Some(Shape::Object(after))) => {
            fields(&mut inside, versions, &at.subject, before, after);
        }
        (Some(Shape::Enum(before)), Some(Shape::Enum(after))) => {
            enumeration::values(&mut inside, &at, before, after);
        }
        _ => {}
    }
}

fn requirement(scope: &mut Scope<'_>, at: &At, old: &Field, new: &Field) {
    let shown = |field: &Field| {
        let condition = condition::spelled(field).map(|condition| format!("required when {condition}"));
        Some(if field.required { "required".to_owned() } else { condition.unwrap_or("optional".to_owned()) })
    };
    let kind = match (old.required, new.required) {
        (false, true) => Kind::FieldRequired,
        (true, false) => Kind::FieldOptional,
        (true, true) => return,
        (false, false) => return condition::compare(scope, at, old, new),
    };
    if !scope.source.sent && old.ty.is_received_as_option() && new.ty.is_received_as_option() {
        scope.add_with_source(kind, at, (shown(old), shown(new)), OPTION_ANYWAY);
    } else {
        scope.add(kind, at, shown(old), shown(new));
    }
}
