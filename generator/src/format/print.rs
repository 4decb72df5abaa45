//! Prints a tree as the text of a spec file.

use super::tree::{Collection, Comment, Item, Node, Value};
use super::{block_scalar, columns, inline};

/// No line that can be shorter is longer, in characters.
const WIDTH: usize = 120;
/// Blanks for each level.
const STEP: usize = 2;

/// Prints a file. `None` if something in it can't be reformatted.
pub(super) fn file(root: &Node<'_>) -> Option<String> {
    let mut printer = Printer { out: String::new() };
    match &root.value {
        Value::Map(map) if !map.flow => {
            printer.entries(map, &Context { indent: 0, in_list: false, blank_above: blank_above(map) })?;
        }
        _ => return None,
    }
    Some(printer.out)
}

/// Returns the predicate for top-level keys that get a blank line above them.
fn blank_above(root: &Collection<'_>) -> fn(&str) -> bool {
    let has = |key: &str| root.items.iter().any(|item| item.key == Some(key));
    if has("path") {
        |key| matches!(key, "request" | "response" | "results" | "examples")
    } else if has("format") || has("results") {
        |_| false
    } else {
        |_| true
    }
}

/// The context of a collection: its indentation, and whether it is in a list.
struct Context {
    indent: usize,
    in_list: bool,
    blank_above: fn(&str) -> bool,
}

impl Context {
    fn deeper(&self, in_list: bool) -> Self {
        Self { indent: self.indent + STEP, in_list: self.in_list || in_list, blank_above: |_| false }
    }
}

struct Printer {
    out: String,
}

impl Printer {
    fn entries(&mut self, map: &Collection<'_>, context: &Context) -> Option<()> {
        let lines: Vec<Option<String>> = map.items.iter().map(|item| one_line(&item.node, context)).collect();
        let column = column(map, &lines, context);
        for (number, (item, line)) in map.items.iter().zip(&lines).enumerate() {
            let key = item.key?;
            self.above(item, number == 0, context, (context.blank_above)(key));
            self.indent(context.indent);
            self.out.push_str(key);
            self.out.push(':');
            let blanks = if is_aligned(&item.node, context) { column.saturating_sub(length(key)) } else { 0 };
            let fits = |line: &&String| context.indent + length(key) + 2 + blanks + length(line) <= WIDTH;
            match line.as_ref().filter(|line| fits(line) || !has_parts(&item.node)) {
                Some(line) if line.is_empty() => self.end_line(item.right),
                Some(line) => {
                    self.out.push_str(&" ".repeat(blanks + 1));
                    self.out.push_str(line);
                    self.end_line(item.right);
                }
                None => self.below(item, context)?,
            }
        }
        self.tail(map, context);
        Some(())
    }

    fn list(&mut self, list: &Collection<'_>, context: &Context) -> Option<()> {
        let room = WIDTH.saturating_sub(context.indent + STEP);
        let rows = rows(list, context);
        let widths = columns::widths(&rows, room);
        for (number, item) in list.items.iter().enumerate() {
            self.above(item, number == 0, context, false);
            self.indent(context.indent);
            self.out.push('-');
            let line = match row_parts(&item.node).filter(|_| !rows.is_empty()) {
                Some(parts) => columns::row(&parts, &widths, room),
                None => inline::inline(&item.node),
            };
            match line.filter(|line| length(line) <= room || !has_parts(&item.node)) {
                Some(line) if line.is_empty() => self.end_line(item.right),
                Some(line) => {
                    self.out.push(' ');
                    self.out.push_str(&line);
                    self.end_line(item.right);
                }
                None => self.block_item(item, context)?,
            }
        }
        self.tail(list, context);
        Some(())
    }

    /// Prints an item that does not fit on the line of its dash.
    fn block_item(&mut self, item: &Item<'_>, context: &Context) -> Option<()> {
        let Value::Map(map) = &item.node.value else { return self.below(item, context) };
        // A comment after the dash has already been moved above it.
        let mut inner = Self { out: String::new() };
        inner.entries(map, &context.deeper(true))?;
        self.out.push(' ');
        self.out.push_str(inner.out.trim_start_matches(' '));
        Some(())
    }

