//! Tables as text: values with tabs, commas or semicolons between them, as copied from a browser or a spreadsheet.

use super::super::limits::length_in;
use super::super::ranges::range_in;
use super::block::{Block, BlockKind, Cell, Row};
use super::text::{leading_blanks, tidy};
use csv::ReaderBuilder;

/// A record and its first line.
struct Record {
    line: usize,
    last: usize,
    cells: Vec<String>,
}

/// Whether most of a text's lines have tabs, or its first line commas between short words.
pub(super) fn looks_delimited(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let with_tabs = lines().filter(|line| line.trim_end().contains('\t')).count();
    let first = lines().next().unwrap_or_default();
    with_tabs * 2 > lines().count() || (delimiter(first) != b'\t' && !first.starts_with(['#', '|', '<']))
}

/// The character that parts the most values of a line; a tab unless two or more others are there.
fn delimiter(line: &str) -> u8 {
    let count = |c: char| line.matches(c).count();
    match (count('\t'), count(','), count(';')) {
        (0, commas, semicolons) if commas >= 2 && commas >= semicolons => b',',
        (0, _, semicolons) if semicolons >= 2 => b';',
        _ => b'\t',
    }
}

/// Reads a text whose first line has the number `first`.
pub(super) fn read(text: &str, first: usize, blocks: &mut Vec<Block>) {
    let delimiters: Vec<u8> = text.lines().take(50).map(delimiter).collect();
    let other = delimiters.iter().copied().find(|found| *found != b'\t');
    let delimiter = if text.contains('\t') { b'\t' } else { other.unwrap_or(b'\t') };
    let mut records = records(text, first, delimiter, true);
    // A quote that nobody closed swallows the rows after it.
    if records.iter().flat_map(|record| &record.cells).any(|cell| cell.contains('\t') && cell.contains('\n'))
    {
        records = self::records(text, first, delimiter, false);
    }
    let mut table: Vec<Row> = Vec::new();
    let mut end = 0;
    for (number, record) in records.iter().enumerate() {
        let follows = record.line <= end + 1;
        end = record.last;
        let filled = record.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        if record.cells.len() > 1 && (filled > 1 || follows && !table.is_empty()) {
            let width = table.first().map_or(0, |row| row.cells.len());
            if !follows && width != record.cells.len() {
                close(&mut table, blocks);
            }
            table.push(row(record));
            continue;
        }
        let text = tidy(&record.cells.join("\n"));
        let within = delimiter == b'\t' && (follows || is_within(&text, &table, records.get(number..)));
        match table.last_mut().and_then(|row| row.cells.last_mut()).filter(|_| within) {
            Some(cell) if !is_title(&text) => cell.text = format!("{}\n{text}", cell.text),
            _ => {
                close(&mut table, blocks);
                let kind =
                    if is_title(&text) { BlockKind::Heading(3, text) } else { BlockKind::Paragraph(text) };
                blocks.push(Block { line: record.line, kind });
            }
        }
    }
    close(&mut table, blocks);
}

/// Whether a line behind an empty one belongs to the cell before it: that says nothing yet, or rows of the table follow.
fn is_within(text: &str, table: &[Row], rest: Option<&[Record]>) -> bool {
    let (Some(first), Some(last)) = (table.first(), table.last().and_then(|row| row.cells.last())) else {
        return false;
    };
    let (width, head) = (first.cells.len(), first.cells.first().map_or("", |cell| &cell.text));
    let lone = |record: &&Record| record.cells.len() == 1 && !is_title(&record.cells.join(" "));
    let next = rest.and_then(|rest| rest.iter().find(|record| !lone(record)));
    let is_row =
        |record: &Record| record.cells.len() == width && record.cells.first().is_none_or(|cell| cell != head);
    last.is_empty() || next.is_some_and(is_row) || goes_on(text)
}

/// Whether a line goes on with the description of a field: it states a limit and nothing else, or is an item of a list.
pub(super) fn goes_on(text: &str) -> bool {
    text.starts_with(['*', '-', '•'])
        || length_in(text).is_some_and(|found| found.alone)
        || range_in(text).is_some_and(|found| found.alone)
}

/// A line alone that names a part of the page.
pub(super) fn is_title(text: &str) -> bool {
    super::super::words::section(text).is_some()
}

fn records(text: &str, first: usize, delimiter: u8, quoting: bool) -> Vec<Record> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(quoting)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records().flatten() {
        let line = record.position().map_or(1, csv::Position::line);
        let line = first + usize::try_from(line).unwrap_or(1).saturating_sub(1);
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        let last = line + cells.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            records.push(Record { line, last, cells });
        }
    }
    records
}

fn row(record: &Record) -> Row {
    let line = record.line;
    let cell = |text: &String| {
        let indent = leading_blanks(text);
        Cell { line, text: tidy(&text.replace(['•', '●'], "*")), indent, repeated: false }
    };
    Row { line, header: false, nested: 0, cells: record.cells.iter().map(cell).collect() }
}

fn close(table: &mut Vec<Row>, blocks: &mut Vec<Block>) {
    if let Some(first) = table.first() {
        blocks.push(Block { line: first.line, kind: BlockKind::Table(std::mem::take(table)) });
    }
}
