//! The values of an enum.

use super::pairs;
use super::scope::{At, Scope, order_changed};
use crate::diff::{Kind, Place};
use crate::model::{Enum, EnumValue, names};

pub(super) fn values(scope: &mut Scope<'_>, at: &At, old: &Enum, new: &Enum) {
    let paired = pairs(&old.values, &new.values, |value| value.value.clone(), names::variant);
    let text = |value: &EnumValue| Some(value.value.clone());
    for (before, value) in &paired.new {
        let at = At { subject: at.subject.clone(), place: Some(Place::new(value.span)) };
        match before {
            None => scope.add(Kind::ValueAdded, &at, None, text(value)),
            Some(before) => {
                if before.value != value.value {
                    scope.add(Kind::ValueRespelled, &at, text(before), text(value));
                }
                scope.renamed(&at, names::variant(before), names::variant(value));
                let space = if at.subject.is_empty() { "" } else { " " };
                scope.doc(
                    &at.inside(&format!("{space}{}", value.value)),
                    before.doc.as_deref(),
                    value.doc.as_deref(),
                );
            }
        }
    }
    for value in &paired.removed {
        let at = At { subject: at.subject.clone(), place: Some(Place::old(value.span)) };
        let kind = if new.open { Kind::ValueUnlisted } else { Kind::ValueRemoved };
        scope.add(kind, &at, text(value), None);
    }
    if old.open != new.open {
        let kind = if new.open { Kind::EnumOpened } else { Kind::EnumClosed };
        let shown = |open: bool| Some(if open { "open" } else { "closed" }.to_owned());
        scope.add(kind, at, shown(old.open), shown(new.open));
    }
    let before: Vec<&str> = old.values.iter().map(|value| value.value.as_str()).collect();
    let after = paired.new.iter().filter_map(|(before, _)| before.map(|before| before.value.as_str()));
    order_changed(scope, &at.subject, &before, &after.collect::<Vec<_>>(), at.place);
}
