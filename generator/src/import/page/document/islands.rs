//! The parts of a Markdown page that are no Markdown: tables in HTML, and rows with tabs between their cells.

use super::delimited::{goes_on, is_title};

/// A part of a page, and the number of its first line.
pub(super) enum Island {
    Markdown(String, usize),
    Html(String, usize),
    Delimited(String, usize),
}

/// Whether a page is HTML as a whole.
pub(super) fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let start: String = start.chars().take(200).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype") || (start.starts_with('<') && !start.starts_with("<http"))
}

/// Takes a page apart.
pub(super) fn split(text: &str) -> Vec<Island> {
    let mut islands = Vec::new();
    let mut markdown = (String::new(), 1);
    let mut fenced = false;
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fenced = !fenced;
        }
        let rest = lines.get(at..).unwrap_or_default();
        let html = if fenced { 0 } else { table_lines(rest) };
        let rows = if fenced || html > 0 { 0 } else { tabbed_lines(rest) };
        let taken = html.max(rows);
        if taken == 0 {
            markdown.0.push_str(line);
            markdown.0.push('\n');
            at += 1;
            continue;
        }
        let end = (at + taken).min(lines.len());
        let part = lines.get(at..end).unwrap_or_default().join("\n");
        let (before, first) = std::mem::replace(&mut markdown, (String::new(), end + 1));
        islands.push(Island::Markdown(before, first));
        islands.push(if html > 0 { Island::Html(part, at + 1) } else { Island::Delimited(part, at + 1) });
        at = end;
    }
    islands.push(Island::Markdown(markdown.0, markdown.1));
    islands
}

/// How many lines a table in HTML has that begins here.
fn table_lines(lines: &[&str]) -> usize {
    let mut open = 0_usize;
    for (number, line) in lines.iter().enumerate() {
        let line = line.to_ascii_lowercase();
        if number == 0 && !line.trim_start().starts_with("<table") {
            return 0;
        }
        open += line.matches("<table").count();
        open = open.saturating_sub(line.matches("</table").count());
        if open == 0 {
            return number + 1;
        }
    }
    lines.len()
}

/// How many lines of a table with tabs begin here: two rows or more, and what stands between them.
fn tabbed_lines(lines: &[&str]) -> usize {
    let tabs = |line: &str| line.trim_end_matches(' ').trim_start_matches(' ').matches('\t').count();
    let is_row = |line: &&str| tabs(line) >= 2 && !line.starts_with(['\t', '#', '|']);
    if !lines.first().is_some_and(is_row) {
        return 0;
    }
    let (mut rows, mut end, mut is_empty) = (0, 0, false);
    let within = lines.iter().take_while(|line| !line.starts_with(['#', '|', '`', '<']) && !is_title(line));
    for (number, line) in within.enumerate() {
        let is_text = !line.trim().is_empty();
        let follows = number == end && is_text && !line.starts_with(['*', '-']);
        if is_row(line) || follows || is_text && (is_empty || goes_on(line)) {
            end = number + 1;
            is_empty = is_row(line) && line.ends_with('\t');
        }
        rows += usize::from(is_row(line));
    }
    if rows >= 2 { end } else { 0 }
}
