//! What of a page is not in the specs.

use std::collections::BTreeSet;
use std::fmt;

/// The most characters of a text that is shown.
const SHOWN: usize = 120;

/// A paragraph, a cell or a part of one that is not in the specs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// Its line in the page, counted from 1.
    pub line: usize,
    /// The text, shortened, or why it could not be used.
    pub text: String,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.line)?;
        // A page may contain anything; a terminal should not act on it.
        for c in self.text.chars() {
            if c.is_control() { write!(f, "{}", c.escape_unicode())? } else { write!(f, "{c}")? }
        }
        Ok(())
    }
}

/// All that is left out, by line.
#[derive(Debug, Default)]
pub(super) struct Notes(BTreeSet<LeftOut>);

impl Notes {
    /// A text that nothing was made of.
    pub(super) fn unused(&mut self, line: usize, text: &str) {
        let text = super::document::plain(text).replace('\n', " ");
        if !text.is_empty() {
            self.0.insert(LeftOut { line, text: format!("not used: {}", shortened(&text)) });
        }
    }

    /// What could not be done, and why.
    pub(super) fn add(&mut self, line: usize, text: impl Into<String>) {
        self.0.insert(LeftOut { line, text: text.into() });
    }

    pub(super) fn into_list(self) -> Vec<LeftOut> {
        self.0.into_iter().collect()
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
