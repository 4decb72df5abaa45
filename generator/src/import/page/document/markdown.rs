//! Markdown.

use super::block::{Block, BlockKind, Cell, Row};
use super::html;
use super::lines::Lines;
use super::text::{escape_generics, leading_blanks, tidy, unescape_generics};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads Markdown whose first line has the number `first`.
pub(super) fn read(text: &str, first: usize, blocks: &mut Vec<Block>) {
    let text = escape_generics(text);
    let mut reader = Reader { blocks: std::mem::take(blocks), ..Reader::new(&text, first) };
    for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range);
    }
    reader.end_block();
    *blocks = reader.blocks;
}

/// What the text that is read belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Text,
    Heading(usize),
    Item(usize),
    Code,
    Html,
}

struct Reader<'a> {
    text: &'a str,
    lines: Lines,
    blocks: Vec<Block>,
    open: Open,
    start: usize,
    buffer: String,
    lists: usize,
    rows: Vec<Row>,
    in_table: bool,
    cell_starts: usize,
    links: Vec<Option<String>>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, first: usize) -> Self {
        Self {
            text,
            lines: Lines::new(text, first),
            blocks: Vec::new(),
            open: Open::Text,
            start: first,
            buffer: String::new(),
            lists: 0,
            rows: Vec::new(),
            in_table: false,
            cell_starts: 0,
            links: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, &range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.buffer.push_str(&text),
            Event::Code(code) => self.buffer.push_str(&format!("`{}`", unescape_generics(&code))),
            Event::Html(html) => self.buffer.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::SoftBreak if self.in_table => self.buffer.push(' '),
            // Lines of a paragraph that name things, such as `Type: String`, are told apart.
            Event::SoftBreak | Event::HardBreak => self.buffer.push('\n'),
            Event::Rule => self.end_block(),
            _ => {}
        }
    }

    fn inline_html(&mut self, html: &str) {
        let name: String =
            html.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        match name.to_ascii_lowercase().as_str() {
            "br" | "p" | "div" => self.buffer.push('\n'),
            "li" if !html.starts_with("</") => self.buffer.push_str("\n* "),
            "code" | "kbd" | "tt" | "samp" => self.buffer.push('`'),
            _ => {}
        }
    }

    fn begin(&mut self, open: Open, range: &Range<usize>) {
        self.end_block();
        (self.open, self.start) = (open, self.lines.of(range.start));
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Open::Heading(*level as usize), range),
            Tag::Paragraph if matches!(self.open, Open::Item(_)) && self.buffer.trim().is_empty() => {}
            Tag::Paragraph => self.begin(Open::Text, range),
            Tag::List(_) => {
                self.end_block();
                self.lists += 1;
            }
            Tag::Item => self.begin(Open::Item(self.lists.saturating_sub(1)), range),
            Tag::CodeBlock(_) => self.begin(Open::Code, range),
            Tag::HtmlBlock => self.begin(Open::Html, range),
            Tag::Table(_) => {
                self.begin(Open::Text, range);
                self.in_table = true;
            }
            Tag::TableHead | Tag::TableRow => {
                let header = matches!(tag, Tag::TableHead);
                let line = self.lines.of(range.start);
                self.rows.push(Row { line, header, nested: 0, cells: Vec::new() });
            }
            Tag::TableCell => {
                self.buffer.clear();
                self.cell_starts = self.blanks_before(range);
            }
            Tag::Link { dest_url, .. } => {
                let address = (dest_url.starts_with("https://") || dest_url.starts_with("http://"))
                    .then(|| dest_url.to_string());
                if address.is_some() {
                    self.buffer.push('[');
                }
                self.links.push(address);
            }
            _ => {}
        }
    }

    /// The blanks between `|` and a cell's text: more of them indent a row.
    fn blanks_before(&self, range: &Range<usize>) -> usize {
        let cell = self.text.get(range.clone()).unwrap_or_default();
        let before = self.text.get(..range.start).unwrap_or_default();
        let outside = before.len() - before.trim_end_matches(' ').len();
        let within = cell.trim_start_matches('|');
        outside + within.len() - within.trim_start_matches(' ').len()
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::TableCell => {
                let text = std::mem::take(&mut self.buffer);
                let indent = self.cell_starts + leading_blanks(&text);
                let line = self.lines.of(range.start);
                if let Some(row) = self.rows.last_mut() {
                    row.cells.push(Cell { line, text: tidy(&text), indent, repeated: false });
                }
            }
            TagEnd::Table => {
                self.in_table = false;
                let kind = BlockKind::Table(std::mem::take(&mut self.rows));
                self.blocks.push(Block { line: self.start, kind });
            }
            TagEnd::Link => {
                if let Some(Some(address)) = self.links.pop() {
                    self.buffer.push_str(&format!("]({address})"));
                }
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.end_block();
            }
            _ => {}
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.buffer);
        let open = std::mem::replace(&mut self.open, Open::Text);
        if text.trim().is_empty() {
            return;
        }
        let kind = match open {
            Open::Html => return html::read(&text, self.start, &mut self.blocks),
            Open::Code => BlockKind::Code(unescape_generics(text.trim_end())),
            Open::Heading(level) => BlockKind::Heading(level, tidy(&text).replace('\n', " ")),
            Open::Item(depth) => BlockKind::Item(depth, tidy(&text)),
            Open::Text => BlockKind::Paragraph(tidy(&text)),
        };
        self.blocks.push(Block { line: self.start, kind });
    }
}
