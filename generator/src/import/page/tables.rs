//! Tables: of fields, of result codes, of values.

use super::document::Row;
use super::facts::RawField;
use super::fold::words;
use super::head_line::{is_name, named, without_marks};
use super::limits;
use super::type_text::{PageType, type_text};
use super::words::{Column, column, is_blank, is_tick, presence, section};
use std::collections::BTreeMap;

/// A row of fields with the weight that tells how deep it is.
pub(super) type Weighed = (usize, RawField);

/// What a part of a table is.
#[derive(Debug)]
pub(super) enum Part {
    /// A row that is one text: a heading within the table.
    Title(usize, String),
    Field(Weighed),
    Result(FoundResult),
    /// A value of the field that the table is under.
    Value(usize, String),
    /// A cell that is not understood.
    Unread(usize, String),
}

/// A result code as it stands in the page.
#[derive(Debug, Clone, Default)]
pub(super) struct FoundResult {
    pub(super) line: usize,
    pub(super) code: String,
    pub(super) status: String,
    pub(super) message: String,
    pub(super) action: String,
}

/// What each column holds.
type Columns = Vec<Option<Column>>;

/// Reads a table. `results` says that it stands among result codes, `values` that it stands under a field.
pub(super) fn read(rows: &[Row], results: bool, values: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut known: BTreeMap<usize, Columns> = BTreeMap::new();
    let mut was_header = false;
    for row in rows {
        if let Some(title) = title(row) {
            parts.push(Part::Title(row.line, title));
            continue;
        }
        if let Some(columns) = header(row, known.get(&row.nested).filter(|_| was_header || row.header)) {
            known.retain(|nested, _| *nested < row.nested);
            known.insert(row.nested, columns);
            was_header = row.header;
            continue;
        }
        was_header = false;
        let columns = known.range(..=row.nested).next_back().map(|(_, columns)| columns.clone());
        let columns = match columns {
            Some(columns) => columns,
            None => {
                let guessed = guess(rows);
                known.insert(0, guessed.clone());
                guessed
            }
        };
        body(row, &columns, results, values, &mut parts);
    }
    fill_ticks(&mut parts);
    parts
}

/// The text of a row that has no other.
fn title(row: &Row) -> Option<String> {
    let mut own = row.cells.iter().filter(|cell| !cell.repeated && !cell.is_empty());
    let only = own.next()?;
    let spans = row.cells.len() == 1 || row.cells.iter().skip(1).all(|cell| cell.repeated);
    let named = row.cells.iter().skip(1).all(|cell| cell.is_empty()) && section(&only.text).is_some();
    (own.next().is_none() && row.cells.first().is_some_and(|cell| !cell.is_empty()) && (spans || named))
        .then(|| only.text.clone())
}

/// The columns that a row names. `above` are those of a header row right above it.
fn header(row: &Row, above: Option<&Columns>) -> Option<Columns> {
    let columns: Columns = row
        .cells
        .iter()
        .enumerate()
        .map(|(number, cell)| column(&cell.text).or_else(|| *above?.get(number)?))
        .collect();
    let found = row.cells.iter().filter(|cell| !cell.is_empty() && column(&cell.text).is_some()).count();
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let key = columns
        .iter()
        .flatten()
        .any(|column| matches!(column, Column::Name | Column::Code | Column::Value | Column::Values));
    let is_header = (row.header && found > 0)
        || (found > 1 && found * 2 >= filled && (found == filled || above.is_none()));
    (is_header && (key || row.header) && !looks_like_field(row)).then_some(columns)
}

/// A field may be called `type`, `required` or `code`: then a type stands beside it.
fn looks_like_field(row: &Row) -> bool {
    let names_types = row.cells.iter().any(|cell| column(&cell.text) == Some(Column::Type));
    let is_type = |text: &str| match type_text(text).map(|found| found.ty) {
        // A heading that is not known may look like the name of a type.
        Some(PageType::Named(_)) => !names_types,
        found => found.is_some(),
    };
    // `item` of the type `Item`: two words for a name, of which one is a type.
    let names_itself = row.cells.split_first().is_some_and(|(first, rest)| {
        let name = words(&first.text);
        !name.is_empty() && rest.iter().any(|cell| words(&cell.text) == name)
    });
    let has_type =
        || row.cells.iter().skip(1).any(|cell| column(&cell.text).is_none() && is_type(&cell.text));
    !row.header && (names_itself || has_type())
}

