//! A message read without its types: for ids, keys, statuses and amounts, which are looked up by their paths and compared
//! alike in typed messages, untyped ones and requests kept from before a crash.

use std::{borrow::Cow, fmt};

use crate::{
    codec::{Decode, Decoded, Encode, Fields, Items, Number, View, from_json, read_into},
    decimal,
    format::DecodedBody,
};

/// A value of a message. Fields that come twice are kept twice.
#[derive(Clone, PartialEq)]
pub(crate) enum Tree {
    Null,
    Boolean(bool),
    /// The digits as JSON has them.
    Number(String),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

/// The value at a path.
#[derive(Debug, PartialEq)]
pub(crate) enum Lookup<'a> {
    /// Not there, `null` or empty.
    Absent,
    /// More than one, so that it is ambiguous.
    Repeated,
    /// The value.
    Found(Cow<'a, Tree>),
}

impl Tree {
    /// The value of a JSON text; `Null` for anything else.
    pub(crate) fn from_json(json: &[u8]) -> Self {
        from_json(json).map_or(Self::Null, |(tree, _)| tree)
    }

    /// The value of a message in any format; `Null` where it can't be read.
    pub(crate) fn read(body: &DecodedBody) -> Self {
        let mut tree = Self::Null;
        match read_into(&mut tree, body) {
            Ok(_) => tree,
            Err(_) => Self::Null,
        }
    }

    /// The value at a path: names on the wire with dots between them. A path also leads into JSON inside a text.
    pub(crate) fn find(&self, path: &str) -> Lookup<'_> {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let fields = match self {
            Self::Object(fields) => fields,
            Self::Text(_) => {
                return self.inside().map_or(Lookup::Absent, |inner| inner.find(path).into_owned());
            }
            _ => return Lookup::Absent,
        };
        let mut found = fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value);
        match (found.next(), found.next(), rest) {
            (Some(_), Some(_), _) => Lookup::Repeated,
            (Some(value), None, Some(rest)) => value.find(rest),
            (Some(value), None, None) if !value.is_empty() => Lookup::Found(Cow::Borrowed(value)),
            _ => Lookup::Absent,
        }
    }

    /// Returns the text at a path, unless it is empty; a number as its digits.
    pub(crate) fn text_at(&self, path: &str) -> Option<String> {
        match self.find(path) {
            Lookup::Found(value) => value.scalar().map(Cow::into_owned),
            Lookup::Absent | Lookup::Repeated => None,
        }
    }

    /// Whether there is exactly one value at a path.
    pub(crate) fn has(&self, path: &str) -> bool {
        matches!(self.find(path), Lookup::Found(_))
    }

    /// The entries of a list. One entry where a list is documented is a list of one, as everywhere.
    pub(crate) fn entries(&self, path: &str) -> Vec<Self> {
        let Lookup::Found(list) = self.find(path) else { return Vec::new() };
        let list = match &*list {
            Self::Text(_) => list.inside(),
            _ => Some(list.into_owned()),
        };
        match list {
            Some(Self::List(entries)) => entries,
            Some(entry @ Self::Object(_)) => vec![entry],
            _ => Vec::new(),
        }
    }

    /// Puts a value at a path, in objects that are made on the way.
    pub(crate) fn put(&mut self, path: &str, value: Self) {
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(Vec::new());
        }
        let Self::Object(fields) = self else { return };
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let at = fields.iter().position(|(field, _)| field == name).unwrap_or_else(|| {
            fields.push((name.to_owned(), Self::Null));
            fields.len() - 1
        });
        match rest {
            Some(rest) => fields[at].1.put(rest, value),
            None => fields[at].1 = value,
        }
    }

    /// A value that is neither an object nor a list, as text. The same number has the same text, however it was written.
    pub(crate) fn scalar(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(digits) => {
                Some(decimal::canonical(digits).map_or(Cow::Borrowed(digits.as_str()), Cow::Owned))
            }
            Self::Boolean(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
            Self::Null | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// Whether two ids are the same, compared whole: a number and a text by the digits.
    pub(crate) fn is_same_id(&self, other: &Self) -> bool {
        matches!((self.scalar(), other.scalar()), (Some(one), Some(other)) if one == other)
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Object(fields) => fields.is_empty(),
            Self::Boolean(_) | Self::Number(_) => false,
        }
    }

    /// The value of JSON inside a text.
    fn inside(&self) -> Option<Self> {
        let Self::Text(text) = self else { return None };
        match Self::from_json(text.as_bytes()) {
            inner @ (Self::Object(_) | Self::List(_)) => Some(inner),
            _ => None,
        }
    }
}

impl Lookup<'_> {
    fn into_owned<'b>(self) -> Lookup<'b> {
        match self {
            Self::Absent => Lookup::Absent,
            Self::Repeated => Lookup::Repeated,
            Self::Found(value) => Lookup::Found(Cow::Owned(value.into_owned())),
        }
    }
}

