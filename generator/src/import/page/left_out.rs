//! What of a page is not in the specs.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

/// The most characters of a text that is shown.
const SHOWN: usize = 120;

/// A paragraph, a cell or a part of one that is not in the specs.
///
/// A text that a page repeats, such as the buttons of a portal, is there once, with all of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its lines in the page, counted from 1, in their order. None where it is about the specs that were there before.
    pub lines: Vec<usize>,
    /// The text, shortened, or why it could not be used.
    pub text: String,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, more) = self.lines.split_first().unzip();
        if let Some(first) = first {
            write!(f, "{first}: ")?;
        }
        // A page may contain anything; a terminal should not act on it.
        for c in self.text.chars() {
            if c.is_control() { write!(f, "{}", c.escape_unicode())? } else { write!(f, "{c}")? }
        }
        if let Some(more) = more.filter(|more| !more.is_empty()) {
            let lines: Vec<String> = more.iter().map(usize::to_string).collect();
            write!(f, " ({} times, also in line {})", self.lines.len(), lines.join(", "))?;
        }
        Ok(())
    }
}

/// All that is left out: lines and texts. The line 0 is none of the page.
#[derive(Debug, Default)]
pub(super) struct Notes(BTreeSet<(usize, String)>);

impl Notes {
    /// A text that nothing was made of.
    pub(super) fn unused(&mut self, line: usize, text: &str) {
        let text = super::document::plain(text).replace('\n', " ");
        if !text.is_empty() {
            self.0.insert((line, format!("not used: {}", shortened(&text))));
        }
    }

    /// What could not be done, and why.
    pub(super) fn add(&mut self, line: usize, text: impl Into<String>) {
        self.0.insert((line, text.into()));
    }

    /// What is about the specs that were there before.
    pub(super) fn of_specs(&mut self, text: String) {
        self.0.insert((0, text));
    }

    /// By first line, each text once.
    pub(super) fn into_list(self) -> Vec<LeftOut> {
        let mut list: Vec<LeftOut> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for (line, text) in self.0 {
            match known.get(&text).and_then(|at| list.get_mut(*at)) {
                Some(same) => same.lines.push(line),
                None => {
                    known.insert(text.clone(), list.len());
                    list.push(LeftOut { lines: Vec::from_iter((line > 0).then_some(line)), text });
                }
            }
        }
        list
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHOWN).collect();
    let end = start.rfind(' ').unwrap_or(start.len());
    format!("{} ...", start.get(..end).unwrap_or(&start))
}
