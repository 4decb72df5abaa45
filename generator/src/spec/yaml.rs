//! From text to [`Node`]s, with limits against hostile input.
//!
//! The parser hands out events, which are put together here without recursion. What specs have no use for (anchors,
//! aliases, tags, directives, several documents) is refused, so that a spec means what it looks like. In documents that
//! somebody else has written, aliases are followed.

use super::aliases::{self, Anchors};
use super::{Entry, FileId, Node, Scalar, Span, Value};
use crate::diagnostics::{Finding, Findings};
use crate::spec::findings::yaml_error;
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, options};

/// Levels of nesting. A spec needs eight.
const MAX_DEPTH: usize = 64;
/// Values and keys in a file: three times what 512 fields in each of a hundred types come to.
const MAX_NODES: usize = 1_000_000;

/// What is wrong when reading cannot go on.
type Stop = Box<Finding>;

/// Reads a file. `None` after a finding: half of a file would only lead to misleading ones.
pub fn parse(file: FileId, text: &str, findings: &mut Findings) -> Option<Node> {
    read(file, text, None, findings)
}

/// Reads a document as [`parse`] does, with the values of aliases in their places and `<<` merged. All values together are
/// at most [`MAX_NODES`].
pub(crate) fn parse_with_aliases(file: FileId, text: &str, findings: &mut Findings) -> Option<Node> {
    read(file, text, Some(Anchors::default()), findings)
}

fn read(file: FileId, text: &str, anchors: Option<Anchors>, findings: &mut Findings) -> Option<Node> {
    if let Some(finding) = indented_by_tab(file, text) {
        findings.push(finding);
        return None;
    }
    let mut tree =
        Tree { file, stack: Vec::new(), root: None, nodes: 0, documents: 0, refused: false, anchors };
    let options = options! {
        disallow_directives: true,
        emit_comments: false,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((event, span)) => {
                if let Some(tag) = span.tag_span() {
                    tree.refuse(yaml_error::tag(place(file, &tag, text)), findings);
                }
                tree.add(event, place(file, &span, text), findings)
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                let end =
                    text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
                let span = Span::new(file, at, end);
                Err(Box::new(match error.kind() {
                    ErrorKind::DirectiveDisallowed => yaml_error::directive(span),
                    _ => yaml_error::invalid(span, &error.info()),
                }))
            }
        };
        if let Err(finding) = step {
            findings.push(*finding);
            return None;
        }
    }
    if tree.refused {
        return None;
    }
    if tree.root.as_ref().is_none_or(Node::is_null) {
        findings.push(yaml_error::empty(Span::start_of(file)));
        return None;
    }
    tree.root
}

/// A tab before the first word of a line, which YAML forbids and editors show as blanks.
fn indented_by_tab(file: FileId, text: &str) -> Option<Finding> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line.get(..indent).and_then(|blanks| blanks.find('\t'))
            && !line.trim().is_empty()
        {
            return Some(yaml_error::tab(Span::new(file, start + tab, start + tab + 1)));
        }
        start += line.len();
    }
    None
}

fn place(file: FileId, span: &granit_parser::Span, text: &str) -> Span {
    let range = span.byte_range().unwrap_or(0..0);
    let end = range.end.min(text.len());
    let start = range.start.min(end);
    // A collection in block form ends where the next thing begins; a person would say: with its last word.
    let trimmed = text.get(start..end).map_or(end, |slice| start + slice.trim_end().len());
    Span::new(file, start, trimmed)
}

/// What has been read so far.
struct Tree {
    file: FileId,
    stack: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
    /// Something was found that is YAML, but not for specs: go on for more findings, but hand out nothing.
    refused: bool,
    /// Where aliases are followed, the values that they can stand for.
    anchors: Option<Anchors>,
}

/// A collection whose end has not come yet.
enum Open {
    List { start: Span, anchor: usize, items: Vec<Node> },
    Map { start: Span, anchor: usize, entries: Vec<Entry>, key: Option<(String, Span)> },
}