/// Columns by what is in them, where no row names them.
fn guess(rows: &[Row]) -> Columns {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let mut columns: Columns = vec![None; width];
    let share = |number: usize, test: &dyn Fn(&str) -> bool| {
        let cells = || rows.iter().filter_map(|row| row.cells.get(number)).filter(|cell| !cell.is_empty());
        let fitting = cells().filter(|cell| test(&cell.text)).count();
        fitting > 0 && fitting * 5 >= cells().count() * 4
    };
    for number in 0..width {
        let found = if number == 0 {
            share(0, &|text| named(0, text).is_some()).then_some(Column::Name)
        } else if share(number, &|text| presence(text).is_some()) {
            Some(Column::Required)
        } else if share(number, &|text| type_text(text).is_some()) {
            Some(Column::Type)
        } else if share(number, &|text| limits::length(text).is_some()) {
            Some(Column::Length)
        } else {
            Some(Column::Description)
        };
        if let Some(place) = columns.get_mut(number) {
            *place = found;
        }
    }
    // Without types it is no table of fields.
    if columns.contains(&Some(Column::Type)) { columns } else { vec![None; width] }
}

fn body(row: &Row, columns: &Columns, results: bool, values: bool, parts: &mut Vec<Part>) {
    let has = |wanted: Column| columns.contains(&Some(wanted));
    let is_results = has(Column::Code) && !has(Column::Type) || results;
    if is_results && (has(Column::Code) || has(Column::Name)) {
        result(row, columns, parts);
    } else if has(Column::Name) {
        field(row, columns, parts);
    } else if values && (has(Column::Value) || has(Column::Values)) {
        value(row, columns, parts);
    } else {
        for cell in row.cells.iter().filter(|cell| !cell.repeated) {
            parts.push(Part::Unread(cell.line, cell.text.clone()));
        }
    }
}

fn value(row: &Row, columns: &Columns, parts: &mut Vec<Part>) {
    let text = |wanted: &[Column]| {
        let mut cells = row.cells.iter().zip(columns);
        cells
            .find(|(_, column)| column.is_some_and(|column| wanted.contains(&column)))
            .map(|(cell, _)| cell.text.clone())
    };
    let name = text(&[Column::Value, Column::Values]).unwrap_or_default();
    let doc = text(&[Column::Description, Column::Message]).unwrap_or_default();
    let line = if doc.is_empty() { name } else { format!("{name}: {}", doc.replace('\n', " ")) };
    parts.push(Part::Value(row.line, line));
}

fn result(row: &Row, columns: &Columns, parts: &mut Vec<Part>) {
    let mut found = FoundResult { line: row.line, ..FoundResult::default() };
    let coded = columns.contains(&Some(Column::Code));
    for (number, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let into = match columns.get(number).copied().flatten() {
            Some(Column::Code) => &mut found.code,
            Some(Column::Name) if !coded => &mut found.code,
            Some(Column::Status | Column::Value) => &mut found.status,
            Some(Column::Message | Column::Description) => &mut found.message,
            Some(Column::Action) => &mut found.action,
            _ if cell.repeated => continue,
            _ => {
                parts.push(Part::Unread(cell.line, cell.text.clone()));
                continue;
            }
        };
        if !into.is_empty() {
            into.push(' ');
        }
        into.push_str(&cell.text.replace('\n', " "));
    }
    parts.push(Part::Result(found));
}

fn field(row: &Row, columns: &Columns, parts: &mut Vec<Part>) {
    let is_name = |number: usize| columns.get(number).copied().flatten() == Some(Column::Name);
    let names: Vec<usize> = (0..row.cells.len()).filter(|number| is_name(*number)).collect();
    let own: Vec<usize> = names
        .into_iter()
        .filter(|number| row.cells.get(*number).is_some_and(|cell| !cell.repeated && !cell.is_empty()))
        .collect();
    // `(object)` in the column of the names within is none.
    let is_named = |number: &usize| name_of(row, *number, parts).is_some();
    let named: Vec<usize> = own.iter().copied().filter(is_named).collect();
    let own = if named.is_empty() { own } else { named };
    let Some((last, parents)) = own.split_last() else { return continued(row, columns, parts) };
    for number in parents {
        parts.extend(name_of(row, *number, parts).map(Part::Field));
    }
    let Some((weight, mut field)) = name_of(row, *last, parts) else {
        for cell in row.cells.iter().filter(|cell| !cell.repeated && !cell.is_empty()) {
            parts.push(Part::Unread(cell.line, cell.text.clone()));
        }
        return;
    };
    let has_marks = columns.contains(&Some(Column::Required));
    field.cells.retain(|(kind, ..)| !(has_marks && *kind == Column::Required));
    let mut unread = Vec::new();
    for (number, cell) in row.cells.iter().enumerate().filter(|(number, _)| !own.contains(number)) {
        match columns.get(number).copied().flatten() {
            Some(Column::Name) if cell.is_empty() || cell.repeated || is_blank(&cell.text) => {}
            Some(Column::Name) => unread.push(Part::Unread(cell.line, cell.text.clone())),
            // A blank mark may mean no.
            Some(kind @ (Column::Required | Column::Optional)) => {
                field.cells.push((kind, cell.line, cell.text.clone()))
            }
            _ if cell.is_empty() || (cell.repeated && number > 0 && same_as_before(row, number)) => {}
            Some(Column::Code | Column::Status | Column::Message | Column::Action) => {
                field.cells.push((Column::Description, cell.line, cell.text.clone()));
            }
            Some(Column::Value) => field.cells.push((Column::Values, cell.line, cell.text.clone())),
            Some(kind) => field.cells.push((kind, cell.line, cell.text.clone())),
            None if is_blank(&cell.text) => {}
            None => unread.push(Part::Unread(cell.line, cell.text.clone())),
        }
    }
    parts.push(Part::Field((weight, field)));
    parts.append(&mut unread);
}

