//! Entries at the top of a file that are written anew, all comments kept.

use super::tree::Value;
use super::{Unformattable, comments, events, format, is_same, tree, with_plain_lines};
use crate::spec;

/// An entry to write anew.
#[derive(Debug, Clone, Copy)]
pub struct Edit<'a> {
    /// Its key.
    pub key: &'a str,
    /// What stands in its place: an entry with its key, or nothing.
    pub entry: Option<&'a str>,
}

/// Writes entries at the top of a spec file anew, and lays the file out. Comments inside of an entry move above it.
///
/// # Errors
/// The file is not YAML as specs are written in, it lacks one of the entries, or what else it says would change.
pub fn rewrite(text: &str, edits: &[Edit<'_>]) -> Result<String, Unformattable> {
    let text = with_plain_lines(text);
    let rewritten = edited(&text, edits).ok_or(Unformattable)?;
    let mut kept = (comments(&text).ok_or(Unformattable)?, comments(&rewritten).ok_or(Unformattable)?);
    kept.0.sort();
    kept.1.sort();
    let same = kept.0 == kept.1 && same_but_for(&text, &rewritten, edits);
    if same { format(&rewritten) } else { Err(Unformattable) }
}

fn edited(text: &str, edits: &[Edit<'_>]) -> Option<String> {
    let (root, comments) = events::read(text)?;
    let Value::Map(map) = &root.value else { return None };
    let mut places = Vec::new();
    for edit in edits {
        let item = map.items.iter().find(|item| item.key == Some(edit.key))?;
        places.push((item.start..item.node.end, edit.entry));
    }
    // From the end, so that the places before stay what they are.
    places.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut out = text.to_owned();
    for (mut place, entry) in places {
        let within = comments.iter().filter(|comment| place.contains(&comment.start));
        let mut lines: Vec<&str> = within.map(|comment| comment.text).chain(entry).collect();
        let behind = text.get(place.end..)?.lines().next().unwrap_or_default();
        match (entry, lines.is_empty(), behind.trim().is_empty()) {
            // The line goes as well.
            (None, true, true) => place.end = text.len().min(place.end + behind.len() + 1),
            // The comment behind the entry gets a line of its own.
            (None, false, false) => lines.push(""),
            _ => {}
        }
        out.replace_range(place, &lines.join("\n"));
    }
    Some(out)
}

/// Whether two files say the same in all entries but those.
fn same_but_for(old: &str, new: &str, edits: &[Edit<'_>]) -> bool {
    let others = |text: &str| {
        let entries = tree(text)?.entries()?.to_vec();
        let edited = |key: &str| {
            let instead =
                |edit: &Edit<'_>| edit.entry.is_some_and(|entry| entry.starts_with(&format!("{key}:")));
            edits.iter().any(|edit| edit.key == key || instead(edit))
        };
        Some(entries.into_iter().filter(|entry| !edited(&entry.key)).collect::<Vec<spec::Entry>>())
    };
    let same = |(old, new): (Vec<spec::Entry>, Vec<spec::Entry>)| {
        old.len() == new.len()
            && old.iter().zip(&new).all(|(old, new)| old.key == new.key && is_same(&old.value, &new.value))
    };
    others(old).zip(others(new)).is_some_and(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(text: &str, edits: &[(&str, Option<&str>)], expected: &str) {
        let edits: Vec<Edit<'_>> = edits.iter().map(|(key, entry)| Edit { key, entry: *entry }).collect();
        assert_eq!(rewrite(text, &edits).as_deref(), Ok(expected));
    }

    #[test]
    fn values_of_every_form_are_replaced() {
        for old in ["[a, b]", "\n  - a\n  - b", "|\n  a\n  b", "\"a\"", "a", "\n  x: 1\n  y: [2]"] {
            let text = format!("path: pay\nkey: {old}\nversion: v1\n");
            becomes(
                &text,
                &[("key", Some("key: { all: [a, b] }"))],
                "path: pay\nkey: { all: [a, b] }\nversion: v1\n",
            );
        }
    }

    #[test]
    fn comments_stay() {
        becomes(
            "path: pay\r\n# above\r\nkey:  # behind\r\n  # within\r\n  - a  # first\r\n  - b  # second\r\n# below\r\nversion: v1\r\n",
            &[("key", Some("key: c"))],
            "path: pay\n# above\n# behind\n# within\n# first\nkey: c  # second\n# below\nversion: v1\n",
        );
        becomes(
            "path: pay\n\n# above\nkey:\n  a: 1  # one\n  b: 2  # two\n\nversion: v1\n",
            &[("key", None)],
            "path: pay\n\n# above\n# one\n# two\n\nversion: v1\n",
        );
    }

    #[test]
    fn an_entry_is_removed_with_its_line() {
        becomes("path: pay\nkey: { a: 1 }\nversion: v1\n", &[("key", None)], "path: pay\nversion: v1\n");
        becomes("path: pay\nkey: 1", &[("key", None)], "path: pay\n");
    }

    #[test]
    fn several_entries_at_once() {
        let text = "a: 1\nb: 2\nc: 3\n";
        let edits = [("c", Some("d: 4")), ("a", None), ("b", Some("b: [2]"))];
        becomes(text, &edits, "b: [2]\n\nd: 4\n");
    }

    #[test]
    fn what_cannot_be_done_is_refused() {
        let edit = |key, entry| [Edit { key, entry }];
        for (text, edits) in [
            ("path: pay\n", edit("key", Some("key: 1"))),
            ("key: 1\nother: &a 1\n", edit("key", None)),
            ("key: 1\ndoc: |+\n  text\n\npath: pay\n", edit("key", None)),
            ("key: 1\npath: pay\n", edit("key", Some("key: 1\nmore: 2"))),
            ("[]", edit("key", None)),
        ] {
            assert_eq!(rewrite(text, &edits), Err(Unformattable), "{text}");
        }
    }
}
