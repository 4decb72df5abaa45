//! A file with its comments, ready to be written anew.

/// A value.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    /// The first byte of it in the file.
    pub(super) start: usize,
    /// The byte after its last one.
    pub(super) end: usize,
    pub(super) value: Value<'a>,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    /// As it is spelled, which may be over several lines; empty when nothing is written.
    Scalar(&'a str),
    /// `|` or `>`: the header without its comment, and the lines below it.
    BlockScalar { header: &'a str, lines: &'a str },
    /// `[a]` or `- a`.
    List(Collection<'a>),
    /// `{ a: b }` or `a: b`.
    Map(Collection<'a>),
}

/// A list or mapping.
#[derive(Debug, Clone)]
pub(super) struct Collection<'a> {
    /// In brackets or braces.
    pub(super) flow: bool,
    pub(super) items: Vec<Item<'a>>,
    /// Comments behind the last item.
    pub(super) tail: Vec<Comment<'a>>,
}

/// An entry of a mapping or an item of a list.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    /// Comments on lines above it.
    pub(super) comments: Vec<Comment<'a>>,
    /// A blank line is above it, below its comments.
    pub(super) blank: bool,
    /// As it is spelled; `None` in a list.
    pub(super) key: Option<&'a str>,
    /// Where key or value begin.
    pub(super) start: usize,
    pub(super) node: Node<'a>,
    /// The comment on its first line.
    pub(super) right: Option<&'a str>,
}

/// A comment with a line of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comment<'a> {
    /// With its `#`, without blanks at the end.
    pub(super) text: &'a str,
    /// A blank line is above it.
    pub(super) blank: bool,
}

impl Node<'_> {
    /// Nothing is written.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self.value, Value::Scalar(""))
    }
}

impl Collection<'_> {
    /// A comment is in it, on whatever level.
    pub(super) fn has_comments(&self) -> bool {
        !self.tail.is_empty()
            || self.items.iter().any(|item| {
                let inside = match &item.node.value {
                    Value::List(inner) | Value::Map(inner) => inner.has_comments(),
                    Value::Scalar(_) | Value::BlockScalar { .. } => false,
                };
                inside || !item.comments.is_empty() || item.right.is_some()
            })
    }
}
