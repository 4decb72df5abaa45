//! `required_when`: in which cases a field is required.

use super::scope::{At, Scope};
use crate::diff::Kind;
use crate::model::{Comparison, Field};

/// The condition as specs write it.
pub(super) fn spelled(field: &Field) -> Option<String> {
    (!field.required_when.is_empty()).then(|| Comparison::spelled(&field.required_when))
}

/// Compares the conditions of two optional fields.
pub(super) fn compare(scope: &mut Scope<'_>, at: &At, old: &Field, new: &Field) {
    let changed = match (
        all_imply(&old.required_when, &new.required_when),
        all_imply(&new.required_when, &old.required_when),
    ) {
        // Other words for the same cases.
        (true, true) => return,
        (true, false) => Kind::ConditionWidened,
        (false, true) => Kind::ConditionNarrowed,
        (false, false) => Kind::ConditionChanged,
    };
    scope.optional([Kind::ConditionAdded, changed, Kind::ConditionRemoved], at, spelled(old), spelled(new));
}

/// Whether all of the second hold wherever all of the first do. An empty list is no condition, and holds nowhere.
fn all_imply(first: &[Comparison], second: &[Comparison]) -> bool {
    first.is_empty() == second.is_empty()
        && second.iter().all(|wanted| first.iter().any(|known| implies(known, wanted)))
}

fn implies(known: &Comparison, wanted: &Comparison) -> bool {
    use Comparison::{Absent, Is, IsNot, Present};
    let has = |values: &[String], value: &String| values.contains(value);
    known.path() == wanted.path()
        && match (known, wanted) {
            (Is(_, few), Is(_, many)) | (IsNot(_, many), IsNot(_, few)) => {
                few.iter().all(|value| has(many, value))
            }
            (Is(_, values), IsNot(_, others)) => !values.iter().any(|value| has(others, value)),
            (Is(..) | Present(_), Present(_)) | (Absent(_), Absent(_) | IsNot(..)) => true,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_condition_may_hold_wherever_another_does() {
        let implies = |first: &str, second: &str| {
            let parsed = |text| Comparison::parse_all(text).expect("a condition");
            all_imply(&parsed(first), &parsed(second))
        };
        for (narrow, wide) in [
            ("a = X", "a = X | Y"),
            ("a = X and b is present", "a = X"),
            ("a = X", "a != Y | Z"),
            ("a != X | Y", "a != X"),
            ("a = X", "a is present"),
            ("a is absent", "a != X"),
        ] {
            assert!(implies(narrow, wide) && !implies(wide, narrow), "{narrow}, {wide}");
        }
        assert!(
            implies("a = X | Y", "a = Y | X")
                && !implies("a = X", "b = X")
                && !implies("a != X", "a is present")
        );
    }
}
