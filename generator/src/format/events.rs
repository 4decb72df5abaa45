//! From text to values, and beside them the comments.

use super::tree::{Collection, Item, Node, Value};
use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, options};
use std::ops::Range;

/// Levels of nesting, as for reading specs.
const MAX_DEPTH: usize = 64;

/// A comment and where it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawComment<'a> {
    /// The byte of its `#`.
    pub(super) start: usize,
    /// With its `#`, without blanks at the end.
    pub(super) text: &'a str,
}

/// The values without comments, and all comments in order. `None` when it is not YAML, or not one document.
pub(super) fn read(text: &str) -> Option<(Node<'_>, Vec<RawComment<'_>>)> {
    let options = options! {
        disallow_directives: true,
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder { text, stack: Vec::new(), root: None };
    let mut comments = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.ok()?;
        let place = span.byte_range()?;
        if let Event::Comment(..) = event {
            comments.push(RawComment { start: place.start, text: text.get(place)?.trim_end() });
        } else {
            builder.add(event, place)?;
        }
    }
    comments.sort_by_key(|comment| comment.start);
    builder.root.map(|root| (root, comments))
}

struct Builder<'a> {
    text: &'a str,
    stack: Vec<Open<'a>>,
    root: Option<Node<'a>>,
}

/// A collection whose end has not come yet.
struct Open<'a> {
    start: usize,
    is_map: bool,
    collection: Collection<'a>,
    /// A key whose value has not come yet.
    key: Option<Range<usize>>,
}

impl<'a> Builder<'a> {
    fn add(&mut self, event: Event<'_>, place: Range<usize>) -> Option<()> {
        match event {
            Event::Scalar(_, style, ..) => {
                let node = self.scalar(style, place)?;
                self.value(node)?;
            }
            Event::SequenceStart(style, ..) => self.open(false, style, place.start),
            Event::MappingStart(style, ..) => self.open(true, style, place.start),
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.stack.pop()?;
                let last = open.collection.items.last().map_or(open.start, |item| item.node.end);
                let end = if open.collection.flow { place.end } else { last };
                let value =
                    if open.is_map { Value::Map(open.collection) } else { Value::List(open.collection) };
                self.value(Node { start: open.start, end, value })?;
            }
            Event::Anchor(..) | Event::Alias(_) | Event::UnresolvedAlias(_) => return None,
            _ => {}
        }
        Some(())
    }

    fn open(&mut self, is_map: bool, style: StructureStyle, start: usize) {
        let flow = style == StructureStyle::Flow;
        let collection = Collection { flow, items: Vec::new(), tail: Vec::new() };
        self.stack.push(Open { start, is_map, collection, key: None });
    }

    fn scalar(&self, style: ScalarStyle, place: Range<usize>) -> Option<Node<'a>> {
        let (start, end) = (place.start, place.end);
        if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            let raw = self.text.get(place)?.trim_end();
            return Some(Node { start, end: start + raw.len(), value: Value::Scalar(raw) });
        }
        // The place is that of the lines; the header is what stands before them in the line above.
        let from = self.stack.last().and_then(|open| open.key.as_ref()).map_or(0, |key| key.end);
        let head = self.text.get(from..start)?;
        let header = from + head.find(['|', '>'])?;
        let line_end = self.text.get(header..)?.find('\n').map_or(end, |at| header + at);
        let header_line = self.text.get(header..line_end)?;
        let header_text = header_line.split([' ', '\t', '#']).next()?;
        let lines = self.text.get(line_end..end.max(line_end))?.trim_end();
        let lines = lines.strip_prefix('\n').unwrap_or(lines);
        Some(Node {
            start: header,
            end: line_end + 1 + lines.len(),
            value: Value::BlockScalar { header: header_text, lines },
        })
    }

    /// A complete value takes its place in the collection around it.
    fn value(&mut self, node: Node<'a>) -> Option<()> {
        let Some(open) = self.stack.last_mut() else {
            self.root = Some(node);
            return Some(());
        };
        let (start, key) = match (open.is_map, open.key.take()) {
            (false, _) => (node.start, None),
            (true, Some(key)) => (key.start, Some(self.text.get(key)?)),
            (true, None) => {
                open.key = Some(node.start..node.end);
                return matches!(node.value, Value::Scalar(_)).then_some(());
            }
        };
        open.collection.items.push(Item {
            comments: Vec::new(),
            blank: false,
            key,
            start,
            node,
            right: None,
        });
        Some(())
    }
}
