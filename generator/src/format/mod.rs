//! The canonical layout of a spec file: what it says and its comments stay, their arrangement becomes one that everybody
//! shares.
//!
//! - Two blanks for each level; blank lines only between entries, never two.
//! - What is in `{ }` or `[ ]` stands in one line where it fits in 120 characters, and else an entry in each line. A field
//!   written over several lines goes into `{ }` when it fits.
//! - Fields are aligned: their `{` stand below each other. So are the values in a list of `{ }`, such as result codes.
//! - A blank line before `request`, `response`, `results` and `examples` of an endpoint, and before each type.
//!
//! Scalars are copied as they are spelled. The result is read again and compared before it is handed out.

mod block_scalar;
pub(crate) mod columns;
mod comments;
mod events;
mod inline;
mod print;
mod rewrite;
mod tree;

pub use rewrite::{Edit, rewrite};

use crate::diagnostics::Findings;
use crate::spec::{FileId, Node, Value, parse_yaml};
use std::fmt;

/// A file whose layout is left alone, because another one would change what it says or lose a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unformattable;

impl fmt::Display for Unformattable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "cannot be laid out without changing what it says; write it more plainly: comments on lines of their own, \
             `|` without a digit or `+`",
        )
    }
}

impl std::error::Error for Unformattable {}

/// Lays a spec file out. Laying out the result again changes nothing.
///
/// # Errors
/// The file is not YAML as specs are written in, or the result would not say the same with the same comments.
pub fn format(text: &str) -> Result<String, Unformattable> {
    let text = with_plain_lines(text);
    let formatted = once(&text)?;
    let same = tree(&text).zip(tree(&formatted)).is_some_and(|(old, new)| is_same(&old, &new));
    let stable = once(&formatted).is_ok_and(|again| again == formatted);
    let kept = comments(&text) == comments(&formatted);
    if same && stable && kept { Ok(formatted) } else { Err(Unformattable) }
}

/// Without a byte order mark, and with `\n` at the end of each line.
fn with_plain_lines(text: &str) -> String {
    text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n")
}

fn comments(text: &str) -> Option<Vec<String>> {
    let (_, comments) = events::read(text)?;
    Some(comments.iter().map(|comment| comment.text.to_owned()).collect())
}

fn once(text: &str) -> Result<String, Unformattable> {
    let (root, comments) = events::read(text).ok_or(Unformattable)?;
    let root = comments::comments(root, comments, text);
    print::file(&root).ok_or(Unformattable)
}

fn tree(text: &str) -> Option<Node> {
    parse_yaml(FileId::default(), text, &mut Findings::default())
}

/// Whether two files say the same, places aside.
fn is_same(old: &Node, new: &Node) -> bool {
    match (&old.value, &new.value) {
        (Value::Scalar(old), Value::Scalar(new)) => old == new,
        (Value::List(old), Value::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_same(old, new))
        }
        (Value::Map(old), Value::Map(new)) => {
            old.len() == new.len()
                && old.iter().zip(new).all(|(old, new)| old.key == new.key && is_same(&old.value, &new.value))
        }
        _ => false,
    }
}
