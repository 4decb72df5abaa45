//! Random tables, written in every shape that pages have, read back, and compared.

use super::{imported, specs::described};
use std::fmt::Write;

/// Pages of each shape.
const PAGES: u64 = 12;

/// A field of a random table.
#[derive(Debug, Clone)]
struct Field {
    name: String,
    kind: Kind,
    required: bool,
    parts: Vec<Field>,
}

#[derive(Debug, Clone)]
enum Kind {
    Text(Option<usize>),
    Enum(Vec<&'static str>),
    Integer(Option<(i64, i64)>),
    Boolean,
    DateTime,
    Decimal,
    Texts(Option<usize>),
    Object(String),
    Objects(String, Option<usize>),
}

/// A generator of numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, number: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % number.max(1)
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const WORDS: &[&str] =
    &["order", "user", "goods", "ticket", "hotel", "seat", "train", "parcel", "fee", "shop", "room", "route"];
const ENDS: &[&str] = &["Id", "Name", "Code", "Type", "Info", "Note", "Mode", "Ref", "Label", "No"];

fn fields(dice: &mut Dice, depth: usize, prefix: &str) -> Vec<Field> {
    let count = 2 + dice.below(5);
    (0..count).map(|number| field(dice, depth, &format!("{prefix}{number}"))).collect()
}

fn field(dice: &mut Dice, depth: usize, number: &str) -> Field {
    let name = format!("{}{}{number}", dice.one_of(WORDS), dice.one_of(ENDS));
    let some = dice.chance(80);
    let object = format!("T{}{number}", name[..1].to_uppercase() + &name[1..3]);
    let kind = match dice.below(if depth < 2 { 10 } else { 7 }) {
        0..=2 => Kind::Text(some.then(|| dice.one_of(&[3, 16, 32, 64, 128, 256, 1024, 2048, 4096]))),
        3 => Kind::Enum(vec!["OPEN", "SHUT_DOWN", "B2B"][..2 + dice.below(2)].to_vec()),
        4 => Kind::Integer(some.then(|| (dice.one_of(&[0, 1]), dice.one_of(&[20, 999, 10_000])))),
        5 => dice.one_of(&[0, 1, 2]).pipe(|one| [Kind::Boolean, Kind::DateTime, Kind::Decimal][one].clone()),
        6 => Kind::Texts(some.then(|| dice.one_of(&[5, 30, 100]))),
        7 | 8 => Kind::Object(object),
        _ => Kind::Objects(object, some.then(|| dice.one_of(&[5, 30, 100]))),
    };
    let parts = match kind {
        Kind::Object(_) | Kind::Objects(..) => fields(dice, depth + 1, &format!("{number}x")),
        _ => Vec::new(),
    };
    Field { name, kind, required: dice.chance(50), parts }
}

trait Pipe: Sized {
    fn pipe<T>(self, map: impl FnOnce(Self) -> T) -> T {
        map(self)
    }
}

impl Pipe for usize {}

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

fn type_cell(kind: &Kind, dice: &mut Dice) -> String {
    match kind {
        Kind::Text(_) | Kind::Enum(_) => dice.one_of(&["String", "string", "String"]).to_owned(),
        Kind::Integer(_) => dice.one_of(&["Integer", "Long", "int", "integer"]).to_owned(),
        Kind::Boolean => dice.one_of(&["Boolean", "boolean"]).to_owned(),
        Kind::DateTime => dice.one_of(&["String/Datetime", "Datetime", "DateTime"]).to_owned(),
        Kind::Decimal => dice.one_of(&["BigDecimal", "Decimal"]).to_owned(),
        Kind::Texts(_) => dice.one_of(&["Array<String>", "List<String>", "String[]"]).to_owned(),
        Kind::Object(name) => dice.one_of(&["N object", "N"]).replace('N', name),
        Kind::Objects(name, _) => dice.one_of(&["Array<N>", "List<N>", "Array of N"]).replace('N', name),
    }
}

fn with_comma(number: usize) -> String {
    if number >= 1000 { format!("{},{:03}", number / 1000, number % 1000) } else { number.to_string() }
}

/// The sentences about a field's limits.
fn limits(kind: &Kind, dice: &mut Dice, spanish: bool, length: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let text = match kind {
        Kind::Text(Some(max)) if length => {
            let max = with_comma(*max);
            let forms: &[&str] = if spanish {
                &["Longitud máxima: N caracteres", "Máx. N caracteres", "no debe exceder los N caracteres."]
            } else {
                &[
                    "Max. length: N characters",
                    "Maximum length: N characters",
                    "Maximum length: N",
                    "It must not exceed N characters.",
                    "Up to N characters.",
                ]
            };
            dice.one_of(forms).replace('N', &max)
        }
        Kind::Texts(Some(max)) | Kind::Objects(_, Some(max)) => {
            let forms: &[&str] = if spanish {
                &["Máx. N elementos", "Tamaño máximo: N elementos"]
            } else {
                &["Maximum size: N elements", "Max. N items.", "At most N elements."]
            };
            dice.one_of(forms).replace('N', &max.to_string())
        }
        Kind::Integer(Some((min, max))) => {
            let forms: &[&str] = if spanish {
                &["Rango de valores: A - B", "Entre A y B."]
            } else {
                &["Value range: A - B", "Must be between A and B."]
            };
            dice.one_of(forms).replace('A', &min.to_string()).replace('B', &max.to_string())
        }
        Kind::Enum(values) => {
            lines.push(if spanish {
                "Los valores válidos son:".to_owned()
            } else {
                dice.one_of(&["Valid values are:", "Possible values:", "Enum:"]).to_owned()
            });
            lines.extend(values.iter().map(|value| format!("* `{value}`: in the case of it")));
            return lines;
        }
        _ => return lines,
    };
    lines.push(text);
    lines
}

/// Rows of a table: name, marks of depth, type, requiredness, length, description.
fn rows(fields: &[Field], depth: usize, path: &str, out: &mut Vec<(usize, String, Field)>) {
    for field in fields {
        let path = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
        out.push((depth, path.clone(), field.clone()));
        let below = if matches!(field.kind, Kind::Objects(..)) { format!("{path}[]") } else { path };
        rows(&field.parts, depth + 1, &below, out);
    }
}

/// A table: how its cells are joined, and how its rows begin and end.
struct Style {
    row: fn(&[String], bool) -> String,
    nesting: fn(usize, &str, &str) -> String,
    line_break: &'static str,
    spanish: bool,
}

fn table(fields: &[Field], style: &Style, dice: &mut Dice) -> String {
    let length = dice.chance(50);
    let heads: &[&[&str]] = if style.spanish {
        &[
            &["Campo", "Tipo de dato", "Obligatorio", "Longitud máxima", "Descripción"],
            &["Parámetro", "Tipo", "Requerido", "Longitud", "Observaciones"],
        ]
    } else {
        &[
            &["Field", "Data type", "Required", "Length", "Description"],
            &["Parameter", "Type", "M/O/C", "Max. length", "Remarks"],
            &["Name", "Type", "Mandatory", "Max Length", "Description"],
        ]
    };
    let head = dice.one_of(heads);
    let marks = if style.spanish {
        dice.one_of(&[("Sí", "No"), ("Obligatorio", "Opcional"), ("Si", "No")])
    } else {
        dice.one_of(&[
            ("Yes", "No"),
            ("M", "O"),
            ("Required", "Optional"),
            ("✓", ""),
            ("Y", "N"),
            ("true", "false"),
            ("Mandatory", "Optional"),
        ])
    };
    let in_column = |cells: Vec<String>| {
        cells
            .into_iter()
            .enumerate()
            .filter(|(number, _)| length || *number != 3)
            .map(|(_, cell)| cell)
            .collect::<Vec<_>>()
    };
    let mut out = (style.row)(&in_column(head.iter().map(|cell| (*cell).to_owned()).collect()), true);
    let mut all = Vec::new();
    rows(fields, 0, "", &mut all);
    for (depth, path, field) in all {
        let mut description = vec!["What it is about.".to_owned()];
        description.extend(limits(&field.kind, dice, style.spanish, !length));
        let max = match field.kind {
            Kind::Text(Some(max)) => with_comma(max),
            _ => dice.one_of(&["", "-"]).to_owned(),
        };
        let mark = if field.required { marks.0 } else { marks.1 };
        let cells = vec![
            (style.nesting)(depth, &field.name, &path),
            type_cell(&field.kind, dice),
            mark.to_owned(),
            max,
            description.join(style.line_break),
        ];
        out.push_str(&(style.row)(&in_column(cells), false));
    }
    out
}

fn headings(fields: &[Field], level: usize, dice: &mut Dice) -> String {
    let mut out = String::new();
    for field in fields {
        let required = if field.required { " REQUIRED" } else { "" };
        // A level of seven does not exist.
        let _ = write!(
            out,
            "{} {} {} {required}\n\nWhat it is about.\n\n",
            "#".repeat(level),
            field.name,
            type_cell(&field.kind, dice)
        );
        let mut lines = limits(&field.kind, dice, false, true);
        if matches!(field.kind, Kind::Enum(_)) {
            let _ = write!(out, "{}\n\n{}\n\n", lines.remove(0), lines.join("\n"));
        } else if !lines.is_empty() {
            let _ = write!(out, "More information about this field\n\n*   {}\n\n", lines.join("\n*   "));
        }
        out.push_str(&headings(&field.parts, level + 1, dice));
    }
    out
}

fn pipe_row(cells: &[String], head: bool) -> String {
    let line = format!(
        "| {} |\n",
        cells.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>().join(" | ")
    );
    if head { format!("{line}|{}\n", "---|".repeat(cells.len())) } else { line }
}

fn html_row(cells: &[String], head: bool) -> String {
    let tag = if head { "th" } else { "td" };
    let escape = |cell: &String| cell.replace('<', "&lt;").replace("&lt;br>", "<br>");
    let cells: String = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect();
    format!("<tr>{cells}</tr>\n")
}

fn tab_row(cells: &[String], _: bool) -> String {
    format!("{}\n", cells.join("\t"))
}

fn comma_row(cells: &[String], _: bool) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    format!("{}\n", quoted.join(","))
}

