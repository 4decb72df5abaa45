//! Tells names apart that would be the same in Rust: signs are spelled out, and then the case.
//!
//! Only names that meet are spelled out, each by its own text, so that all others stay what they are. What still meets is
//! left to the rule C0019.

use super::names::{self, Named};
use super::{Endpoint, EnumValue, ResultCode, TypeDef};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A name on the wire, and its `rust_name` if it has one.
pub(crate) type Wanted<'a> = (&'a str, Option<&'a str>);

/// Returns the `rust_name` of each: as it is, or spelled out where another one of the same owner would be the same. Where
/// that does not help, it stays as it was.
pub(crate) fn told_apart(named: Named, wanted: &[Wanted<'_>]) -> Vec<Option<String>> {
    let mut found: Vec<Option<String>> =
        wanted.iter().map(|(_, rust_name)| rust_name.map(str::to_owned)).collect();
    for spelled in [Some(with_signs as fn(&str) -> String), Some(with_case), None] {
        let current: Vec<String> = wanted
            .iter()
            .zip(&found)
            .map(|((wire, _), found)| found.clone().unwrap_or_else(|| named.derived(wire)))
            .collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        current.iter().for_each(|name| *counts.entry(name).or_default() += 1);
        for (((wire, rust_name), found), current) in wanted.iter().zip(&mut found).zip(&current) {
            if rust_name.is_none() && counts.get(current.as_str()).is_some_and(|count| *count > 1) {
                let name = spelled.map(|spelled| named.derived(&spelled(wire)));
                *found = name.filter(|name| *name != named.derived(wire));
            }
        }
    }
    found
}

/// The same where no name may be left out: what still meets gets a number.
pub(crate) fn numbered_apart(named: Named, wanted: &[Wanted<'_>]) -> Vec<Option<String>> {
    let mut names = told_apart(named, wanted);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for ((wire, _), name) in wanted.iter().zip(&mut names) {
        let own = name.clone().unwrap_or_else(|| named.derived(wire));
        let mut free = own.clone();
        let mut number = 1;
        while !taken.insert(free.clone()) {
            number += 1;
            free = format!("{}{number}", own.trim_start_matches("r#").trim_end_matches('_'));
        }
        if free != own {
            *name = Some(free);
        }
    }
    names
}

/// [`told_apart`] or [`numbered_apart`].
type Way = fn(Named, &[Wanted<'_>]) -> Vec<Option<String>>;

/// Names the values of an enum.
pub(crate) fn values(values: &mut [EnumValue], way: Way) {
    let wanted: Vec<Wanted<'_>> =
        values.iter().map(|value| (value.value.as_str(), value.rust_name.as_deref())).collect();
    let names = way(Named::Variant, &wanted);
    values.iter_mut().zip(names).for_each(|(value, name)| value.rust_name = name);
}

/// Names the result codes of an endpoint.
pub(crate) fn codes(results: &mut [ResultCode], way: Way) {
    let wanted: Vec<Wanted<'_>> =
        results.iter().map(|result| (result.code.as_str(), result.rust_name.as_deref())).collect();
    let names = way(Named::Variant, &wanted);
    results.iter_mut().zip(names).for_each(|(result, name)| result.rust_name = name);
}

/// Names the types of a version.
pub(crate) fn types(types: &mut [TypeDef]) {
    let wanted: Vec<Wanted<'_>> =
        types.iter().map(|one| (one.name.as_str(), one.rust_name.as_deref())).collect();
    let names = told_apart(Named::Type, &wanted);
    types.iter_mut().zip(names).for_each(|(one, name)| one.rust_name = name);
}

/// Tells the endpoints and groups of a version apart, and gives each endpoint the modules that it is in.
///
/// `way` is that of the endpoints. A group with the name of an endpoint beside it, or of the module of types, gets `_group` behind its own.
pub(crate) fn endpoints(endpoints: &mut [Endpoint], way: Way) {
    let mut modules: BTreeMap<String, String> = BTreeMap::new();
    for (parent, Members { groups, endpoints: numbers }) in members(endpoints) {
        let own =
            |number: &usize| endpoints.get(*number).map(|one| (one.last_segment(), one.rust_name.as_deref()));
        let wanted: Vec<Wanted<'_>> = numbers.iter().filter_map(own).collect();
        let names = way(Named::Method, &wanted);
        for (number, name) in numbers.iter().zip(names) {
            if let Some(endpoint) = endpoints.get_mut(*number) {
                endpoint.rust_name = name;
            }
        }
        let mut taken: BTreeSet<String> =
            numbers.iter().filter_map(|number| endpoints.get(*number)).map(names::method).collect();
        if parent.is_empty() {
            taken.insert("types".to_owned());
        }
        let wanted: Vec<Wanted<'_>> = groups.iter().map(|group| (group.as_str(), None)).collect();
        for (group, name) in groups.iter().zip(told_apart(Named::Method, &wanted)) {
            let name = name.unwrap_or_else(|| Named::Method.derived(group));
            let plain = name.trim_start_matches("r#").trim_end_matches('_');
            let name = if taken.contains(&name) { format!("{plain}_group") } else { name };
            modules.insert(format!("{parent}{group}/"), name);
        }
    }
    for endpoint in endpoints {
        let mut place = String::new();
        let groups = endpoint.groups();
        let names = groups.into_iter().filter_map(|group| {
            place = format!("{place}{group}/");
            modules.get(&place).cloned()
        });
        endpoint.modules = names.collect();
    }
}

/// What is in a group, besides its own endpoints those of no other.
#[derive(Default)]
struct Members {
    groups: BTreeSet<String>,
    /// By number.
    endpoints: Vec<usize>,
}

/// The members of each group, by its path with a `/` at the end.
fn members(endpoints: &[Endpoint]) -> BTreeMap<String, Members> {
    let mut all: BTreeMap<String, Members> = BTreeMap::new();
    for (number, endpoint) in endpoints.iter().enumerate() {
        let mut place = String::new();
        for group in endpoint.groups() {
            all.entry(place.clone()).or_default().groups.insert(group.to_owned());
            place = format!("{place}{group}/");
        }
        all.entry(place).or_default().endpoints.push(number);
    }
    all
}

/// `-1` is `minus 1`, `18+` is `18 plus`.
fn with_signs(wire: &str) -> String {
    let mut spelled = String::with_capacity(wire.len());
    for (at, c) in wire.char_indices() {
        let word = match c {
            c if c.is_alphanumeric() => {
                spelled.push(c);
                continue;
            }
            '-' if at == 0 => "minus",
            '-' => "dash",
            '+' => "plus",
            '_' => "underscore",
            '.' => "dot",
            ' ' => "space",
            ':' => "colon",
            '/' => "slash",
            '<' => "less than",
            '>' => "greater than",
            '=' => "equals",
            '!' => "not",
            '%' => "percent",
            '&' => "and",
            '*' => "star",
            '#' => "hash",
            '@' => "at",
            '$' => "dollar",
            '~' => "tilde",
            c => {
                spelled += &format!(" u{:x} ", u32::from(c));
                continue;
            }
        };
        spelled += &format!(" {word} ");
    }
    spelled
}

/// With its case behind it: `asc` is `asc lower`, `ASC` is `ASC upper`.
fn with_case(wire: &str) -> String {
    let letters = || wire.chars().filter(|c| c.is_alphabetic());
    let case = match (letters().any(char::is_lowercase), letters().any(char::is_uppercase)) {
        (true, true) if letters().next().is_some_and(char::is_lowercase) => "mixed",
        (true, true) => "capitalized",
        (true, false) => "lower",
        (false, true) => "upper",
        (false, false) => return with_signs(wire),
    };
    format!("{} {case}", with_signs(wire))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(named: Named, names: &[&str]) -> Vec<String> {
        let wanted: Vec<Wanted<'_>> = names.iter().map(|name| (*name, None)).collect();
        let found = told_apart(named, &wanted);
        names.iter().zip(found).map(|(wire, found)| found.unwrap_or_else(|| named.derived(wire))).collect()
    }

    #[test]
    fn names_that_meet_are_spelled_out() {
        for (names, expected) in [
            (&["-1", "0", "1"][..], &["Minus1", "_0", "_1"][..]),
            (&["18+", "<18"], &["_18Plus", "LessThan18"]),
            (&["asc", "desc", "ASC", "DESC"], &["AscLower", "DescLower", "AscUpper", "DescUpper"]),
            (&["Asc", "aSC", "ASC"], &["AscCapitalized", "ASc", "AscUpper"]),
            (&["1.0", "10"], &["_1Dot0", "_10"]),
            (&["A-B", "A_B", "AB"], &["ADashB", "AUnderscoreB", "Ab"]),
        ] {
            assert_eq!(told(Named::Variant, names), expected, "{names:?}");
        }
        let fields = ["connectionString", "connection_string", "other"];
        let expected = ["connection_string", "connection_underscore_string", "other"];
        assert_eq!(told(Named::Field, &fields), expected);
    }

    #[test]
    fn what_does_not_meet_stays_as_it_is() {
        let names = ["-1", "2", "a_b", "B-C", "ASC", "desc"];
        let alone: Vec<String> = names.iter().map(|name| Named::Variant.derived(name)).collect();
        assert_eq!(told(Named::Variant, &names), alone);
        assert!(told_apart(Named::Variant, &names.map(|name| (name, None))).iter().all(Option::is_none));
    }

    #[test]
    fn a_written_name_counts_and_is_never_changed() {
        let names = told_apart(
            Named::Variant,
            &[("a", Some("_1")), ("1", None), ("-1", None), ("x", Some("Minus1"))],
        );
        // All of these meet, and spelling out does not help: C0019 says so.
        assert_eq!(names, [Some("_1".to_owned()), None, None, Some("Minus1".to_owned())]);
    }

    #[test]
    fn numbers_are_the_last_resort() {
        let wanted = [
            ("<", None),
            ("{", None),
            ("}", None),
            ("a{", None),
            ("a}", None),
            ("type", None),
            ("Type", None),
        ];
        let names = numbered_apart(Named::Field, &wanted);
        let all: BTreeSet<String> = wanted
            .iter()
            .zip(&names)
            .map(|((wire, _), name)| name.clone().unwrap_or_else(|| Named::Field.derived(wire)))
            .collect();
        assert_eq!(all.len(), wanted.len(), "{names:?}");
    }
}
