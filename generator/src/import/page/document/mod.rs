//! A page of any form as one list of blocks, each with its line.
//!
//! Text is that of Markdown without emphasis: code in backticks, links as `[text](address)`. A line break in a cell is `\n`, an
//! item of a list in a cell is a line that begins with `* `.

mod delimited;
mod grid;
mod html;
mod islands;
mod lines;
mod markdown;
mod text;

pub(super) use text::{is_only_links, plain};

use islands::Island;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Its first line, counted from 1.
    pub(super) line: usize,
    pub(super) kind: BlockKind,
}

/// What a part of a page is.
#[derive(Debug, Clone)]
pub(super) enum BlockKind {
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
pub(super) struct Row {
    pub(super) line: usize,
    /// All of its cells are marked as headers.
    pub(super) header: bool,
    /// How many tables the row's own one is nested in.
    pub(super) nested: usize,
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) line: usize,
    pub(super) text: String,
    /// How far its text is moved to the right, in units that only compare within one table.
    pub(super) indent: usize,
    /// It repeats the cell before it, or above it, which spans several columns or rows.
    pub(super) repeated: bool,
}

impl Cell {
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The forms of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageFormat {
    /// Markdown; tables in HTML and rows with tabs may be in it.
    Markdown,
    /// HTML.
    Html,
    /// Values with tabs or commas between them.
    Delimited,
}

impl PageFormat {
    /// The form of a page, by the ending of the file's name, or else by its text.
    #[must_use]
    pub fn of(file: &str, text: &str) -> Self {
        let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("csv" | "tsv" | "tab") => Self::Delimited,
            _ if islands::looks_like_html(text) => Self::Html,
            _ if delimited::looks_delimited(text) => Self::Delimited,
            _ => Self::Markdown,
        }
    }
}

impl Document {
    pub(super) fn read(text: &str, format: PageFormat) -> Self {
        let mut blocks = Vec::new();
        match format {
            PageFormat::Html => html::read(text, 1, &mut blocks),
            PageFormat::Delimited => delimited::read(text, 1, &mut blocks),
            PageFormat::Markdown => {
                for island in islands::split(text) {
                    match island {
                        Island::Markdown(text, line) => markdown::read(&text, line, &mut blocks),
                        Island::Html(text, line) => html::read(&text, line, &mut blocks),
                        Island::Delimited(text, line) => delimited::read(&text, line, &mut blocks),
                    }
                }
            }
        }
        Self { blocks }
    }
}
