//! Fields written as portals write them.

use super::dice::{Dice, Field, Kind};
use std::fmt::Write;

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
        let mut description = vec![about(dice, style.spanish).to_owned()];
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

/// Sentences with numbers that are no limits of the field.
const ABOUT: &[&str] = &[
    "What it is about.",
    "It is valid for 30 days.",
    "The first 6 digits name the city.",
    "It is shown on at most 3 pages.",
    "Asked for no more than 2 times within 24 hours.",
];
const ABOUT_ES: &[&str] = &[
    "De qué se trata.",
    "Vale por 30 días.",
    "Los primeros 6 dígitos indican la ciudad.",
    "Se muestra en un máximo de 3 páginas.",
];

fn about(dice: &mut Dice, spanish: bool) -> &'static str {
    dice.one_of(if spanish { ABOUT_ES } else { ABOUT })
}

fn headings(fields: &[Field], level: usize, spanish: bool, dice: &mut Dice) -> String {
    let mut out = String::new();
    let (mark, more) = if spanish {
        (" OBLIGATORIO", "Más información sobre este campo")
    } else {
        (" REQUIRED", "More information about this field")
    };
    for field in fields {
        let required = if field.required { mark } else { "" };
        // A level of seven does not exist.
        let _ = write!(
            out,
            "{} {} {} {required}\n\n{}\n\n",
            "#".repeat(level),
            field.name,
            type_cell(&field.kind, dice),
            about(dice, spanish)
        );
        let mut lines = limits(&field.kind, dice, spanish, true);
        if matches!(field.kind, Kind::Enum(_)) {
            let _ = write!(out, "{}\n\n{}\n\n", lines.remove(0), lines.join("\n"));
        } else if !lines.is_empty() {
            let _ = write!(out, "{more}\n\n*   {}\n\n", lines.join("\n*   "));
        }
        out.push_str(&headings(&field.parts, level + 1, spanish, dice));
    }
    out
}

/// Names, types and marks in lines of their own; parts have paths.
fn lines(fields: &[Field], dice: &mut Dice) -> String {
    let mut all = Vec::new();
    rows(fields, 0, "", &mut all);
    let mut out = String::new();
    for (_, path, field) in all {
        let mut parts = vec![format!("**{path}**"), type_cell(&field.kind, dice)];
        parts.extend(field.required.then(|| "REQUIRED".to_owned()));
        parts.push(about(dice, false).to_owned());
        let limits = limits(&field.kind, dice, false, true);
        if matches!(field.kind, Kind::Enum(_)) {
            parts.extend([limits[0].clone(), limits[1..].join("\n")]);
        } else {
            parts.extend(limits.iter().map(|limit| format!("- {limit}")));
        }
        let _ = write!(out, "{}\n\n", parts.join("\n\n"));
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

/// The page of a request and a response in a shape, and the name of its file.
pub(crate) fn page(
    shape: &str,
    request: &[Field],
    response: &[Field],
    dice: &mut Dice,
) -> (String, &'static str) {
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
        "headings" => {
            (md((headings(request, 3, false, dice), headings(response, 3, false, dice))), "page.md")
        }
        "headings-es" => (
            format!(
                "# v1/random/call\n\nLa llama.\n\n## Parámetros de la solicitud\n\n{}\n## Parámetros de la respuesta\n\n{}\n",
                headings(request, 3, true, dice),
                headings(response, 3, true, dice)
            ),
            "page.md",
        ),
        "lines" => (md((lines(request, dice), lines(response, dice))), "page.md"),
        "tabs-blank" => (
            text(both(&Style { row: tab_row, nesting: dotted, line_break: "\n\n", spanish: false }, dice)),
            "page.tsv",
        ),
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
