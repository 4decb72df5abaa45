//! A page of any form as one list of blocks, each with its line.
//!
//! Text is that of Markdown without emphasis: code in backticks, links as `[text](address)`. A line break in a cell is `\n`, an
//! item of a list in a cell is a line that begins with `* `.

mod block;
mod delimited;
mod grid;
mod html;
mod islands;
mod lines;
mod markdown;
mod text;

pub(super) use block::{Block, BlockKind, Row};
pub(super) use text::{is_only_links, plain};

use islands::Island;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
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
