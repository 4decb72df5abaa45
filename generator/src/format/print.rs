//! From a tree to text.

use super::tree::{Collection, Comment, Item, Node, Value};
use super::{block_scalar, columns, inline};

/// No line that can be shorter is longer, in characters.
const WIDTH: usize = 120;
/// Blanks for each level.
const STEP: usize = 2;

/// The text of a file. `None` when something in it cannot be written anew.
pub(super) fn file(root: &Node<'_>) -> Option<String> {
    let mut printer = Printer { out: String::new() };
    match &root.value {
        Value::Map(map) if !map.flow => {
            printer.entries(map, &Around { indent: 0, in_list: false, apart: apart(map) })?;
        }
        _ => return None,
    }
    Some(printer.out)
}

/// Before which keys of a file there is a blank line.
fn apart(root: &Collection<'_>) -> fn(&str) -> bool {
    let has = |key: &str| root.items.iter().any(|item| item.key == Some(key));
    if has("path") {
        |key| matches!(key, "request" | "response" | "results" | "examples")
    } else if has("format") || has("results") {
        |_| false
    } else {
        |_| true
    }
}

/// Where a collection stands.
struct Around {
    indent: usize,
    in_list: bool,
    apart: fn(&str) -> bool,
}

impl Around {
    fn deeper(&self, in_list: bool) -> Self {
        Self { indent: self.indent + STEP, in_list: self.in_list || in_list, apart: |_| false }
    }
}

struct Printer {
    out: String,
}

impl Printer {
    fn entries(&mut self, map: &Collection<'_>, around: &Around) -> Option<()> {
        let lines: Vec<Option<String>> = map.items.iter().map(|item| one_line(&item.node, around)).collect();
        let column = column(map, &lines, around);
        for (number, (item, line)) in map.items.iter().zip(&lines).enumerate() {
            let key = item.key?;
            self.above(item, number == 0, around, (around.apart)(key));
            self.indent(around.indent);
            self.out.push_str(key);
            self.out.push(':');
            let blanks = if is_aligned(&item.node, around) { column.saturating_sub(length(key)) } else { 0 };
            let fits = |line: &&String| around.indent + length(key) + 2 + blanks + length(line) <= WIDTH;
            match line.as_ref().filter(|line| fits(line) || !has_parts(&item.node)) {
                Some(line) if line.is_empty() => self.end_line(item.right),
                Some(line) => {
                    self.out.push_str(&" ".repeat(blanks + 1));
                    self.out.push_str(line);
                    self.end_line(item.right);
                }
                None => self.below(item, around)?,
            }
        }
        self.tail(map, around);
        Some(())
    }

    fn list(&mut self, list: &Collection<'_>, around: &Around) -> Option<()> {
        let room = WIDTH.saturating_sub(around.indent + STEP);
        let rows = rows(list, around);
        let widths = columns::widths(&rows, room);
        for (number, item) in list.items.iter().enumerate() {
            self.above(item, number == 0, around, false);
            self.indent(around.indent);
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
                None => self.block_item(item, around)?,
            }
        }
        self.tail(list, around);
        Some(())
    }

    /// What follows a dash when it does not fit behind it.
    fn block_item(&mut self, item: &Item<'_>, around: &Around) -> Option<()> {
        let Value::Map(map) = &item.node.value else { return self.below(item, around) };
        // A comment behind the dash has become one above it.
        let mut inner = Self { out: String::new() };
        inner.entries(map, &around.deeper(true))?;
        self.out.push(' ');
        self.out.push_str(inner.out.trim_start_matches(' '));
        Some(())
    }

    /// What follows a key or a dash when it does not fit behind it.
    fn below(&mut self, item: &Item<'_>, around: &Around) -> Option<()> {
        match &item.node.value {
            Value::Scalar(raw) => {
                let mut lines = raw.lines().map(str::trim);
                self.out.push(' ');
                self.out.push_str(lines.next()?);
                for line in lines {
                    self.out.push('\n');
                    if !line.is_empty() {
                        self.indent(around.indent + STEP);
                        self.out.push_str(line);
                    }
                }
                self.end_line(item.right);
            }
            Value::BlockScalar { header, lines } => {
                self.out.push(' ');
                self.out.push_str(header);
                self.end_line(item.right);
                self.out.push_str(&block_scalar::indented(header, lines, around.indent + STEP)?);
            }
            Value::List(list) => {
                self.end_line(item.right);
                self.list(list, &around.deeper(true))?;
            }
            Value::Map(map) => {
                self.end_line(item.right);
                self.entries(map, &around.deeper(false))?;
            }
        }
        Some(())
    }

    /// Comments and blank lines above an item.
    fn above(&mut self, item: &Item<'_>, first: bool, around: &Around, apart: bool) {
        let blank_first = item.comments.first().map_or(item.blank, |comment| comment.blank);
        if !first && (blank_first || apart) {
            self.out.push('\n');
        }
        self.comments(&item.comments, around.indent);
        if item.blank && !item.comments.is_empty() {
            self.out.push('\n');
        }
    }

    fn tail(&mut self, collection: &Collection<'_>, around: &Around) {
        let anything_above = !collection.items.is_empty();
        if anything_above && collection.tail.first().is_some_and(|comment| comment.blank) {
            self.out.push('\n');
        }
        self.comments(&collection.tail, around.indent);
    }

    /// The blank line above the first one is up to the caller.
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

/// A value in one line, if it may stand in one. A field may, even when it is written over several.
fn one_line(node: &Node<'_>, around: &Around) -> Option<String> {
    let field = || if around.indent > 0 && !around.in_list { inline::field(node) } else { None };
    inline::inline(node).or_else(field)
}

/// It can be written over several lines as well.
fn has_parts(node: &Node<'_>) -> bool {
    matches!(&node.value, Value::List(inner) | Value::Map(inner) if !inline::is_empty(inner))
}

/// Its `{` stands below those of its neighbours.
fn is_aligned(node: &Node<'_>, around: &Around) -> bool {
    around.indent > 0 && !around.in_list && matches!(&node.value, Value::Map(map) if !inline::is_empty(map))
}

/// The length of the longest key whose line fits when all `{` begin behind it.
fn column(map: &Collection<'_>, lines: &[Option<String>], around: &Around) -> usize {
    let lengths: Vec<(usize, usize)> = map
        .items
        .iter()
        .zip(lines)
        .filter(|(item, _)| is_aligned(&item.node, around))
        .filter_map(|(item, line)| Some((length(item.key?), length(line.as_ref()?))))
        .collect();
    columns::behind_keys(&lengths, WIDTH.saturating_sub(around.indent))
}

/// The rows of a list of `{ }`; none when they are not to be aligned.
fn rows(list: &Collection<'_>, around: &Around) -> Vec<Vec<String>> {
    // `around` is inside of the list already.
    let nested = around.indent > STEP;
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