    /// Prints a value that does not fit on the line of its key or dash.
    fn below(&mut self, item: &Item<'_>, context: &Context) -> Option<()> {
        match &item.node.value {
            Value::Scalar(raw) => {
                let mut lines = raw.lines().map(str::trim);
                self.out.push(' ');
                self.out.push_str(lines.next()?);
                for line in lines {
                    self.out.push('\n');
                    if !line.is_empty() {
                        self.indent(context.indent + STEP);
                        self.out.push_str(line);
                    }
                }
                self.end_line(item.right);
            }
            Value::BlockScalar { header, lines } => {
                self.out.push(' ');
                self.out.push_str(header);
                self.end_line(item.right);
                self.out.push_str(&block_scalar::indented(header, lines, context.indent + STEP)?);
            }
            Value::List(list) => {
                self.end_line(item.right);
                self.list(list, &context.deeper(true))?;
            }
            Value::Map(map) => {
                self.end_line(item.right);
                self.entries(map, &context.deeper(false))?;
            }
        }
        Some(())
    }

    /// Prints the comments and blank lines above an item.
    fn above(&mut self, item: &Item<'_>, first: bool, context: &Context, blank_above: bool) {
        let blank_first = item.comments.first().map_or(item.blank, |comment| comment.blank);
        if !first && (blank_first || blank_above) {
            self.out.push('\n');
        }
        self.comments(&item.comments, context.indent);
        if item.blank && !item.comments.is_empty() {
            self.out.push('\n');
        }
    }

    fn tail(&mut self, collection: &Collection<'_>, context: &Context) {
        let anything_above = !collection.items.is_empty();
        if anything_above && collection.tail.first().is_some_and(|comment| comment.blank) {
            self.out.push('\n');
        }
        self.comments(&collection.tail, context.indent);
    }

    /// Prints comments. The blank line above the first one is up to the caller.
    fn comments(&mut self, comments: &[Comment<'_>], indent: usize) {
        for (number, comment) in comments.iter().enumerate() {
            if number > 0 && comment.blank {
                self.out.push('\n');
            }
            self.indent(indent);
            self.out.push_str(comment.text);
            self.out.push('\n');
        }
    }

    fn end_line(&mut self, right: Option<&str>) {
        if let Some(comment) = right {
            self.out.push_str("  ");
            self.out.push_str(comment);
        }
        self.out.push('\n');
    }

    fn indent(&mut self, blanks: usize) {
        self.out.push_str(&" ".repeat(blanks));
    }
}

/// A value on one line, if that is allowed. A field may be joined even if it was written over several lines.
fn one_line(node: &Node<'_>, context: &Context) -> Option<String> {
    let field = || if context.indent > 0 && !context.in_list { inline::field(node) } else { None };
    inline::inline(node).or_else(field)
}

/// Whether it can also be printed over several lines.
fn has_parts(node: &Node<'_>) -> bool {
    matches!(&node.value, Value::List(inner) | Value::Map(inner) if !inline::is_empty(inner))
}

/// Whether its `{` is aligned with those of its neighbours.
fn is_aligned(node: &Node<'_>, context: &Context) -> bool {
    context.indent > 0 && !context.in_list && matches!(&node.value, Value::Map(map) if !inline::is_empty(map))
}

/// The column at which `{` are aligned: the length of the longest key whose line still fits.
fn column(map: &Collection<'_>, lines: &[Option<String>], context: &Context) -> usize {
    let lengths: Vec<(usize, usize)> = map
        .items
        .iter()
        .zip(lines)
        .filter(|(item, _)| is_aligned(&item.node, context))
        .filter_map(|(item, line)| Some((length(item.key?), length(line.as_ref()?))))
        .collect();
    columns::behind_keys(&lengths, WIDTH.saturating_sub(context.indent))
}

/// The rows of a list of `{ }`; none when they are not to be aligned.
fn rows(list: &Collection<'_>, context: &Context) -> Vec<Vec<String>> {
    // `context` already describes the inside of the list.
    let nested = context.indent > STEP;
    if nested { Vec::new() } else { list.items.iter().filter_map(|item| row_parts(&item.node)).collect() }
}

/// The entries of a `{ }` in a list. Only the last may be more than a scalar.
fn row_parts(node: &Node<'_>) -> Option<Vec<String>> {
    let Value::Map(map) = &node.value else { return None };
    let (_, leading) = map.items.split_last()?;
    let plain = leading.iter().all(|item| matches!(item.node.value, Value::Scalar(_)));
    if !map.flow || !plain || map.has_comments() {
        return None;
    }
    map.items.iter().map(|item| inline::entry(item.key?, &item.node)).collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}
