//! The imports at the head of a file: what its code names, and nothing else.

use std::collections::HashSet;

/// What generated code uses by its bare name, and where that comes from. A type of a spec with one of these names gets a
/// `_` (see [`crate::model::names::type_name`]), so that a name always means one thing.
const RUNTIME: &[&str] = &[
    "Call",
    "Date",
    "DateTime",
    "Decimal",
    "Endpoint",
    "Int",
    "Json",
    "JsonText",
    "List",
    "Notification",
    "OpenEnum",
    "Received",
    "ReceivedUnlimited",
    "Response",
    "Sensitive",
    "Text",
    "UnlimitedText",
    "Unlisted",
    "Unparsed",
    "Violations",
];
const CODEC: &[&str] =
    &["Check", "Decode", "Encode", "Fields", "Quoted", "Shape", "Shown", "Slot", "Taken", "View"];

/// What a file may import.
#[derive(Debug, Clone, Copy)]
pub(super) enum Imports<'a> {
    /// Nothing: it names everything in full.
    Nothing,
    /// What it uses of the standard library and of the runtime.
    Runtime,
    /// That, and the module of that path as `types`.
    RuntimeAndTypes(&'a str),
}

impl Imports<'_> {
    /// The `use` items that formatted code needs, still to be laid out.
    pub(super) fn of(self, code: &str) -> String {
        if let Self::Nothing = self {
            return String::new();
        }
        let used = identifiers(code);
        let among = |names: &[&str]| -> Vec<String> {
            names.iter().filter(|name| used.contains(**name)).map(|name| (*name).to_owned()).collect()
        };
        let mut from_runtime = among(RUNTIME);
        match among(CODEC).as_slice() {
            [] => {}
            names => from_runtime.push(format!("codec::{{{}}}", names.join(", "))),
        }
        let types = if let Self::RuntimeAndTypes(module) = self { Some(module) } else { None };
        let uses = [
            used.contains("BTreeMap").then(|| "use std::collections::BTreeMap;".to_owned()),
            used.contains("fmt").then(|| "use std::fmt;".to_owned()),
            (!from_runtime.is_empty())
                .then(|| format!("use countersign_runtime::{{{}}};", from_runtime.join(", "))),
            types.filter(|_| used.contains("types")).map(|module| format!("use {module};")),
        ];
        uses.into_iter().flatten().collect()
    }
}

/// The names in code, and its numbers; words in comments and in strings are none.
fn identifiers(code: &str) -> HashSet<&str> {
    let is_of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
    let mut found = HashSet::new();
    let mut rest = code;
    while let Some(first) = rest.bytes().next() {
        let length = if is_of_a_name(first) {
            let end = rest.bytes().position(|byte| !is_of_a_name(byte)).unwrap_or(rest.len());
            found.insert(&rest[..end]);
            end
        } else if first == b'"' {
            string_length(rest)
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else {
            1
        };
        rest = &rest[length..];
    }
    found
}

/// How long the string literal is that some code begins with.
fn string_length(code: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in code.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_code_and_nothing_else() {
        let code = "/// Text of `Call`\npub fn a(b: r#type) -> \"Json \\\" List\\\\\" { Int } // Slot\nfmt";
        let mut names: Vec<&str> = identifiers(code).into_iter().collect();
        names.sort_unstable();
        assert_eq!(names, ["Int", "a", "b", "fmt", "fn", "pub", "r", "type"]);
        assert_eq!(identifiers("x \"never closed Call"), HashSet::from(["x"]));
    }

    #[test]
    fn only_what_is_used_is_imported() {
        let code = "/// Not a Decimal.\nstruct A { b: List<types::C, 5>, d: fmt::Error, e: Slot }";
        let runtime = "use countersign_runtime::{List, codec::{Slot}};";
        assert_eq!(Imports::Runtime.of(code), format!("use std::fmt;{runtime}"));
        let types = Imports::RuntimeAndTypes("crate::v1::types");
        assert_eq!(types.of(code), format!("use std::fmt;{runtime}use crate::v1::types;"));
        assert_eq!(Imports::Nothing.of(code), "");
        assert_eq!(types.of("struct A;"), "");
    }
}
