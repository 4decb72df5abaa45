//! Names in Rust of what meets there: signs and case spelled out, keywords, and an endpoint beside a group of its name.
//!
//! The crates of these specs are members of the workspace: they are compiled and documented with warnings denied.

use countersign_codegen::Generator;
use countersign_codegen::emit::rust::{self, Settings};
use std::collections::BTreeMap;

/// The crate's files, each in one line.
fn emitted(api: &str) -> BTreeMap<String, String> {
    let (apis, _) = Generator::new("../../tests/specs").api(api).read().expect("specs without errors");
    let files = rust::files(&apis[0], &Settings::default()).into_iter();
    files.map(|(path, text)| (path, text.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
}

#[test]
fn names_that_differ_by_sign_or_case_are_spelled_out() {
    let files = emitted("clash");
    let types = &files["src/v1/types.rs"];
    for entry in [
        "\"asc\" => AscLower, \"desc\" => DescLower, \"ASC\" => AscUpper, \"DESC\" => DescUpper,",
        "\"-1\" => Minus1, \"0\" => _0, \"1\" => _1,",
        "\"18+\" => _18Plus, \"<18\" => LessThan18,",
    ] {
        assert!(types.contains(entry), "{entry}: {types}");
    }
    let query = &files["src/v1/query.rs"];
    let fields =
        "\"connectionString\" => connection_string, \"connection_string\" => connection_underscore_string,";
    assert!(query.contains(fields), "{query}");
}

#[test]
fn a_rust_name_is_the_name_everywhere() {
    let files = emitted("paths");
    for (file, part) in [
        ("src/v1/mod.rs", "pub fn orders(self, request: &'a OrdersRequest)"),
        ("src/v1/mod.rs", "pub fn orders_group(self) -> orders_group::Calls<'a>"),
        ("src/v1/mod.rs", "pub fn types_group(self) -> types_group::Calls<'a>"),
        ("src/v1/orders_group/mod.rs", "pub fn call_off(self, request: &'a CallOffRequest)"),
        ("src/v1/orders_group/call_off.rs", "Endpoint::new(\"v1\", \"orders/cancel\")"),
        ("src/v1/orders_group/call_off.rs", "\"kind\" => which,"),
        ("src/v1/types.rs", "pub enum CallOffWhich"),
        ("src/v1/types.rs", "\"A\" => First,"),
        ("src/v1/types.rs", "\"-1\" => Down, \"0\" => _0, \"1\" => Up, \"2\" => _2,"),
        ("src/v1/types.rs", "pub struct SumRequired"),
        ("src/v1/types.rs", "pub struct OtherList"),
        ("src/v1/orders.rs", "\"RiskReject\" => RejectedAsWell,"),
    ] {
        assert!(files[file].contains(part), "{part}: {}", files[file]);
    }
}

/// rustdoc takes what follows `#` for the part of a page.
#[test]
fn links_to_keywords_resolve() {
    let files = emitted("paths");
    assert!(files["src/lib.rs"].contains("[`r#match`](v1::match::Calls::match)"), "{}", files["src/lib.rs"]);
}
