//! Limits of texts.

use crate::diagnostics::Span;

/// Limits of a text, in characters (Unicode scalar values).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TextLimits {
    /// `max_length`; `None` when the wallet states none.
    pub max: Option<usize>,
    /// `min_length`.
    pub min: usize,
    /// `pattern`: a regular expression that the whole text matches.
    pub pattern: Option<String>,
    /// `forbidden_chars`: characters that the text must not contain.
    pub forbidden_chars: String,
}

/// Something that the wallet's table did not show, which is not the same as "no limit" or "optional".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Unseen {
    /// The length.
    pub max_length: bool,
    /// The mark whether it is required.
    pub required: bool,
}

impl Unseen {
    /// The words of `unseen`.
    pub const WORDS: &'static [&'static str] = &["max_length", "required"];

    /// Those of the words that hold.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        let holds = [self.max_length, self.required];
        Self::WORDS.iter().zip(holds).filter(|(_, holds)| *holds).map(|(word, _)| *word).collect()
    }

    /// Adds a word; false when there is no such word.
    pub fn add(&mut self, word: &str) -> bool {
        match word {
            "max_length" => self.max_length = true,
            "required" => self.required = true,
            _ => return false,
        }
        true
    }
}

/// One of a list of texts. Enums are open when read: a value that is not listed is kept.
#[derive(Debug, Clone, Hash)]
pub struct Enum {
    /// As written.
    pub values: Vec<EnumValue>,
    /// `open: true`: the list may grow, so other values may be sent too.
    pub open: bool,
}

/// One listed value.
#[derive(Debug, Clone, Hash)]
pub struct EnumValue {
    /// On the wire.
    pub value: String,
    /// Its name in Rust, where it is not the one that follows from the value.
    pub rust_name: Option<String>,
    /// In Markdown.
    pub doc: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Limits of the keys of a map.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct KeyLimits {
    /// `keys`: the only keys that may be sent; empty when any may.
    pub allowed: Vec<String>,
    /// `max_entries`.
    pub max_entries: Option<usize>,
    /// `max_key_length`, in characters.
    pub max_length: Option<usize>,
}