fn same_as_before(row: &Row, number: usize) -> bool {
    let text = |number: usize| row.cells.get(number).map(|cell| &cell.text);
    text(number) == text(number - 1)
}

/// A row without a name goes on with the description of the one before.
fn continued(row: &Row, columns: &Columns, parts: &mut Vec<Part>) {
    for (number, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.repeated && !cell.is_empty())
    {
        let kind = columns.get(number).copied().flatten();
        let last = parts.iter_mut().rev().find_map(|part| match part {
            Part::Field((_, field)) => Some(field),
            _ => None,
        });
        match (kind, last) {
            (Some(Column::Description | Column::Values), Some(field)) => {
                field.cells.push((Column::Description, cell.line, cell.text.clone()));
            }
            _ => parts.push(Part::Unread(cell.line, cell.text.clone())),
        }
    }
}

/// `quantity/unit` with a dot, where a row above is `quantity`: else it may be one or the other.
fn slashed(text: &str, above: &[Part]) -> Option<String> {
    let (first, rest) = text.split_once('/')?;
    let is_parent = |part: &Part| matches!(part, Part::Field((_, field)) if field.name == first);
    (is_name(rest) && above.iter().any(is_parent)).then(|| format!("{first}.{rest}"))
}

/// The field that a cell names, below the rows `above`.
fn name_of(row: &Row, number: usize, above: &[Part]) -> Option<Weighed> {
    let cell = row.cells.get(number)?;
    let (marks, text) = without_marks(&cell.text);
    let path = slashed(&super::document::plain(text), above);
    let text = path.as_deref().unwrap_or(text);
    let starred = cell.text.trim_start().starts_with('*');
    let mut field = named(cell.line, text)?;
    let rest = field.cells.pop().map(|(_, _, rest)| rest).unwrap_or_default();
    if starred {
        field.cells.push((Column::Required, cell.line, "*".to_owned()));
    }
    let mut lines = rest.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    if let Some(first) = lines.first().copied() {
        let kind = if presence(first).is_some() {
            Some(Column::Required)
        } else if type_text(first).is_some() {
            Some(Column::Type)
        } else {
            None
        };
        if let Some(kind) = kind {
            field.cells.push((kind, cell.line, first.to_owned()));
            lines.remove(0);
        }
    }
    for line in lines {
        let kind = if presence(line).is_some() { Column::Required } else { Column::Description };
        field.cells.push((kind, cell.line, line.to_owned()));
    }
    Some((row.nested * 100_000 + number * 1_000 + (cell.indent + marks).min(999), field))
}

/// Where fields are ticked, or not, a blank means no.
fn fill_ticks(parts: &mut [Part]) {
    let marks = |parts: &[Part]| -> Vec<String> {
        let fields = parts.iter().filter_map(|part| match part {
            Part::Field((_, field)) => Some(field),
            _ => None,
        });
        let cells = fields.flat_map(|field| field.cells.clone());
        cells.filter(|(kind, ..)| *kind == Column::Required).map(|(_, _, text)| text).collect()
    };
    let marks = marks(parts);
    let all_ticks = marks.iter().filter(|text| !is_blank(text)).all(|text| is_tick(text));
    if !all_ticks || marks.iter().all(|text| is_blank(text)) {
        return;
    }
    for part in parts {
        let Part::Field((_, field)) = part else { continue };
        let ticked = field.cells.iter().any(|(kind, _, text)| *kind == Column::Required && !is_blank(text));
        if !ticked {
            field.cells.push((Column::Required, field.line, "No".to_owned()));
        }
    }
}
