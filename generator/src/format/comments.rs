//! Which comment belongs to what.

use super::events::RawComment;
use super::tree::{Collection, Comment, Item, Node, Value};
use std::iter::Peekable;
use std::vec::IntoIter;

/// Gives every comment its place beside a value.
pub(super) fn comments<'a>(mut root: Node<'a>, comments: Vec<RawComment<'a>>, text: &'a str) -> Node<'a> {
    let mut attacher = Attacher { text, comments: comments.into_iter().peekable() };
    attacher.node(&mut root, usize::MAX, 0);
    root
}

struct Attacher<'a> {
    text: &'a str,
    comments: Peekable<IntoIter<RawComment<'a>>>,
}

impl<'a> Attacher<'a> {
    /// `until` is where the next thing after the value begins, `column` the least that a comment in it is indented by.
    fn node(&mut self, node: &mut Node<'a>, until: usize, column: usize) {
        let end = node.end;
        match &mut node.value {
            Value::Scalar(_) | Value::BlockScalar { .. } => {}
            Value::List(collection) => self.collection(collection, end, until, column, true),
            Value::Map(collection) => self.collection(collection, end, until, column, false),
        }
    }

    fn collection(
        &mut self,
        collection: &mut Collection<'a>,
        end: usize,
        until: usize,
        least: usize,
        is_list: bool,
    ) {
        let flow = collection.flow;
        let starts: Vec<usize> =
            collection.items.iter().map(|item| self.line_item_start(item.start, is_list && !flow)).collect();
        let column = starts.first().filter(|_| !flow).map_or(least, |start| self.column(*start)).max(least);
        let last = if flow { end } else { until };
        let nexts = starts.iter().skip(1).copied().chain([last]);
        for ((item, start), next) in collection.items.iter_mut().zip(starts.iter().copied()).zip(nexts) {
            item.comments = self.take_while(|comment, _| comment.start < start);
            item.blank = self.blank_above(start);
            self.before_value(item);
            self.node(&mut item.node, next, column + 1);
            self.behind_value(item, next);
        }
        collection.tail = self.take_while(|comment, at| comment.start < last && (flow || at >= column));
    }

    /// Comments behind a key or a dash, and those between it and a value that is not written below it.
    fn before_value(&mut self, item: &mut Item<'a>) {
        let start = item.node.start;
        let header = matches!(item.node.value, Value::BlockScalar { .. });
        let end = if header { item.node.end } else { start };
        let behind = |comment: &RawComment<'a>| comment.start < end;
        if let Some(comment) = self.peek().filter(behind)
            && !self.has_own_line(comment.start)
        {
            item.right = self.comments.next().map(|comment| comment.text);
        }
        let is_block = matches!(&item.node.value, Value::List(inner) | Value::Map(inner) if !inner.flow);
        if !is_block {
            let more = self.take_while(|comment, _| comment.start < start);
            item.comments.extend(more);
        }
    }

    /// The comment on the line on which the value ends.
    fn behind_value(&mut self, item: &mut Item<'a>, next: usize) {
        let Some(comment) = self.peek().filter(|comment| comment.start < next) else { return };
        let between = self.text.get(item.node.end..comment.start);
        if item.right.is_none() && between.is_some_and(|between| !between.contains('\n')) {
            item.right = self.comments.next().map(|comment| comment.text);
        }
    }

    fn peek(&mut self) -> Option<RawComment<'a>> {
        self.comments.peek().copied()
    }

    /// Takes comments with lines of their own as long as a condition on their place and column holds.
    fn take_while(&mut self, condition: impl Fn(&RawComment<'a>, usize) -> bool) -> Vec<Comment<'a>> {
        let mut taken = Vec::new();
        while let Some(comment) = self.peek().filter(|comment| condition(comment, self.column(comment.start)))
        {
            self.comments.next();
            taken.push(Comment { text: comment.text, blank: self.blank_above(comment.start) });
        }
        taken
    }

    /// Of an item of a block list, where its dash is.
    fn line_item_start(&self, start: usize, is_block_list: bool) -> usize {
        let before = self.text.get(..start).unwrap_or_default().trim_end();
        if is_block_list && before.ends_with('-') { before.len() - 1 } else { start }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
    }

    /// In characters, from 0.
    fn column(&self, at: usize) -> usize {
        self.text.get(self.line_start(at)..at).unwrap_or_default().chars().count()
    }

    fn has_own_line(&self, at: usize) -> bool {
        self.text.get(self.line_start(at)..at).unwrap_or_default().trim().is_empty()
    }

    /// The line above is blank. What begins within a line has none above it.
    fn blank_above(&self, at: usize) -> bool {
        let above = self.text.get(..self.line_start(at)).unwrap_or_default();
        let line = above.strip_suffix('\n').unwrap_or(above);
        let line = line.rsplit('\n').next().unwrap_or_default();
        self.has_own_line(at) && !above.is_empty() && line.trim().is_empty()
    }
}
