//! A value of the document and the JSON pointer that leads to it.

use crate::spec::{Node, Scalar, Value};

/// A value and where it is.
#[derive(Debug, Clone)]
pub(super) struct Place<'d> {
    /// The value.
    pub(super) node: &'d Node,
    /// `/paths/~1v1~1payments~1pay`: empty for the whole document.
    pub(super) pointer: String,
}

impl<'d> Place<'d> {
    /// The value under a key. Of a key that is written twice, the last one counts.
    pub(super) fn get(&self, key: &str) -> Option<Place<'d>> {
        let entry = self.node.entries()?.iter().rev().find(|entry| entry.key == key)?;
        Some(self.step(key, &entry.value))
    }

    /// All keys and values of a mapping; none of anything else.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'d str, Place<'d>)> {
        let entries = self.node.entries().unwrap_or_default();
        entries.iter().map(|entry| (entry.key.as_str(), self.step(&entry.key, &entry.value)))
    }

    /// All items of a list; none of anything else.
    pub(super) fn items(&self) -> impl Iterator<Item = Place<'d>> {
        let items: &'d [Node] = match &self.node.value {
            Value::List(items) => items,
            _ => &[],
        };
        items.iter().enumerate().map(|(number, item)| self.step(&number.to_string(), item))
    }

    /// Whether it is a mapping.
    pub(super) fn is_map(&self) -> bool {
        self.node.entries().is_some()
    }

    /// Whether it is a list.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.node.value, Value::List(_))
    }

    /// A text: not a number, not a boolean, not null.
    pub(super) fn text(&self) -> Option<&'d str> {
        let scalar = self.scalar()?;
        let other = scalar.boolean().is_some() || scalar.number().is_some();
        (!other).then_some(scalar.text.as_str())
    }

    /// `true` or `false`.
    pub(super) fn boolean(&self) -> Option<bool> {
        self.scalar()?.boolean()
    }

    /// A whole number. `12.0` is one.
    pub(super) fn integer(&self) -> Option<i64> {
        let text = self.scalar().filter(|scalar| scalar.plain)?.text.as_str();
        let whole = text.split_once('.').filter(|(_, rest)| rest.bytes().all(|byte| byte == b'0'));
        whole.map_or(text, |(whole, _)| whole).parse().ok()
    }

    /// A single value that is not null.
    pub(super) fn scalar(&self) -> Option<&'d Scalar> {
        self.node.scalar()
    }

    fn step(&self, key: &str, node: &'d Node) -> Place<'d> {
        let key = key.replace('~', "~0").replace('/', "~1");
        Place { node, pointer: format!("{}/{key}", self.pointer) }
    }
}
