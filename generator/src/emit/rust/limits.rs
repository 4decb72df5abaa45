//! The ladders of an API's limits, by which the compiler compares literals with fields.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use crate::model::{Api, Currency, Endpoint, Field, Kind, Shape, Type, money_range, names};

use super::print;

/// All limits of what is sent.
#[derive(Default)]
struct Limits {
    texts: BTreeSet<usize>,
    items: BTreeSet<usize>,
    ranges: BTreeSet<(i64, i64)>,
    /// The least and the greatest amount of each type of money, by its path.
    money: BTreeMap<String, (u64, u64)>,
}

/// The text of the file.
pub(super) fn file(api: &Api) -> String {
    let limits = Limits::of(api);
    let steps = limits.steps();
    let mut file = print::head("//", &api.name);
    file += "
//! The limits of all that is sent, for `text!`, `list!`, `int!` and `money!`.
//!
//! A literal's length becomes its rung: the number of the first limit that it fits in. Beside each limit are the rungs
//! that fit it. Numbers and amounts are on a step between two bounds; beside each range are the steps in it.

countersign_runtime::__limits! {
";
    table(&mut file, "text", ladder(&limits.texts));
    table(&mut file, "items", ladder(&limits.items));
    table(&mut file, "steps", steps.iter().map(|step| number(*step)));
    let ranges = limits.ranges.iter().map(|(min, max)| {
        format!("{}, {} => {}", number(*min), number(*max), covered(&steps, i64::MIN, *min, *max))
    });
    table(&mut file, "ranges", ranges);
    let amounts = limits.amounts();
    table(&mut file, "amounts", amounts.iter().map(u64::to_string));
    let money = limits.money.iter();
    let money = money.map(|(path, (min, max))| format!("{path} => {}", covered(&amounts, 0, *min, *max)));
    table(&mut file, "money", money);
    table(&mut file, "currencies", api.currencies.iter().map(|(code, differs)| currency(code, *differs)));
    file + "}\n"
}

/// Whether any type that is sent can be made by `money!`.
pub(super) fn has_money(api: &Api) -> bool {
    !Limits::of(api).money.is_empty()
}

/// The steps in a range. The first begins with the `least` number of all.
fn covered<T: Copy + Ord>(steps: &[T], least: T, min: T, max: T) -> String {
    let inside = |step: &usize| {
        let first = step.checked_sub(1).map_or(least, |before| steps[before]);
        min <= first && first <= max
    };
    spaced((0..=steps.len()).filter(inside))
}

fn currency(code: &str, differs: Currency) -> String {
    format!("{code:?} => {:?}, {}", differs.exponent, differs.multiple_of.unwrap_or(1))
}

/// A part of the macro's input, with a line for each entry.
fn table(file: &mut String, name: &str, entries: impl Iterator<Item = String>) {
    let lines: String = entries.map(|entry| format!("        {entry},\n")).collect();
    let lines = if lines.is_empty() { lines } else { format!("\n{lines}    ") };
    let _ = writeln!(file, "    {name} {{{lines}}}");
}

/// Each limit, with its rung and all below.
fn ladder(limits: &BTreeSet<usize>) -> impl Iterator<Item = String> {
    limits.iter().enumerate().map(|(at, limit)| format!("{limit}: {}", spaced(0..=at + 1)))
}

fn spaced(numbers: impl Iterator<Item = usize>) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
}

/// The least number has no literal.
fn number(number: i64) -> String {
    match number {
        i64::MIN => "i64::MIN".to_owned(),
        i64::MAX => "i64::MAX".to_owned(),
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
                if let Some(range) = money_range(definition, version) {
                    let (module, name) = (names::version(&version.name), names::type_name(definition));
                    limits.money.insert(format!("crate::{module}::types::{name}"), range);
                }
            }
            for endpoint in &version.endpoints {
                limits.add(sent_fields(endpoint));
                limits.add(&endpoint.headers);
            }
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
            Type::Primitive(_) | Type::Named(_) => {}
        }
    }

    /// Between two of these amounts, all amounts fit the same types of money. The least amount, 0, is no bound.
    fn amounts(&self) -> Vec<u64> {
        let above = |max: &u64| max.checked_add(1);
        let all = self.money.values().flat_map(|(min, max)| [Some(*min), above(max)]).flatten();
        all.filter(|bound| *bound != 0).collect::<BTreeSet<u64>>().into_iter().collect()
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
