//! The ladders of an API's limits, by which the compiler compares literals with fields.

use std::{collections::BTreeSet, fmt::Write};

use crate::model::{Api, Endpoint, Field, Kind, Shape, Type};

use super::print;

/// All limits of what is sent.
#[derive(Default)]
struct Limits {
    texts: BTreeSet<usize>,
    items: BTreeSet<usize>,
    ranges: BTreeSet<(i64, i64)>,
}

/// The text of the file.
pub(super) fn file(api: &Api) -> String {
    let limits = Limits::of(api);
    let steps = limits.steps();
    let mut file = print::head("//", &api.name);
    file += "
//! The limits of all that is sent, for `text!`, `list!` and `int!`.
//!
//! A literal's length becomes its rung: the number of the first limit that it fits in. The tables say at or above which
//! rungs each limit is.

";
    let _ = writeln!(file, "use countersign_runtime::literal::{{{}}};", limits.imports().join(", "));
    file += "
/// Names the ladders of this crate.
#[derive(Debug, Clone, Copy)]
pub struct Limits;

impl Ladders for Limits {
";
    let _ = writeln!(file, "    const TEXT: &'static [usize] = &{:?};", with_zero(&limits.texts));
    let _ = writeln!(file, "    const ITEMS: &'static [usize] = &{:?};", with_zero(&limits.items));
    let _ = writeln!(file, "    const STEPS: &'static [i64] = &{steps:?};");
    file += "}\n";
    for (at, limit) in limits.texts.iter().enumerate() {
        table(
            &mut file,
            (0..=at + 1).map(|rung| format!("impl AtLeast<Limits, {rung}> for Limit<{limit}> {{}}")),
        );
    }
    for (at, limit) in limits.items.iter().enumerate() {
        table(
            &mut file,
            (0..=at + 1).map(|rung| format!("impl ItemsAtLeast<Limits, {rung}> for ItemLimit<{limit}> {{}}")),
        );
    }
    for (min, max) in &limits.ranges {
        let inside = |step: &usize| {
            let first = step.checked_sub(1).map_or(i64::MIN, |before| steps[before]);
            *min <= first && first <= *max
        };
        let (low, high) = (number(*min), number(*max));
        let covered = (0..=steps.len()).filter(inside);
        table(
            &mut file,
            covered.map(|step| format!("impl Covers<Limits, {step}> for Range<{low}, {high}> {{}}")),
        );
    }
    file
}

fn table(file: &mut String, lines: impl Iterator<Item = String>) {
    file.push('\n');
    for line in lines {
        file.push_str(&line);
        file.push('\n');
    }
}

fn with_zero(limits: &BTreeSet<usize>) -> Vec<usize> {
    std::iter::once(0).chain(limits.iter().copied()).collect()
}

/// A negative number is a block as a const argument.
fn number(number: i64) -> String {
    match number {
        i64::MIN => "{ i64::MIN }".to_owned(),
        i64::MAX => "{ i64::MAX }".to_owned(),
        _ => number.to_string(),
    }
}

impl Limits {
    fn of(api: &Api) -> Self {
        let mut limits = Self::default();
        for version in &api.versions {
            for definition in version.types.iter().filter(|definition| definition.sent) {
                if let Shape::Object(fields) = &definition.shape {
                    limits.add(fields);
                }
            }
            version.endpoints.iter().for_each(|endpoint| limits.add(sent_fields(endpoint)));
        }
        limits
    }

    fn add(&mut self, fields: &[Field]) {
        fields.iter().for_each(|field| self.add_type(&field.ty));
    }

    fn add_type(&mut self, ty: &Type) {
        match ty {
            Type::Text(limits) | Type::Url(limits) => self.texts.extend(limits.max),
            Type::Integer { min: None, max: None } => {}
            Type::Integer { min, max } => {
                let range = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
                // The runtime's own impls are for these two.
                if range != (i64::MIN, i64::MAX) && range != (i64::MIN + 1, i64::MAX) {
                    self.ranges.insert(range);
                }
            }
            Type::List { items, max } => {
                self.items.extend(*max);
                self.add_type(items);
            }
            Type::Map { values, .. } => self.add_type(values),
            Type::Boolean | Type::Decimal | Type::DateTime | Type::Date | Type::Json | Type::Named(_) => {}
        }
    }

    /// What the tables need: an import without its table would be unused.
    fn imports(&self) -> Vec<&'static str> {
        let mut names = vec!["Ladders"];
        names.extend((!self.texts.is_empty()).then_some(["AtLeast", "Limit"]).into_iter().flatten());
        names.extend((!self.items.is_empty()).then_some(["ItemLimit", "ItemsAtLeast"]).into_iter().flatten());
        names.extend((!self.ranges.is_empty()).then_some(["Covers", "Range"]).into_iter().flatten());
        names.sort_unstable();
        names
    }

    /// Between two of these numbers, all numbers fit the same fields.
    fn steps(&self) -> Vec<i64> {
        let above = |max: &i64| max.checked_add(1);
        let all = self.ranges.iter().flat_map(|(min, max)| [Some(*min), above(max)]).flatten();
        all.filter(|step| *step != i64::MIN).collect::<BTreeSet<i64>>().into_iter().collect()
    }
}

fn sent_fields(endpoint: &Endpoint) -> &[Field] {
    match endpoint.kind {
        Kind::Call => &endpoint.request,
        Kind::Notification => &endpoint.response,
    }
}
