//! The parts of a page.

/// A part of a page.
#[derive(Debug, Clone)]
pub(in super::super) struct Block {
    /// Its first line, counted from 1.
    pub(in super::super) line: usize,
    pub(in super::super) kind: BlockKind,
}

/// What a part of a page is.
#[derive(Debug, Clone)]
pub(in super::super) enum BlockKind {
    /// The level counts from 1.
    Heading(usize, String),
    Paragraph(String),
    /// An item of a list, with its depth from 0.
    Item(usize, String),
    Table(Vec<Row>),
    Code(String),
}

/// A row of a table, every cell in its column.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Row {
    pub(in super::super) line: usize,
    /// All of its cells are marked as headers.
    pub(in super::super) header: bool,
    /// How many tables the row's own one is nested in.
    pub(in super::super) nested: usize,
    pub(in super::super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Cell {
    pub(in super::super) line: usize,
    pub(in super::super) text: String,
    /// How far its text is moved to the right, in units that only compare within one table.
    pub(in super::super) indent: usize,
    /// It repeats the cell before it, or above it, which spans several columns or rows.
    pub(in super::super) repeated: bool,
}

impl Cell {
    pub(in super::super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}
