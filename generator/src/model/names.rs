//! From names on the wire to names in Rust.
//!
//! One rule for all: split into words, join them in the case that Rust uses, and adapt what is not an identifier:
//! a leading digit gets `_` before it, a keyword gets `r#` (or, where that is not allowed, `_` after it).
//! Two wire names of one owner that end up the same in Rust are an error of the spec, never a guess.

use super::Primitive;
use heck::{ToSnakeCase, ToUpperCamelCase};

/// A struct field, setter, method or module: `paymentRequestId` is `payment_request_id`, `type` is `r#type`.
#[must_use]
pub fn snake(wire: &str) -> String {
    identifier(spelled(wire.to_snake_case(), wire))
}

/// A type: `inquiryPayment` is `InquiryPayment`.
#[must_use]
pub fn camel(wire: &str) -> String {
    let name = identifier(spelled(wire.to_upper_camel_case(), wire));
    // What was spelled out begins with a small `u`.
    if name.starts_with('u') { name.replacen('u', "U", 1) } else { name }
}

/// A module or a method: `payments`. `new` is taken by the constructor of the calls, and `mod` by the module's own file.
#[must_use]
pub fn module(segment: &str) -> String {
    match snake(segment).as_str() {
        "new" => "new_".to_owned(),
        "r#mod" => "mod_".to_owned(),
        name => name.to_owned(),
    }
}

/// A named type of a spec: `Amount`. One with the name of something that generated code uses gets `_` after it.
#[must_use]
pub fn type_name(name: &str) -> String {
    let name = camel(name);
    let is_taken = TAKEN_TYPES.iter().copied().chain(Primitive::imports()).any(|taken| taken == name);
    if is_taken { format!("{name}_") } else { name }
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

/// A variant of an enum: `MINI_APP` is `MiniApp`. `Other` is taken by the values that are not listed.
#[must_use]
pub fn variant(wire: &str) -> String {
    let name = camel(wire);
    if name == "Other" { "Other_".to_owned() } else { name }
}

/// A field of a struct. `new` is taken by the constructor, and a setter `clone` would hide the method of that name. Two names
/// belong to the fields that a spec does not list.
#[must_use]
pub fn field(wire: &str) -> String {
    let name = snake(wire);
    if matches!(name.as_str(), "new" | "clone" | "additional_fields" | "additional_field") {
        format!("{name}_")
    } else {
        name
    }
}

/// The stem of an endpoint's type names: `Pay` of `payments/pay`, `Payment` of the notification
/// `payments/notifyPayment`.
#[must_use]
pub fn endpoint_stem(endpoint: &super::Endpoint) -> String {
    let name = endpoint.last_segment().to_upper_camel_case();
    let stem = match (endpoint.kind, name.strip_prefix("Notify")) {
        (super::Kind::Notification, Some(rest)) if !rest.is_empty() => rest.to_owned(),
        _ => name,
    };
    // The names of types are made of it: only together with what follows it must be an identifier.
    let name = identifier(format!("{}X", spelled(stem, endpoint.last_segment())));
    name.strip_suffix('X').unwrap_or(&name).to_owned()
}

/// The crate of an API: `claro-client`.
#[must_use]
pub fn package(api: &str) -> String {
    format!("{api}-client")
}

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
        assert_eq!(field("new"), "new_");
        assert_eq!(field("additionalFields"), "additional_fields_");
        assert_eq!(type_name("date"), "Date_");
        assert_eq!(variant("MINI_APP"), "MiniApp");
        assert_eq!(variant("OTHER"), "Other_");
        assert_eq!(variant("Self"), "Self_");
        assert_eq!(variant("3DS"), "_3ds");
        assert_eq!(variant("-"), "U2d");
        assert_eq!((module("mod"), module("new")), ("mod_".to_owned(), "new_".to_owned()));
    }

    #[test]
    fn every_name_gives_an_identifier() {
        for c in (0..0x3000u32).filter_map(char::from_u32) {
            for name in [c.to_string(), format!("{c}a"), format!("a{c}"), format!("_{c}")] {
                for rust in [snake(&name), camel(&name), variant(&name)] {
                    assert!(syn::parse_str::<syn::Ident>(&rust).is_ok(), "{name:?} gives {rust:?}");
                }
            }
        }
    }
}
