//! Random tables, written in every shape that pages have, read back, and compared.

use super::dice::{Dice, Field, Kind, fields};
use super::shapes::page;
use super::{imported, specs::described};

/// Pages of each shape.
const PAGES: u64 = 8;

/// The lines that the fields should give.
fn expected(owner: &str, fields: &[Field], lines: &mut Vec<String>) {
    for field in fields {
        let (shape, limit) = match &field.kind {
            Kind::Text(max) => ("string".to_owned(), max.map(|max| max.to_string())),
            Kind::Enum(values) => (format!("enum({})", values.join("|")), None),
            Kind::Integer(range) => ("integer".to_owned(), range.map(|(min, max)| format!("{min}..{max}"))),
            Kind::Boolean => ("boolean".to_owned(), None),
            Kind::DateTime => ("datetime".to_owned(), None),
            Kind::Decimal => ("decimal".to_owned(), None),
            Kind::Texts(max) => ("list<string>".to_owned(), max.map(|max| max.to_string())),
            Kind::Object(name) => (name.clone(), None),
            Kind::Objects(name, max) => (format!("list<{name}>"), max.map(|max| max.to_string())),
        };
        let required = if field.required { "required" } else { "optional" };
        let limit = limit.map(|limit| format!(" {limit}")).unwrap_or_default();
        lines.push(format!("{owner}.{} {shape} {required}{limit}", field.name));
        if let Kind::Object(name) | Kind::Objects(name, _) = &field.kind {
            expected(name, &field.parts, lines);
        }
    }
}

#[test]
fn random_tables_are_read_in_every_shape() {
    let shapes = [
        "headings",
        "headings-es",
        "lines",
        "pipes-nbsp",
        "pipes-dotted",
        "pipes-corner-es",
        "html-nbsp",
        "html-plus",
        "tabs-es",
        "tabs-blank",
        "commas",
    ];
    let (mut all, mut right, mut wrong) = (0, 0, Vec::new());
    for shape in shapes {
        let (mut here, mut good) = (0, 0);
        for seed in 0..PAGES {
            let mut dice = Dice(seed * 7919 + 17);
            let (request, response) = (fields(&mut dice, 0, "q"), fields(&mut dice, 0, "r"));
            let (text, file) = page(shape, &request, &response, &mut dice);
            let path = (!text.contains("v1/random/call")).then_some("random/call");
            let found = described(&imported(file, &text, path).files);
            let mut lines = Vec::new();
            expected("request", &request, &mut lines);
            expected("response", &response, &mut lines);
            here += lines.len();
            for line in lines {
                if found.contains(&line) {
                    good += 1
                } else if here - good < 9999 {
                    wrong.push(format!("{shape} {seed}: {line}"))
                }
            }
        }
        println!("{shape}: {good} of {here} fields");
        (all, right) = (all + here, right + good);
    }
    wrong.truncate(60);
    assert_eq!(right, all, "{}", wrong.join("\n"));
}
