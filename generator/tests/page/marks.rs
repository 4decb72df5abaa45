//! Marks for what is required, and conditions: where they stand, and what their absence means.

use super::imported;

/// A page with these request parameters, and its specs in one line.
fn specs(parameters: &str) -> String {
    let page = format!("# POST /v1/tables/reserve\n\n## Request parameters\n\n{parameters}\n");
    let files = imported("marks.md", &page, None).files;
    let texts: Vec<String> =
        files.values().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    texts.join(" ")
}

#[test]
fn a_heading_without_the_mark_of_others_is_optional() {
    let marked = specs("### id String REQUIRED\n\nThe id.\n\n### size Integer\n\nThe size.");
    assert!(marked.contains("size: { type: integer, doc: The size. }"), "{marked}");
    // Where no heading is marked, or each in its own way, nothing is said about this one.
    for id in ["### id String", "### id String OPTIONAL"] {
        let spec = specs(&format!("{id}\n\nThe id.\n\n### size Integer\n\nThe size."));
        assert!(spec.contains("size: { type: integer, unseen: [required], doc: The size. }"), "{spec}");
    }
}

#[test]
fn marks_and_types_at_the_beginning_of_a_description_count() {
    let table = [
        ("| id | Integer | required The id. |", "id: { type: integer, required: true, doc: The id. }"),
        ("| id | Integer | *(Required)* The id. |", "id: { type: integer, required: true, doc: The id. }"),
        ("| id | Integer | Optional. The id. |", "id: { type: integer, doc: The id. }"),
        (
            "| id | Integer | Required fields of it. |",
            "id: { type: integer, unseen: [required], doc: Required fields of it. }",
        ),
    ];
    for (row, expected) in table {
        let spec = specs(&format!("| Field | Type | Description |\n|---|---|---|\n{row}"));
        assert!(spec.contains(expected), "{row}\n{spec}");
    }
    let spec = specs("| Field | Description |\n|---|---|\n| id | MANDATORY String (64) The id. |");
    assert!(spec.contains("id: { type: string, max_length: 64, required: true, doc: The id. }"), "{spec}");
}

#[test]
fn conditions_that_the_format_cannot_check_are_words() {
    let table = [
        ("guest", "name is present", "condition: name is present"),
        ("guest", "`guests` is `2`", "required_when: guests = 2"),
        ("guest", "`guests` is `TWO`", "condition: guests = TWO"),
        ("guest", "`result.resultStatus` is `S`", "condition: result.resultStatus = S"),
        ("dish.kind", "`guests` is `2`", "condition: guests is 2"),
    ];
    for (name, case, expected) in table {
        let spec = specs(&format!(
            "| Field | Type | Required | Description |\n|---|---|---|---|\n| guests | Integer | No | How many. |\n\
             | {name} | String(8) | No | Who. Required when {case}. |"
        ));
        assert!(spec.contains(expected), "{name}, {case}\n{spec}");
    }
}
