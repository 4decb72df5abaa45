//! HTML, as a stream of tags: neither nesting nor what is missing of it matters.

use super::block::{Block, BlockKind};
use super::grid::{Grid, RawCell};
use super::text::{escape_generics, tidy};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use regex_lite::Regex;
use std::cell::RefCell;
use std::sync::LazyLock;

/// Tables in tables that are told apart.
const MAX_TABLES: usize = 16;

static STYLE_INDENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:padding-left|margin-left|text-indent|padding-inline-start)\s*:\s*(\d{1,4})").ok()
});
static CLASS_INDENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:[a-z]+-)*(?:level|indent|depth|lv)[-_]?(\d{1,2})\b").ok());

/// Reads HTML whose first line has the number `first`.
pub(super) fn read(text: &str, first: usize, blocks: &mut Vec<Block>) {
    let reader = Reader { first, blocks: std::mem::take(blocks), ..Reader::default() };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(reader)), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(escape_generics(text).as_str().into());
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut reader = tokenizer.sink.0.into_inner();
    reader.end();
    *blocks = reader.blocks;
}

struct Sink(RefCell<Reader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let Ok(mut reader) = self.0.try_borrow_mut() else { return TokenSinkResult::Continue };
        reader.line = reader.first + usize::try_from(line).unwrap_or(usize::MAX / 2).saturating_sub(1);
        match token {
            Token::CharacterTokens(text) => reader.text(&text),
            Token::TagToken(tag) => return reader.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// What the text that is read belongs to.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum Open {
    #[default]
    Nothing,
    Heading(usize),
    Item(usize),
    Code,
}

#[derive(Default)]
struct Reader {
    first: usize,
    line: usize,
    blocks: Vec<Block>,
    open: Open,
    start: usize,
    buffer: String,
    tables: Vec<Table>,
    /// Deeper tables, which are read as text.
    too_deep: usize,
    lists: usize,
    terms: usize,
    links: Vec<Option<String>>,
    /// Inside of `<head>` or `<template>`.
    hidden: usize,
}

#[derive(Default)]
struct Table {
    grid: Grid,
    cell: Option<RawCell>,
}

impl Reader {
    fn cell(&mut self) -> Option<&mut RawCell> {
        self.tables.last_mut().and_then(|table| table.cell.as_mut())
    }

    fn target(&mut self) -> &mut String {
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => &mut cell.text,
            None => &mut self.buffer,
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        if self.open == Open::Code && self.tables.is_empty() {
            self.buffer.push_str(text);
            return;
        }
        if self.tables.last().is_some_and(|table| table.cell.is_none()) && !text.trim().is_empty() {
            // Text between cells: it is part of no cell, and must not be lost.
            let line = self.line;
            self.blocks.push(Block { line, kind: BlockKind::Paragraph(tidy(text)) });
            return;
        }
        if self.buffer.trim().is_empty() && !text.trim().is_empty() && self.open == Open::Nothing {
            self.start = self.line;
        }
        let in_cell = self.cell().is_some();
        let target = self.target();
        for c in text.chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            // In a cell, blanks of the source are not an indentation.
            let skipped = c == ' ' && (target.ends_with([' ', '\n']) || target.is_empty());
            if !(skipped && (in_cell || !target.is_empty())) {
                target.push(c);
            }
        }
    }

    /// A line break within a cell; the end of a block elsewhere.
    fn break_block(&mut self) {
        if let Some(cell) = self.cell() {
            let trimmed = cell.text.trim_end_matches(' ').len();
            cell.text.truncate(trimmed);
            let begins_item = cell.text.ends_with("\n*") || cell.text == "*";
            if begins_item {
                cell.text.push(' ');
            } else if !cell.text.trim().is_empty() && !cell.text.ends_with('\n') {
                cell.text.push('\n');
            }
        } else if self.tables.is_empty() {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.buffer);
        let open = std::mem::take(&mut self.open);
        self.links.clear();
        let kind = match open {
            Open::Code => BlockKind::Code(text.trim_matches('\n').to_owned()),
            _ if tidy(&text).is_empty() => return,
            Open::Heading(level) => BlockKind::Heading(level, tidy(&text).replace('\n', " ")),
            Open::Item(depth) => BlockKind::Item(depth, tidy(&text)),
            Open::Nothing => BlockKind::Paragraph(tidy(&text)),
        };
        self.blocks.push(Block { line: self.start, kind });
    }

    fn begin(&mut self, open: Open) {
        self.end_block();
        (self.open, self.start) = (open, self.line);
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let opens = tag.kind == TagKind::StartTag;
        match name {
            "script" | "style" | "noscript" | "iframe" | "textarea" if opens => {
                let kind = if name == "script" { RawKind::ScriptData } else { RawKind::Rawtext };
                self.hidden += 1;
                return TokenSinkResult::RawData(kind);
            }
            "script" | "style" | "noscript" | "iframe" | "textarea" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            "head" | "template" if opens => self.hidden += 1,
            "head" | "template" => self.hidden = self.hidden.saturating_sub(1),
            "body" => self.hidden = 0,
            _ if self.hidden > 0 => {}
            "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => self.table_tag(tag, opens),
            "br" => match self.cell() {
                Some(_) => self.break_block(),
                None => self.buffer.push('\n'),
            },
            "code" | "kbd" | "tt" | "samp" if self.open != Open::Code => self.target().push('`'),
            "a" => self.link(tag, opens),
            "img" | "i" | "svg" | "input" => self.picture(tag, opens),
            "span" | "small" | "label" | "sup" | "sub" | "em" | "b" | "strong" => self.inline(tag, opens),
            _ => self.block_tag(tag, opens),
        }
        TokenSinkResult::Continue
    }

    fn block_tag(&mut self, tag: &Tag, opens: bool) {
        let name: &str = &tag.name;
        let in_table = !self.tables.is_empty();
        if opens && in_table {
            self.indent(tag);
        }
        match name {
            "li" if in_table && opens => {
                self.break_block();
                self.target().push_str("* ");
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if opens && !in_table => {
                let level = name.trim_start_matches('h').parse().unwrap_or(6);
                self.begin(Open::Heading(level));
            }
            "dt" if opens && !in_table => self.begin(Open::Heading(6 + self.terms.max(1))),
            "li" if opens && !in_table => self.begin(Open::Item(self.lists.saturating_sub(1))),
            "pre" if opens && !in_table => self.begin(Open::Code),
            "pre" if !in_table => self.end_block(),
            "ul" | "ol" | "dl" => {
                let depth = if name == "dl" { &mut self.terms } else { &mut self.lists };
                *depth = if opens { *depth + 1 } else { depth.saturating_sub(1) };
                self.break_block();
            }
            // A paragraph in an item is the item's text.
            "p" | "div" if matches!(self.open, Open::Item(_)) && opens && self.buffer.trim().is_empty() => {}
            "p" | "div" if matches!(self.open, Open::Heading(_)) => self.target().push(' '),
            "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside" | "li"
            | "dd" | "dt" | "blockquote" | "details" | "summary" | "hr" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "body" | "html" | "pre" | "button" | "option" | "caption" | "figure"
            | "figcaption" | "form" | "fieldset" | "legend" | "address"
                if !(self.open == Open::Code && matches!(name, "div" | "p")) =>
            {
                self.break_block();
            }
            _ => {}
        }
    }

    fn table_tag(&mut self, tag: &Tag, opens: bool) {
        let name: &str = &tag.name;
        match (name, opens) {
            ("table", true) if self.tables.len() >= MAX_TABLES => self.too_deep += 1,
            ("table", false) if self.too_deep > 0 => self.too_deep -= 1,
            _ if self.too_deep > 0 => self.break_block(),
            ("table", true) => {
                if self.tables.is_empty() {
                    self.end_block();
                    self.start = self.line;
                }
                self.tables.push(Table::default());
            }
            ("table", false) => self.close_table(),
            (_, _) if self.tables.is_empty() => {}
            ("tr", true) => {
                self.close_cell();
                let (line, indent) = (self.line, indent_of(tag));
                if let Some(table) = self.tables.last_mut() {
                    table.grid.open_row(line, indent);
                }
            }
            ("td" | "th", true) => {
                self.close_cell();
                let number =
                    |key: &str| attribute(tag, key).and_then(|text| text.trim().parse().ok()).unwrap_or(1);
                let cell = RawCell {
                    line: self.line,
                    text: String::new(),
                    header: name == "th",
                    across: number("colspan"),
                    down: number("rowspan"),
                    indent: indent_of(tag),
                };
                if let Some(table) = self.tables.last_mut() {
                    table.cell = Some(cell);
                }
            }
            ("td" | "th" | "tr" | "thead" | "tbody" | "tfoot", _) => self.close_cell(),
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        if let Some(table) = self.tables.last_mut()
            && let Some(cell) = table.cell.take()
        {
            table.grid.add(cell);
        }
    }

    fn close_table(&mut self) {
        self.close_cell();
        let Some(table) = self.tables.pop() else { return };
        let rows = table.grid.close();
        match self.tables.last_mut() {
            Some(outer) => outer.grid.add_inner(rows),
            None if rows.is_empty() => {}
            None => self.blocks.push(Block { line: self.start, kind: BlockKind::Table(rows) }),
        }
    }

    fn link(&mut self, tag: &Tag, opens: bool) {
        if self.open == Open::Code {
            return;
        }
        if opens {
            let address = attribute(tag, "href").filter(|address| is_address(address));
            if address.is_some() {
                self.target().push('[');
            }
            self.links.push(address);
        } else if let Some(Some(address)) = self.links.pop() {
            self.target().push_str(&format!("]({address})"));
        }
    }

    /// A mark in place of a word: its text, or a tick.
    fn picture(&mut self, tag: &Tag, opens: bool) {
        if !opens || self.cell().is_none() {
            return;
        }
        let class = attribute(tag, "class").unwrap_or_default().to_ascii_lowercase();
        let ticked = attribute(tag, "checked").is_some()
            || ["check", "tick", "yes"].iter().any(|word| class.contains(word)) && !class.contains("uncheck");
        match attribute(tag, "alt").or_else(|| attribute(tag, "aria-label")) {
            Some(text) => self.target().push_str(&text),
            None if ticked => self.target().push('✓'),
            None => {}
        }
    }

    /// Words in marks of their own are words, even where no blank parts them.
    fn inline(&mut self, tag: &Tag, opens: bool) {
        self.indent(tag);
        let apart = matches!(&*tag.name, "span" | "small" | "label" | "em" | "strong" | "sup" | "sub");
        let heading = matches!(self.open, Open::Heading(_)) && self.tables.is_empty();
        let mut first_cell = false;
        if let Some(cell) = self.cell() {
            first_cell = cell.text.len() < 80 && !cell.text.contains(' ');
        }
        if apart && (heading || first_cell) {
            let target = self.target();
            if !target.is_empty() && !target.ends_with(char::is_whitespace) {
                target.push(if opens { ' ' } else { '\u{200B}' });
            }
        }
    }

    fn indent(&mut self, tag: &Tag) {
        let indent = indent_of(tag);
        if let Some(cell) = self.cell()
            && cell.text.trim().is_empty()
        {
            cell.indent += indent;
        }
    }

    fn end(&mut self) {
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.end_block();
    }
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    Some(found.value.to_string())
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// How far attributes move the text of an element to the right.
fn indent_of(tag: &Tag) -> usize {
    let captured = |regex: &Option<Regex>, text: String| {
        let captures = regex.as_ref()?.captures(&text)?;
        captures.get(1)?.as_str().parse::<usize>().ok()
    };
    let style = attribute(tag, "style").and_then(|style| captured(&STYLE_INDENT, style));
    let by_number = || {
        let level = ["data-level", "data-depth", "aria-level", "data-indent"];
        level.iter().find_map(|key| attribute(tag, key)?.trim().parse::<usize>().ok())
    };
    let class = || attribute(tag, "class").and_then(|class| captured(&CLASS_INDENT, class));
    style.or_else(by_number).or_else(class).unwrap_or(0).min(10_000)
}
