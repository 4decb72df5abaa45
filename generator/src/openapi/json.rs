//! JSON as the tree that YAML is read into, which keeps the order of keys. serde_json's values sort them, unless
//! `preserve_order` is on for the whole program.

use crate::spec::{Entry, Node, Scalar, Span, Value};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Reads a text. Nesting is limited by the parser.
pub(super) fn parse(text: &str) -> Result<Node, serde_json::Error> {
    serde_json::from_str::<Tree>(text).map(|tree| tree.0)
}

struct Tree(Node);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(Tree)
    }
}

struct TreeVisitor;

fn node(value: Value) -> Node {
    Node { span: Span::default(), value }
}

fn plain(text: impl ToString) -> Node {
    node(Value::Scalar(Scalar { text: text.to_string(), plain: true }))
}

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(plain("null"))
    }

    fn visit_bool<E>(self, boolean: bool) -> Result<Node, E> {
        Ok(plain(boolean))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(plain(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(plain(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Node, E> {
        let number =
            serde_json::Number::from_f64(number).ok_or_else(|| E::custom("a number that is out of range"))?;
        Ok(plain(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(node(Value::Scalar(Scalar { text: text.to_owned(), plain: false })))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(Tree(item)) = list.next_element()? {
            items.push(item);
        }
        Ok(node(Value::List(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, Tree(value))) = map.next_entry::<String, Tree>()? {
            entries.push(Entry { key, key_span: Span::default(), value });
        }
        Ok(node(Value::Map(entries)))
    }
}
