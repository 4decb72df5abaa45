//! One row of a table, and what a spec says of it.

use super::imported;

/// The spec of an endpoint and of the types of a page with these rows.
fn spec(rows: &[&str]) -> (String, String) {
    let page = format!(
        "# POST /v1/tables/reserve\n\n## Request parameters\n\n| Field | Type | Required | Description |\n|---|---|---|---|\n{}\n",
        rows.join("\n")
    );
    let imported = imported("rows.md", &page, None);
    let notes: Vec<&str> = imported.left_out.iter().map(|one| one.text.as_str()).collect();
    let text = |ending: &str| {
        let files = imported.files.iter().filter(|(path, _)| path.ends_with(ending));
        files.map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<String>()
    };
    (text("reserve.yaml") + &text("types.yaml"), notes.join("\n"))
}

#[test]
fn rows_become_fields() {
    let table = [
        (
            "| menu | String(8) | No | El menú. Obligatorio cuando el turno no se envía. |",
            "menu: { type: string, max_length: 8, condition: el turno no se envía, doc: El menú. }",
        ),
        (
            "| menu | String(8) | No | Special characters like @ # ? are not supported. |",
            "menu: { type: string, max_length: 8, forbidden_chars: \"@#?\", doc: ",
        ),
        (
            "| menu | String(8) | No | Valor por defecto: menú |",
            "menu: { type: string, max_length: 8, default: menú }",
        ),
        (
            "| menu | String | No | Valores válidos: `A`: está abierto, `B`: está cerrado |",
            "menu: { type: enum, values: { A: está abierto, B: está cerrado } }",
        ),
        ("| from | Datetime | No | Max. length: 32 characters |", "from: { type: datetime, max_length: 32 }"),
        ("| day | Date | No | Max. length: 10 characters |", "day: { type: date, max_length: 10 }"),
        (
            "| tags | Array<Boolean> | No | Up to 5 tags |",
            "tags: { type: list, items: { type: boolean }, max_items: 5 }",
        ),
        (
            "| tags | Array<Boolean> | No | at most 5 items |",
            "tags: { type: list, items: { type: boolean }, max_items: 5 }",
        ),
        (
            "| tags | Array<Boolean> | No | Máximo 5 |",
            "tags: { type: list, items: { type: boolean }, max_items: 5 }",
        ),
        ("| via | Enum | No | APP / WEB / H5 |", "via: { type: enum, values: [APP, WEB, H5] }"),
        (
            "| via | Enum | No | `DUPLICATE`: charged twice `FRAUD`: stolen card |",
            "via: { type: enum, values: { DUPLICATE: charged twice, FRAUD: stolen card } }",
        ),
        (
            "| via | Enum | No | How it ended. SUCCESS, FAIL or PROCESSING |",
            "via: { type: enum, values: [SUCCESS, FAIL, PROCESSING], doc: How it ended. }",
        ),
        (
            "| via | String | No | Valid values: APP / WEB / H5 |",
            "via: { type: enum, values: [APP, WEB, H5] }",
        ),
        (
            "| via | String(8) | No | APP / WEB / H5 |",
            "via: { type: string, max_length: 8, doc: APP / WEB / H5 }",
        ),
        (
            "| at | Timestamp | No | Milliseconds since 1970. |",
            "at: { type: integer, doc: Milliseconds since 1970. }",
        ),
        ("| at | Timestamp | No | When. |", "at: { type: datetime, doc: When. }"),
        (
            "| at | Datetime | No | ISO 8601 with milliseconds. |",
            "at: { type: datetime, doc: ISO 8601 with milliseconds. }",
        ),
        ("| unit | String | No | 3 characters |", "unit: { type: string, max_length: 3 }"),
        (
            "| unit | String | No | Exactly 3 characters. |",
            "unit: { type: string, max_length: 3, min_length: 3 }",
        ),
        (
            "| unit | string [1..8] characters | No | The unit. |",
            "unit: { type: string, max_length: 8, min_length: 1, doc: The unit. }",
        ),
        (
            "| size | integer [ 1 .. 9 ] | No | The size. |",
            "size: { type: integer, min: 1, max: 9, doc: The size. }",
        ),
        (
            "| names | Map<String, Boolean> | No | At most 20 entries. |",
            "names: { type: map, values: { type: boolean }, max_entries: 20 }",
        ),
        (
            "| tags | Array<Boolean> | No | Max. size: 3 |",
            "tags: { type: list, items: { type: boolean }, max_items: 3 }",
        ),
        (
            "| tags | Array<String> | No | Up to 5 items, each of at most 20 characters |",
            "tags: type: list items: { type: string, max_length: 20 } max_items: 5 doc: Up to 5 items, each",
        ),
        (
            "| member | Member (object) | No | Who. |\n| member.id | Integer | No | Id. |",
            "id: { type: integer, doc: Id. }",
        ),
    ];
    for (row, expected) in table {
        let (spec, notes) = spec(&[row]);
        assert!(spec.contains(expected), "{row}\n{spec}");
        assert_eq!(notes, "", "{row}");
    }
}

