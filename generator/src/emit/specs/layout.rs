//! From values to lines.

use super::scalar::{is_visible, spell, spell_alone};
use super::yaml::{Entry, Yaml};
use crate::format::columns;

/// No line that can be shorter is longer.
const WIDTH: usize = 120;
/// Blanks for each level.
const STEP: usize = 2;

/// The text of a file: groups of entries with blank lines between them.
pub(crate) fn file(groups: &[Vec<Entry>]) -> String {
    let texts: Vec<String> = groups
        .iter()
        .filter(|group| !group.is_empty())
        .map(|group| {
            let mut text = String::new();
            entries(&mut text, group, 0, false);
            text
        })
        .collect();
    texts.join("\n")
}

/// An entry in a line, or over several lines where it does not fit.
fn entries(out: &mut String, entries: &[Entry], indent: usize, aligned: bool) {
    let keys: Vec<String> = entries.iter().map(|(key, _)| spell(key)).collect();
    let inline: Vec<Option<String>> = entries.iter().map(|(_, value)| alone(value)).collect();
    let in_braces = |value: &Yaml| aligned && matches!(value, Yaml::Map(_));
    let lines: Vec<(usize, usize)> = entries
        .iter()
        .zip(keys.iter().zip(&inline))
        .filter(|((_, value), _)| in_braces(value))
        .filter_map(|(_, (key, line))| Some((length(key), length(line.as_deref()?))))
        .collect();
    let column = columns::behind_keys(&lines, WIDTH.saturating_sub(indent));
    for (((_, value), key), line) in entries.iter().zip(&keys).zip(&inline) {
        let blanks = if in_braces(value) { column.saturating_sub(length(key)) } else { 0 };
        let fits = |line: &&String| indent + length(key) + 2 + blanks + length(line) <= WIDTH;
        out.push_str(&" ".repeat(indent));
        out.push_str(key);
        out.push(':');
        match line.as_ref().filter(fits) {
            Some(line) => {
                out.push_str(&" ".repeat(blanks + 1));
                out.push_str(line);
                out.push('\n');
            }
            None => below(out, value, indent),
        }
    }
}

/// Whether an entry of the document itself fits on one line.
pub(super) fn fits_on_a_line(key: &str, value: &Yaml) -> bool {
    alone(value).is_some_and(|line| length(key) + 2 + length(&line) <= WIDTH)
}

/// What follows a key when its value does not fit behind it.
fn below(out: &mut String, value: &Yaml, indent: usize) {
    match value {
        Yaml::Plain(text) => push_line(out, text),
        Yaml::Text(text) => push_line(out, &spell_alone(text)),
        Yaml::Prose(text) => prose(out, text, indent + STEP),
        Yaml::List(list) if list.is_empty() => push_line(out, "[]"),
        Yaml::Map(map) | Yaml::Lines(map) | Yaml::Fields(map) if map.is_empty() => push_line(out, "{}"),
        Yaml::Rows(list) if list.is_empty() => push_line(out, "[]"),
        Yaml::List(list) => {
            out.push('\n');
            list.iter().for_each(|value| item(out, value, indent + STEP));
        }
        Yaml::Map(map) | Yaml::Lines(map) => {
            out.push('\n');
            entries(out, map, indent + STEP, false);
        }
        Yaml::Fields(map) => {
            out.push('\n');
            entries(out, map, indent + STEP, true);
        }
        Yaml::Rows(list) => {
            out.push('\n');
            rows(out, list, indent + STEP);
        }
    }
}

fn push_line(out: &mut String, text: &str) {
    out.push(' ');
    out.push_str(text);
    out.push('\n');
}

/// `- value`.
fn item(out: &mut String, value: &Yaml, indent: usize) {
    let start = " ".repeat(indent);
    match (alone(value), value) {
        (Some(line), _) if indent + STEP + length(&line) <= WIDTH => {
            out.push_str(&format!("{start}- {line}\n"))
        }
        (_, Yaml::Map(map) | Yaml::Lines(map) | Yaml::Fields(map)) if !map.is_empty() => {
            let mut text = String::new();
            entries(&mut text, map, indent + STEP, false);
            out.push_str(&format!("{start}- {}", text.trim_start_matches(' ')));
        }
        _ => {
            out.push_str(&format!("{start}-"));
            below(out, value, indent);
        }
    }
}

/// `- { code: A,  status: S, doc: ... }`, columns below each other.
fn rows(out: &mut String, rows: &[Vec<Entry>], indent: usize) {
    let room = WIDTH.saturating_sub(indent + STEP);
    let part = |(key, value): &Entry| Some(format!("{}: {}", spell(key), inline(value)?));
    let parts: Vec<Option<Vec<String>>> = rows.iter().map(|row| row.iter().map(part).collect()).collect();
    let whole: Vec<Vec<String>> = parts.iter().flatten().cloned().collect();
    let widths = columns::widths(&whole, room);
    for (row, parts) in rows.iter().zip(parts) {
        match parts.and_then(|parts| columns::row(&parts, &widths, room)) {
            Some(line) => out.push_str(&format!("{}- {line}\n", " ".repeat(indent))),
            None => item(out, &Yaml::Lines(row.clone()), indent),
        }
    }
}

