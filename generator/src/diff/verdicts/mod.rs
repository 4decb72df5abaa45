//! How bad each kind of change is: one line for each kind and direction.
//!
//! On the wire, what is sent may be widened and what is received may be narrowed; the opposite breaks somebody. Readers
//! are lenient, so a field, a listed value or a result code that is new in an answer breaks nobody.
//!
//! In source, what counts is the Rust that comes from the spec: limits of texts and lists are part of a type's name
//! (`Text<64>`, `List<_, 5>`, `Int<1, 9>`), `PayRequired` is exhaustive, other structs and enums are not, and checks such
//! as `pattern` leave no trace in a type. A test compiles code written for the old crate against the new one, line by line.

mod fields;
mod items;
mod line;
mod values;

pub use line::{Line, On};

use super::Verdict::Patch;
use super::{Directions, Judgement, Kind};

/// For a type that does not travel the same way before and after.
const UNUSED: Judgement = Judgement { verdict: Patch, reason: "no endpoint uses it both before and after" };
/// For what is in a type whose Rust type has become another one, which is a change of its own.
const REPLACED: Judgement =
    Judgement { verdict: Patch, reason: "it is in another Rust type, which is said by itself" };

/// The verdicts of a change: the higher one when it concerns both directions. `source` names the structs concerned,
/// which are not the same as the directions when a type has begun or ceased to travel one way.
pub(super) fn judge(kind: Kind, wire: Directions, source: Directions) -> (Judgement, Judgement) {
    let on_wire = highest(kind, wire, |line| line.wire).unwrap_or(UNUSED);
    let in_source = highest(kind, source, |line| line.source).unwrap_or(REPLACED);
    (on_wire, in_source)
}

fn highest(kind: Kind, on: Directions, judgement: fn(&Line) -> Judgement) -> Option<Judgement> {
    let concerned = |line: &&Line| match line.on {
        On::Sent => on.sent,
        On::Received => on.received,
        On::Any => on.sent || on.received,
    };
    let lines = lines().filter(|line| line.kind == kind).filter(concerned).map(judgement);
    lines.reduce(|first, second| if second.verdict > first.verdict { second } else { first })
}

/// All lines.
pub fn lines() -> impl Iterator<Item = &'static Line> {
    [items::LINES, fields::LINES, values::LINES].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::Verdict::{Major, Minor};
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_has_lines_for_both_directions() {
        for kind in Kind::ALL {
            let on: Vec<On> = lines().filter(|line| line.kind == *kind).map(|line| line.on).collect();
            assert!(on == [On::Any] || on == [On::Sent, On::Received], "{kind:?}: {on:?}");
        }
        let ids: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
        assert_eq!(ids.len(), Kind::ALL.len());
    }

    #[test]
    fn reasons_are_half_sentences() {
        for reason in lines().flat_map(|line| [line.wire.reason, line.source.reason]) {
            assert!(!reason.ends_with('.') && !reason.starts_with(char::is_uppercase), "{reason}");
        }
    }

    #[test]
    fn the_higher_verdict_counts() {
        let verdicts = |wire, source| {
            let (wire, source) = judge(Kind::MaxLengthRaised, wire, source);
            (wire.verdict, source.verdict)
        };
        assert_eq!(verdicts(Directions::SENT, Directions::SENT), (Minor, Major));
        assert_eq!(verdicts(Directions::BOTH, Directions::BOTH), (Major, Major));
        assert_eq!(verdicts(Directions::default(), Directions::default()), (Patch, Patch));
    }
}