/// Leaves out the values, which may be sensitive.
impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[not shown]")
    }
}

impl Decode for Tree {
    fn empty() -> Self {
        Self::Null
    }
    fn is_required(&self) -> bool {
        false
    }
    fn null(&mut self) {
        *self = Self::Null;
    }
    fn text(&mut self, text: &str) -> Decoded {
        *self = Self::Text(text.to_owned());
        Decoded::Fits
    }
    fn boolean(&mut self, value: bool) -> Decoded {
        *self = Self::Boolean(value);
        Decoded::Fits
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        *self = Self::Number(number.as_str().to_owned());
        Decoded::Fits
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        let mut fields = Vec::new();
        loop {
            let mut value = Self::Null;
            let Some(name) = source.next_entry(&mut value) else { break };
            fields.push((name, value));
        }
        *self = Self::Object(fields);
        Decoded::Fits
    }
    fn list(&mut self, items: &mut dyn Items) -> Decoded {
        let mut list = Vec::new();
        loop {
            let mut item = Self::Null;
            if !items.next_item(&mut item) {
                break;
            }
            list.push(item);
        }
        *self = Self::List(list);
        Decoded::Fits
    }
}

impl Encode for Tree {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        match self {
            Self::Null => visit(View::Absent),
            Self::Boolean(value) => visit(View::Boolean(*value)),
            Self::Number(digits) => visit(View::Number(digits)),
            Self::Text(text) => visit(View::Text(text)),
            Self::List(items) => items.encode(visit),
            Self::Object(fields) => {
                visit(View::Map(
                    &mut fields.iter().map(|(name, value)| (name.as_str(), value as &dyn Encode)),
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(json: &str) -> Tree {
        Tree::from_json(json.as_bytes())
    }

    #[test]
    fn a_value_is_found_by_its_path() {
        let message = tree(
            r#"{"a":"x","b":{"c":{"d":7}},"json":"{\"s\":\"S\",\"t\":\"{\\\"u\\\":1}\",\"twice\":1,\"twice\":1}",
               "null":null,"empty":"","none":{},"list":[1],"twice":1,"twice":1,"p":{"q":1},"p":{"q":1},
               "big":9007199254740993}"#,
        );
        for (path, expected) in [
            ("a", Some("x")),
            ("b.c.d", Some("7")),
            ("json.s", Some("S")),
            ("json.t.u", Some("1")),
            ("big", Some("9007199254740993")),
            ("json.twice", None),
            ("json.none", None),
            ("b.c", None),
            ("a.b", None),
            ("null", None),
            ("empty", None),
            ("none", None),
            ("list", None),
            ("twice", None),
            ("p.q", None),
            ("missing", None),
            ("", None),
        ] {
            assert_eq!(message.text_at(path).as_deref(), expected, "{path}");
        }
        for path in ["twice", "p.q", "json.twice"] {
            assert_eq!(message.find(path), Lookup::Repeated, "{path}");
        }
        assert_eq!(tree("[1").find("a"), Lookup::Absent);
    }

    #[test]
    fn ids_are_compared_whole_whatever_their_type() {
        for (one, other, expected) in [
            (r#""1001""#, r#""1001""#, true),
            ("1001", r#""1001""#, true),
            ("1001", "1001.0", true),
            ("1001", "2002", false),
            ("1001", r#""10010""#, false),
            ("1001", r#""01001""#, false),
            (r#""a""#, r#""A""#, false),
            (r#""a""#, r#""a ""#, false),
            ("9007199254740993", "9007199254740992", false),
            ("{}", "{}", false),
            ("null", "null", false),
        ] {
            assert_eq!(tree(one).is_same_id(&tree(other)), expected, "{one} {other}");
            assert_eq!(tree(other).is_same_id(&tree(one)), expected, "{other} {one}");
        }
    }

    #[test]
    fn values_are_put_where_their_path_says() {
        let mut made = Tree::Null;
        made.put("b.c", tree("1"));
        made.put("a", tree(r#""x""#));
        made.put("b.d", tree("true"));
        let json = crate::codec::to_json(&made).unwrap();
        assert_eq!(String::from_utf8(json).unwrap(), r#"{"b":{"c":1,"d":true},"a":"x"}"#);
    }

    #[test]
    fn a_list_may_have_one_entry_or_stand_in_a_text() {
        let message = tree(r#"{"many":[{"a":1},{"a":2}],"one":{"a":1},"text":"[{\"a\":1}]","none":"x"}"#);
        let counted = ["many", "one", "text", "none", "missing"].map(|path| message.entries(path).len());
        assert_eq!(counted, [2, 1, 1, 0, 0]);
    }

    #[test]
    fn nothing_of_a_value_is_shown() {
        assert_eq!(format!("{:?}", tree(r#"{"token":"secret"}"#)), "[not shown]");
    }
}