impl Tree {
    fn add(&mut self, event: Event<'_>, span: Span, findings: &mut Findings) -> Result<(), Stop> {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Box::new(yaml_error::second_document(span)));
                }
            }
            Event::Scalar(text, style, anchor, ..) => {
                let scalar = Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                return self.named(anchor, Node { span, value: Value::Scalar(scalar) }, findings);
            }
            Event::SequenceStart(_, anchor, ..) => {
                return self.open(Open::List { start: span, anchor, items: Vec::new() });
            }
            Event::MappingStart(_, anchor, ..) => {
                return self.open(Open::Map { start: span, anchor, entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(span, findings),
            Event::Anchor(..) if self.anchors.is_some() => {}
            Event::Anchor(..) => self.refuse(yaml_error::anchor(span), findings),
            Event::Alias(anchor) if self.anchors.is_some() => return self.alias(anchor, span, findings),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(yaml_error::anchor(span), findings);
                let nothing = Scalar { text: String::new(), plain: true };
                return self.value(Node { span, value: Value::Scalar(nothing) }, findings);
            }
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, collection: Open) -> Result<(), Stop> {
        if self.stack.len() >= MAX_DEPTH {
            let (Open::List { start, .. } | Open::Map { start, .. }) = collection;
            return Err(Box::new(yaml_error::too_deep(start, MAX_DEPTH)));
        }
        self.stack.push(collection);
        Ok(())
    }

    fn close(&mut self, end: Span, findings: &mut Findings) -> Result<(), Stop> {
        let (anchor, node) = match self.stack.pop() {
            Some(Open::List { start, anchor, items }) => {
                let end = items.last().map_or(end.end, |item| item.span.end).max(end.end);
                (anchor, Node { span: Span { end: end.max(start.end), ..start }, value: Value::List(items) })
            }
            Some(Open::Map { start, anchor, entries, .. }) => {
                let end = entries.last().map_or(end.end, |entry| entry.value.span.end).max(end.end);
                let entries = if self.anchors.is_some() { aliases::merged(entries) } else { entries };
                (anchor, Node { span: Span { end: end.max(start.end), ..start }, value: Value::Map(entries) })
            }
            None => return Ok(()),
        };
        self.named(anchor, node, findings)
    }

    /// A complete value. Where aliases are followed, it is remembered under its anchor; 0 is none.
    fn named(&mut self, anchor: usize, node: Node, findings: &mut Findings) -> Result<(), Stop> {
        if let Some(anchors) = self.anchors.as_mut().filter(|_| anchor > 0) {
            anchors.insert(anchor, node.clone());
            self.nodes += aliases::count(&node);
        }
        self.value(node, findings)
    }

    /// The value that an alias stands for.
    fn alias(&mut self, anchor: usize, span: Span, findings: &mut Findings) -> Result<(), Stop> {
        let Some(node) = self.anchors.as_ref().and_then(|anchors| anchors.get(&anchor)) else {
            return Err(Box::new(yaml_error::alias_within_itself(span)));
        };
        self.nodes += aliases::count(node) - 1;
        if self.nodes > MAX_NODES {
            return Err(Box::new(yaml_error::aliases_too_large(span, MAX_NODES)));
        }
        if self.stack.len() + aliases::depth(node) > MAX_DEPTH {
            return Err(Box::new(yaml_error::too_deep(span, MAX_DEPTH)));
        }
        let node = node.clone();
        self.value(node, findings)
    }

    /// A complete value takes its place in the collection around it.
    fn value(&mut self, node: Node, findings: &mut Findings) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(Box::new(yaml_error::too_many_values(Span::start_of(self.file), MAX_NODES)));
        }
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, value: node }),
                None => match node.value {
                    Value::Scalar(scalar) => *key = Some((scalar.text, node.span)),
                    _ => {
                        *key = Some((String::new(), node.span));
                        self.refuse(yaml_error::key_not_text(node.span), findings);
                    }
                },
            },
        }
        Ok(())
    }

    fn refuse(&mut self, finding: Finding, findings: &mut Findings) {
        self.refused = true;
        findings.push(finding);
    }
}
