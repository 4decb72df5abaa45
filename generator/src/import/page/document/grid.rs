//! The cells of a table in HTML, each in its columns.

use super::block::{Cell, Row};
use super::text::{leading_blanks, tidy};
use std::collections::BTreeMap;

/// Cells that one cell is repeated in, by its attributes.
const MOST_REPEATED: usize = 64;

/// A cell as it stands in the page.
#[derive(Debug, Default)]
pub(super) struct RawCell {
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) header: bool,
    pub(super) across: usize,
    pub(super) down: usize,
    /// By attributes.
    pub(super) indent: usize,
}

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<Row>,
    /// The row that is open.
    cells: Vec<Cell>,
    headers: bool,
    line: usize,
    indent: usize,
    /// By column: for how many rows the cell above goes on.
    hanging: BTreeMap<usize, (usize, Cell)>,
    /// Rows of tables inside of the row that is open.
    inner: Vec<Row>,
}

impl Grid {
    pub(super) fn open_row(&mut self, line: usize, indent: usize) {
        self.close_row();
        (self.line, self.indent, self.headers) = (line, indent, true);
    }

    pub(super) fn add(&mut self, raw: RawCell) {
        self.hang();
        self.headers &= raw.header;
        let first = self.cells.is_empty();
        let indent = raw.indent + leading_blanks(&raw.text) + if first { self.indent } else { 0 };
        let cell = Cell { line: raw.line, text: tidy(&raw.text), indent, repeated: false };
        for number in 0..raw.across.clamp(1, MOST_REPEATED) {
            let cell = Cell { repeated: number > 0, ..cell.clone() };
            if raw.down > 1 {
                let below = Cell { repeated: true, ..cell.clone() };
                self.hanging.insert(self.cells.len(), (raw.down.min(MOST_REPEATED) - 1, below));
            }
            self.cells.push(cell);
        }
    }

    /// Cells of rows above that reach into this one.
    fn hang(&mut self) {
        while let Some((rows, cell)) = self.hanging.get_mut(&self.cells.len()) {
            *rows -= 1;
            let (rows, cell) = (*rows, cell.clone());
            if rows == 0 {
                self.hanging.remove(&self.cells.len());
            }
            self.cells.push(cell);
        }
    }

    pub(super) fn add_inner(&mut self, rows: Vec<Row>) {
        self.inner.extend(rows.into_iter().map(|row| Row { nested: row.nested + 1, ..row }));
    }

    fn close_row(&mut self) {
        if self.cells.iter().any(|cell| !cell.repeated) {
            self.hang();
            let header = self.headers && self.cells.len() > 1;
            let row = Row { line: self.line, header, nested: 0, cells: std::mem::take(&mut self.cells) };
            if row.cells.iter().any(|cell| !cell.is_empty()) {
                self.rows.push(row);
            }
        }
        self.cells.clear();
        self.rows.append(&mut self.inner);
    }

    pub(super) fn close(mut self) -> Vec<Row> {
        self.close_row();
        self.rows
    }
}