/// A value in one line that is not within `{ }` or `[ ]`, unless it wants or needs several.
fn alone(value: &Yaml) -> Option<String> {
    match value {
        Yaml::Text(text) => Some(spell_alone(text)),
        Yaml::Prose(text) => (!text.contains('\n')).then(|| spell_alone(text)),
        other => inline(other),
    }
}

/// A value in one line, unless it wants or needs several.
fn inline(value: &Yaml) -> Option<String> {
    match value {
        Yaml::Plain(text) => Some(text.clone()),
        Yaml::Text(text) => Some(spell(text)),
        Yaml::Prose(text) => (!text.contains('\n')).then(|| spell(text)),
        Yaml::List(list) => {
            let parts: Option<Vec<String>> = list.iter().map(inline).collect();
            Some(format!("[{}]", parts?.join(", ")))
        }
        Yaml::Map(map) if map.is_empty() => Some("{}".to_owned()),
        Yaml::Map(map) => {
            let parts: Option<Vec<String>> =
                map.iter().map(|(key, value)| Some(format!("{}: {}", spell(key), inline(value)?))).collect();
            Some(format!("{{ {} }}", parts?.join(", ")))
        }
        Yaml::Lines(map) | Yaml::Fields(map) => map.is_empty().then(|| "{}".to_owned()),
        Yaml::Rows(list) => list.is_empty().then(|| "[]".to_owned()),
    }
}

/// A text for people that is too long for one line, or has several.
fn prose(out: &mut String, text: &str, indent: usize) {
    let start = " ".repeat(indent);
    if can_be_folded(text) {
        out.push_str(" >-\n");
        for line in wrapped(text, WIDTH.saturating_sub(indent).max(40)) {
            out.push_str(&format!("{start}{line}\n"));
        }
    } else if can_be_literal(text) {
        out.push_str(" |\n");
        for line in text.split('\n') {
            out.push_str(if line.is_empty() { "" } else { &start });
            out.push_str(line);
            out.push('\n');
        }
    } else {
        push_line(out, &spell_alone(text));
    }
}

/// One line whose words are one blank apart.
fn can_be_folded(text: &str) -> bool {
    text.chars().all(is_visible) && !text.contains("  ") && text.trim() == text && !text.is_empty()
}

/// Lines that can stand as they are. One that begins with a tab is refused in specs.
fn can_be_literal(text: &str) -> bool {
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    text.trim() == text
        && !text.is_empty()
        && text.chars().all(|c| is_visible(c) || matches!(c, '\n' | '\t'))
        && text.split('\n').all(|line| !line.get(..blanks(line)).unwrap_or_default().contains('\t'))
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if length(line) + 1 + length(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::specs::yaml::entry;

    #[test]
    fn fields_stand_in_columns_where_they_fit() {
        let field =
            |doc: &str| Yaml::Map(vec![entry("type", Yaml::text("date")), entry("doc", Yaml::prose(doc))]);
        let fields = Yaml::Fields(vec![
            entry("a", field("Short.")),
            entry("longer", field("Short.")),
            entry("aFieldWithAVeryLongName", field("word ".repeat(30).trim_end())),
        ]);
        let text = file(&[
            vec![entry("request", fields)],
            Vec::new(),
            vec![entry("response", Yaml::Map(Vec::new()))],
        ]);
        let expected = "\
request:
  a:      { type: date, doc: Short. }
  longer: { type: date, doc: Short. }
  aFieldWithAVeryLongName:
    type: date
    doc: >-
      word word word word word word word word word word word word word word word word word word word word word word word
      word word word word word word word

response: {}
";
        assert_eq!(text, expected);
    }

    #[test]
    fn lists_in_lists_and_rows() {
        let long = || Yaml::text("x".repeat(70));
        let nested = Yaml::List(vec![Yaml::List(vec![long(), long()])]);
        let row = |code: &str| vec![entry("code", Yaml::text(code)), entry("status", Yaml::text("S"))];
        let text =
            file(&[vec![entry("list", nested), entry("rows", Yaml::Rows(vec![row("A"), row("LONG")]))]]);
        let x = "x".repeat(70);
        let expected = format!(
            "list:\n  -\n    - {x}\n    - {x}\nrows:\n  - {{ code: A,    status: S }}\n  - {{ code: LONG, status: S }}\n"
        );
        assert_eq!(text, expected);
    }
}
