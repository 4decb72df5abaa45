//! The limits of a text.

use super::scope::{At, Scope};
use crate::diff::Kind;
use crate::model::TextLimits;

pub(super) fn limits(scope: &mut Scope<'_>, at: &At, old: &TextLimits, new: &TextLimits) {
    if old.max != new.max {
        let raised = new.max.unwrap_or(usize::MAX) > old.max.unwrap_or(usize::MAX);
        let kind = if raised { Kind::MaxLengthRaised } else { Kind::MaxLengthLowered };
        let shown = |max: Option<usize>| Some(max.map_or("unlimited".to_owned(), |max| max.to_string()));
        scope.add(kind, at, shown(old.max), shown(new.max));
    }
    if old.min != new.min {
        let kind = if new.min > old.min { Kind::MinLengthRaised } else { Kind::MinLengthLowered };
        scope.add(kind, at, Some(old.min.to_string()), Some(new.min.to_string()));
    }
    scope.optional(
        [Kind::PatternAdded, Kind::PatternChanged, Kind::PatternRemoved],
        at,
        old.pattern.clone(),
        new.pattern.clone(),
    );
    let only = |of: &str, without: &str| -> String { of.chars().filter(|c| !without.contains(*c)).collect() };
    let forbidden = only(&new.forbidden_chars, &old.forbidden_chars);
    if !forbidden.is_empty() {
        scope.add(Kind::CharsForbidden, at, None, Some(forbidden));
    }
    let allowed = only(&old.forbidden_chars, &new.forbidden_chars);
    if !allowed.is_empty() {
        scope.add(Kind::CharsAllowed, at, Some(allowed), None);
    }
}