fn page(shape: &str, request: &[Field], response: &[Field], dice: &mut Dice) -> (String, &'static str) {
    let nbsp = |depth: usize, name: &str, _: &str| format!("{}{name}", "&nbsp;".repeat(depth * 4));
    let corner = |depth: usize, name: &str, _: &str| {
        if depth == 0 { name.to_owned() } else { format!("{}└ {name}", "　".repeat(depth - 1)) }
    };
    let dotted = |_: usize, _: &str, path: &str| path.to_owned();
    let dots = |depth: usize, name: &str, _: &str| format!("{}{name}", ".".repeat(depth));
    let plus = |depth: usize, name: &str, _: &str| format!("{}{name}", "+".repeat(depth));
    let both = |style: &Style, dice: &mut Dice| (table(request, style, dice), table(response, style, dice));
    let md = |(request, response): (String, String)| {
        format!(
            "# v1/random/call\n\nCalls it.\n\n## Request parameters\n\n{request}\n## Response parameters\n\n{response}\n"
        )
    };
    let html = |(request, response): (String, String)| {
        format!(
            "<h1>v1/random/call</h1><h2>Request body</h2>\n<table>{request}</table>\n<h2>Response body</h2>\n<table>{response}</table>\n"
        )
    };
    let text = |(request, response): (String, String)| {
        format!("Parámetros de la solicitud\n{request}\nParámetros de la respuesta\n{response}")
    };
    match shape {
        "headings" => (md((headings(request, 3, dice), headings(response, 3, dice))), "page.md"),
        "pipes-nbsp" => (
            md(both(&Style { row: pipe_row, nesting: nbsp, line_break: "<br>", spanish: false }, dice)),
            "page.md",
        ),
        "pipes-dotted" => (
            md(both(&Style { row: pipe_row, nesting: dotted, line_break: " ", spanish: false }, dice)),
            "page.md",
        ),
        "pipes-corner-es" => (
            md(both(&Style { row: pipe_row, nesting: corner, line_break: "<br>", spanish: true }, dice)),
            "page.md",
        ),
        "html-nbsp" => (
            html(both(
                &Style {
                    row: html_row,
                    nesting: |depth, name, _| format!("{}{name}", "\u{a0}".repeat(depth * 2)),
                    line_break: "<br>",
                    spanish: false,
                },
                dice,
            )),
            "page.html",
        ),
        "html-plus" => (
            html(both(&Style { row: html_row, nesting: plus, line_break: "<br>", spanish: false }, dice)),
            "page.html",
        ),
        "tabs-es" => (
            text(both(&Style { row: tab_row, nesting: dots, line_break: "\n", spanish: true }, dice)),
            "page.tsv",
        ),
        _ => (
            text(both(&Style { row: comma_row, nesting: dotted, line_break: "\n", spanish: false }, dice)),
            "page.csv",
        ),
    }
}

#[test]
fn random_tables_are_read_in_every_shape() {
    let shapes = [
        "headings",
        "pipes-nbsp",
        "pipes-dotted",
        "pipes-corner-es",
        "html-nbsp",
        "html-plus",
        "tabs-es",
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