#[test]
fn names_with_signs_are_parts() {
    for name in ["quantity.unit", "quantity > unit", "quantity->unit", "quantity/unit", "`quantity` → `unit`"]
    {
        let part = format!("| {name} | String(3) | Yes | The unit. |");
        let (spec, notes) = spec(&["| quantity | Quantity | No | How many. |", &part]);
        assert!(
            spec.contains("Quantity: unit: { type: string, max_length: 3, required: true, doc: The unit. }"),
            "{name}\n{spec}"
        );
        assert_eq!(notes, "", "{name}");
    }
    // Without such a field it may be one or the other.
    let (spec, _) = spec(&["| quantity/unit | String(3) | Yes | One of them. |"]);
    assert!(spec.contains("quantity: type: string") && !spec.contains("unit: {"), "{spec}");
}

#[test]
fn result_codes_are_read_from_tables_and_lists() {
    let page = |codes: &str| {
        format!(
            "# POST /v1/tables/reserve\n\n## Request\n\n| Field | Type |\n|---|---|\n| id | String(8) |\n\n## Result codes\n\n{codes}\n"
        )
    };
    let table = "| Code | Status | Message | Action |\n|---|---|---|---|\n\
        | SUCCESS | S | Success | The table is yours. |\n| FULL | F | No table! | - |\n| LATE | U | Not yet | |";
    let list = "- `SUCCESS` (S): Success. The table is yours.\n- FULL - F - No table!\n- LATE: U: Not yet";
    for codes in [table, list] {
        let imported = imported("codes.md", &page(codes), None);
        assert!(imported.left_out.is_empty(), "{:?}", imported.left_out);
        let spec = &imported.files["v1/tables/reserve.yaml"];
        let spec = spec.split_whitespace().collect::<Vec<_>>().join(" ");
        for row in [
            "{ code: SUCCESS, status: S, doc: Success. The table is yours. }",
            "{ code: FULL, status: F, doc: No table! }",
            "{ code: LATE, status: U, action: ask, doc: Not yet }",
        ] {
            assert!(spec.contains(row), "{row}\n{spec}");
        }
    }
}

#[test]
fn what_is_left_out_twice_is_listed_once_with_all_lines() {
    let row = "| id | String(8) | No | Show all |";
    let other = "| name | String(8) | No | Show all |";
    let page = format!(
        "# POST /v1/tables/reserve\n\n## Request\n\n| Field | Type | Required | Description |\n|---|---|---|---|\n{row}\n{other}\n"
    );
    let imported = imported("twice.md", &page, None);
    let [one] = imported.left_out.as_slice() else { panic!("{:?}", imported.left_out) };
    assert_eq!(one.lines, [7, 8]);
    assert_eq!(one.to_string(), "7: not used: Show all (2 times, also in line 8)");
}
