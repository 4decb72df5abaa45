//! From names on the wire to names in Rust.
//!
//! One rule for all: split into words, join them in the case that Rust uses, and adapt what is not an identifier:
//! a leading digit gets `_` before it, a keyword gets `r#` (or, where that is not allowed, `_` after it).

use super::Primitive;
use heck::{ToSnakeCase, ToUpperCamelCase};

/// What has a name in Rust. Each kind has its case, and names that generated code needs itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A struct field and its setter: `payment_request_id`.
    Field,
    /// A variant of an enum: `MiniApp`.
    Variant,
    /// A type: `Amount`.
    Type,
    /// An endpoint or a group of them, a method and a module: `inquiry_payment`.
    Method,
}

impl Named {
    /// Returns the name in Rust of a name on the wire.
    #[must_use]
    pub fn derived(self, wire: &str) -> String {
        self.free(if self.is_snake() { snake(wire) } else { camel(wire) })
    }

    /// Whether `rust_name` can be this name: an identifier in the right case that generated code leaves free.
    #[must_use]
    pub fn accepts(self, name: &str) -> bool {
        let first = name.strip_prefix('_').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let begins = |c: char| if self.is_snake() { c.is_ascii_lowercase() } else { c.is_ascii_uppercase() };
        let legal = |c: char| {
            c.is_ascii_digit()
                || c.is_ascii_lowercase()
                || if self.is_snake() { c == '_' } else { c.is_ascii_uppercase() }
        };
        let cased = (first.is_some() || name.starts_with(begins))
            && first.unwrap_or(name).chars().all(legal)
            && !name.contains("__")
            && !name.ends_with('_');
        cased && identifier(name.to_owned()) == name && self.free(name.to_owned()) == name
    }

    /// What `rust_name` takes, in words.
    #[must_use]
    pub fn wanted(self) -> &'static str {
        match self {
            Self::Field | Self::Method => {
                "a name in snake case (`order_number`) that is no keyword and that generated code leaves free"
            }
            Self::Variant | Self::Type => {
                "a name in camel case (`OrderNumber`) that is no keyword and that generated code leaves free"
            }
        }
    }

    fn is_snake(self) -> bool {
        matches!(self, Self::Field | Self::Method)
    }

    /// The name, or with `_` after it where generated code needs it for something else.
    fn free(self, name: String) -> String {
        let is_taken = match self {
            // The constructor; a setter `clone` would hide the method of that name; two belong to the fields that a spec does not list.
            Self::Field => {
                matches!(name.as_str(), "new" | "clone" | "additional_fields" | "additional_field")
            }
            // The values that are not listed.
            Self::Variant => name == "Other",
            Self::Type => TAKEN_TYPES.iter().copied().chain(Primitive::imports()).any(|taken| taken == name),
            // The constructor of the calls, the module's own file, and files that Windows refuses.
            Self::Method => matches!(name.as_str(), "new" | "r#mod") || is_device(&name),
        };
        if is_taken { format!("{}_", name.trim_start_matches("r#")) } else { name }
    }
}

/// Whether Windows takes a file of that name, whatever its ending, for a device: `con`, `COM1.yaml`.
#[must_use]
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_numbered =
        numbered.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()));
    is_numbered || matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
}

/// Snake case: `paymentRequestId` is `payment_request_id`, `type` is `r#type`.
#[must_use]
pub fn snake(wire: &str) -> String {
    identifier(spelled(wire.to_snake_case(), wire))
}

/// Camel case: `inquiryPayment` is `InquiryPayment`.
#[must_use]
pub fn camel(wire: &str) -> String {
    let name = identifier(spelled(wire.to_upper_camel_case(), wire));
    // What was spelled out begins with a small `u`.
    if name.starts_with('u') { name.replacen('u', "U", 1) } else { name }
}

/// What the names of several types begin with: `Pay`. Only together with what follows it must be an identifier.
pub(crate) fn stem(camel: String, wire: &str) -> String {
    let name = identifier(format!("{}X", spelled(camel, wire)));
    name.strip_suffix('X').unwrap_or(&name).to_owned()
}

