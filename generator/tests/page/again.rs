//! A newer page, imported over the specs of an older one.

use countersign_codegen::import::page::{ImportedPage, PageFormat, PageSettings, import};
use std::collections::BTreeMap;

const PAGE: &str = "# POST /v1/tables/reserve\n\n## Request\n\n| Field | Type | Required | Description |\n|---|---|---|---|\n\
    | seating | Seating | Yes | Where. |\n\n## Types\n\n### Seating\n\n- `INSIDE`: in the room\n- `OUTSIDE`: on it\n";

fn imported(text: &str, existing: &BTreeMap<String, String>) -> ImportedPage {
    let settings = PageSettings {
        name: "tables",
        format: PageFormat::of("page.md", text),
        version: None,
        path: None,
        existing,
        like: None,
        file: "page.md",
        date: "2026-01-31",
    };
    import(text, &settings).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn values_that_a_newer_page_adds_to_a_type_are_taken_over_unless_a_person_changed_it() {
    let first = imported(PAGE, &BTreeMap::new()).files;
    let newer = PAGE.to_owned() + "- `BAR`: at the bar\n";
    assert!(imported(PAGE, &first).files.is_empty(), "the same page changes nothing");
    let types = "v1/types.yaml";
    let second = imported(&newer, &first);
    assert!(second.files[types].contains("BAR: at the bar"), "{}", second.files[types]);
    assert!(second.left_out.is_empty(), "{:?}", second.left_out);

    let mut by_hand = first;
    let text = by_hand[types].replace("on it", "in the garden");
    assert_ne!(text, by_hand[types]);
    by_hand.insert(types.to_owned(), text);
    let third = imported(&newer, &by_hand);
    assert!(!third.files.contains_key(types), "{:?}", third.files);
    let [note] = third.left_out.as_slice() else { panic!("{:?}", third.left_out) };
    assert!(note.to_string().starts_with("the type `Seating` was changed by hand"), "{note}");
    assert!(note.lines.is_empty(), "it is about no line of the page");
}
