//! The imports at the head of a file: what its code names, and nothing else.

use crate::model::Primitive;
use std::collections::HashSet;

/// What generated code uses by its bare name, and where that comes from. A type of a spec with one of these names gets a
/// `_` (see [`crate::model::names::type_name`]), so that a name always means one thing.
const RUNTIME: &[&str] = &[
    "AcceptedCode",
    "Action",
    "AdditionalFields",
    "Call",
    "Closable",
    "Closing",
    "Condition",
    "Endpoint",
    "FlatResult",
    "Headers",
    "IdempotencyKey",
    "Ids",
    "Int",
    "JsonText",
    "List",
    "ListEntry",
    "NotFound",
    "Notification",
    "Nullable",
    "Received",
    "ReceivedUnlimited",
    "Request",
    "Response",
    "ResultCode",
    "Sensitive",
    "SettledBy",
    "Settling",
    "StatusMapping",
    "Text",
    "UnlimitedText",
    "Unlisted",
    "Unparsed",
    "VerdictRule",
];

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
        let used = names(code);
        let all = RUNTIME.iter().copied().chain(Primitive::imports());
        let mut from_runtime: Vec<&str> = all.filter(|name| used.contains(*name)).collect();
        from_runtime.sort_unstable();
        from_runtime.extend(used.contains("Check").then_some("codec::Check"));
        let types = if let Self::RuntimeAndTypes(module) = self { Some(module) } else { None };
        let uses = [
            used.contains("BTreeMap").then(|| "use std::collections::BTreeMap;".to_owned()),
            used.contains("fmt").then(|| "use std::fmt;".to_owned()),
            used.contains("Duration").then(|| "use std::time::Duration;".to_owned()),
            (!from_runtime.is_empty())
                .then(|| format!("use countersign_runtime::{{{}}};", from_runtime.join(", "))),
            types.filter(|_| used.contains("types")).map(|module| format!("use {module};")),
        ];
        uses.into_iter().flatten().collect()
    }
}

/// The names that formatted code looks up in its own scope: not those behind `::`, nor fields and variants. Words in
/// comments, in strings and in the tables of the runtime's macros are none.
fn names(code: &str) -> HashSet<&str> {
    let is_of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
    let mut names = HashSet::new();
    let (mut at, mut end_of_enum) = (0, 0);
    while let Some(first) = code.as_bytes().get(at).copied() {
        let (before, rest) = code.split_at(at);
        let length = if is_of_a_name(first) {
            let length = rest.bytes().position(|byte| !is_of_a_name(byte)).unwrap_or(rest.len());
            let (name, after) = rest.split_at(length);
            if name == "countersign_runtime" && after.starts_with("::__") {
                at += rest.find("\n}").unwrap_or(rest.len());
                continue;
            }
            let is_scoped = if at < end_of_enum {
                // All others there are variants.
                after.starts_with(')')
            } else {
                !before.ends_with("::") && (first.is_ascii_uppercase() || after.starts_with("::"))
            };
            if is_scoped {
                names.insert(name);
            }
            if name == "enum" && before.ends_with("pub ") {
                end_of_enum = at + rest.find("\n}").unwrap_or(length);
            }
            length
        } else if first == b'"' {
            string_length(rest)
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else {
            1
        };
        at += length;
    }
    names
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

    fn found(code: &str) -> Vec<&str> {
        let mut found: Vec<&str> = names(code).into_iter().collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn names_in_code_and_nothing_else() {
        let code =
            "/// Text of `Call`\npub fn a(b: r#type) -> \"Json \\\" List\\\\\" { Int } // Slot\nfmt::Error";
        assert_eq!(found(code), ["Int", "fmt"]);
        assert_eq!(found("X \"never closed Call"), ["X"]);
    }

    #[test]
    fn fields_and_variants_are_no_types() {
        assert_eq!(found("pub types: Text<5>, fmt: super::List, r#enum: Int"), ["Int", "Text", "super"]);
        let code =
            "pub enum Kind {\n    /// A text.\n    Text,\n    Other(Unlisted),\n}\nimpl Date { Self::List }";
        assert_eq!(found(code), ["Date", "Self", "Unlisted"]);
    }

    #[test]
    fn tables_name_variants() {
        let code = "countersign_runtime::__enum! {\n    Kind,\n    \"DATE\" => Date,\n}\nimpl Json {}";
        assert_eq!(found(code), ["Json"]);
    }

    #[test]
    fn only_what_is_used_is_imported() {
        let code = "/// Not a Decimal.\nstruct A { b: List<types::C, 5>, d: fmt::Error, e: Check }";
        let runtime = "use countersign_runtime::{List, codec::Check};";
        assert_eq!(Imports::Runtime.of(code), format!("use std::fmt;{runtime}"));
        let types = Imports::RuntimeAndTypes("crate::v1::types");
        assert_eq!(types.of(code), format!("use std::fmt;{runtime}use crate::v1::types;"));
        assert_eq!(Imports::Nothing.of(code), "");
        assert_eq!(types.of("struct A;"), "");
    }
}