/// The names that generated code uses unqualified, besides those of primitive types.
const TAKEN_TYPES: &[&str] = &[
    "AdditionalFields",
    "BTreeMap",
    "Check",
    "Decode",
    "Default",
    "Encode",
    "Err",
    "Fields",
    "Int",
    "JsonText",
    "List",
    "None",
    "Ok",
    "OpenEnum",
    "Option",
    "Quoted",
    "Received",
    "ReceivedUnlimited",
    "Result",
    "Sensitive",
    "Shape",
    "Some",
    "String",
    "Taken",
    "Text",
    "UnlimitedText",
    "Unlisted",
    "Unparsed",
    "Vec",
    "View",
];

/// A name without a single letter or digit is spelled out: `-` is `u2d`.
fn spelled(name: String, wire: &str) -> String {
    if !name.is_empty() {
        return name;
    }
    wire.chars().map(|c| format!("u{:x}", u32::from(c))).collect()
}

fn identifier(name: String) -> String {
    let is_identifier = |text: &str| syn::parse_str::<syn::Ident>(text).is_ok();
    let allowed =
        |c: char| c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && is_identifier(&format!("a{c}")));
    let cleaned: String = name.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
    // Not every letter that may follow may also begin; `_` alone is no name.
    let begins =
        |c: char| c.is_ascii_alphabetic() || c == '_' || (!c.is_ascii() && is_identifier(&c.to_string()));
    let started = if cleaned.starts_with(begins) && cleaned != "_" { cleaned } else { format!("_{cleaned}") };
    // A keyword since edition 2024, which syn takes for a name.
    if is_identifier(&started) && started != "gen" {
        return started;
    }
    let raw = format!("r#{started}");
    if is_identifier(&raw) { raw } else { format!("{started}_") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_identifiers() {
        let table = [
            ("paymentRequestId", "payment_request_id"),
            ("merchantMCC", "merchant_mcc"),
            ("ORDER", "order"),
            ("type", "r#type"),
            ("gen", "r#gen"),
            ("self", "self_"),
            ("crate", "crate_"),
            ("3dsVersion", "_3ds_version"),
            ("x-request-id", "x_request_id"),
            ("a.b", "a_b"),
            ("größe", "größe"),
            ("-", "u2d"),
            ("result", "result"),
        ];
        for (wire, rust) in table {
            assert_eq!(snake(wire), rust, "{wire}");
            assert!(syn::parse_str::<syn::Ident>(rust).is_ok(), "{rust}");
        }
        assert_eq!(Named::Field.derived("new"), "new_");
        assert_eq!(Named::Type.derived("date"), "Date_");
        let variant = |wire| Named::Variant.derived(wire);
        assert_eq!(variant("MINI_APP"), "MiniApp");
        assert_eq!(variant("OTHER"), "Other_");
        assert_eq!(variant("Self"), "Self_");
        assert_eq!(variant("3DS"), "_3ds");
        assert_eq!(variant("-"), "U2d");
        for (wire, rust) in
            [("mod", "mod_"), ("new", "new_"), ("con", "con_"), ("LPT9", "lpt9_"), ("lpt10", "lpt10")]
        {
            assert_eq!(Named::Method.derived(wire), rust);
        }
    }

    #[test]
    fn every_name_gives_an_identifier() {
        for c in (0..0x3000u32).filter_map(char::from_u32) {
            for name in [c.to_string(), format!("{c}a"), format!("a{c}"), format!("_{c}")] {
                for rust in [snake(&name), camel(&name), Named::Variant.derived(&name)] {
                    assert!(syn::parse_str::<syn::Ident>(&rust).is_ok(), "{name:?} gives {rust:?}");
                }
            }
        }
    }

    #[test]
    fn a_rust_name_is_a_free_identifier_of_its_case() {
        let table: &[(Named, &[&str], &[&str])] = &[
            (
                Named::Field,
                &["order", "order_2", "_3ds"],
                &[
                    "", "_", "Order", "orderId", "type", "self", "new", "clone", "a__b", "a_", "3ds", "é",
                    "a-b", "r#type",
                ],
            ),
            (Named::Method, &["pay", "clone"], &["new", "mod", "match", "gen", "con", "Pay"]),
            (Named::Variant, &["Minus1", "_1", "ThreeDS"], &["Other", "Self", "minus", "A_B", "1", "Ü"]),
            (Named::Type, &["Amount", "Other"], &["Option", "Date", "Self", "amount", "Amount_"]),
        ];
        for (named, good, bad) in table {
            for name in *good {
                assert!(named.accepts(name), "{named:?} {name}");
            }
            for name in *bad {
                assert!(!named.accepts(name), "{named:?} {name}");
            }
        }
    }
}
