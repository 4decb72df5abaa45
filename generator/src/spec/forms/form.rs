//! What a mapping is made of.

use crate::spec::vocabulary::Word;
use std::borrow::Cow;

/// A mapping with known keys.
#[derive(Debug)]
pub struct Form {
    /// `an endpoint`.
    pub name: &'static str,
    /// Its keys, in the order in which documentation has them. A key that means one thing here and another there has
    /// several rows.
    pub keys: Cow<'static, [Key]>,
    /// The key whose value says which of the others apply. Its first word is the default, unless it is required.
    pub by: Option<&'static str>,
    /// Of these keys, one at least must be there.
    pub any_of: &'static [&'static str],
    /// The value of all other keys, which are names; `None` where there are none.
    pub others: Option<Takes>,
}

/// A row of a form.
#[derive(Debug, Clone)]
pub struct Key {
    /// As specs spell it.
    pub name: &'static str,
    /// The kind of value that it accepts.
    pub takes: Takes,
    /// A sentence or two for people.
    pub about: &'static str,
    /// How a value is written, where that is needed for messages.
    pub example: &'static str,
    /// It must be there, wherever it applies.
    pub required: bool,
    /// The values of `Form::by` with which it applies; empty when it always does.
    pub only: &'static [&'static str],
    /// Keys that must be there with it.
    pub with: &'static [&'static str],
    /// A key of an older edition of the format: read, and offered to nobody.
    pub older: bool,
}

/// The kind of value that a key accepts.
#[derive(Debug, Clone)]
pub enum Takes {
    /// A text, or another single value in its own spelling.
    Text,
    /// A text in the form of this regular expression.
    Pattern(&'static str),
    /// `true` or `false`.
    Boolean,
    /// A whole number from one to the other.
    Integer(i64, i64),
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// One of the words of a dialect.
    Setting(&'static [Word]),
    /// Nothing: a key alone.
    Nothing,
    /// A mapping with known keys.
    Mapping(fn() -> &'static Form),
    /// A list.
    List {
        /// Its items.
        of: &'static Takes,
        /// How many there are at least.
        min: usize,
    },
    /// A mapping from names to values.
    Entries {
        /// A regular expression for the names; empty for any.
        names: &'static str,
        /// The values.
        of: &'static Takes,
        /// How many there are at least.
        min: usize,
    },
    /// A mapping that stands for a JSON object.
    Body,
    /// One of these.
    Any(&'static [Takes]),
}

impl Form {
    pub(super) const fn new(name: &'static str, keys: &'static [Key]) -> Self {
        Self { name, keys: Cow::Borrowed(keys), by: None, any_of: &[], others: None }
    }

    pub(super) const fn by(mut self, key: &'static str) -> Self {
        self.by = Some(key);
        self
    }

    pub(super) const fn any_of(mut self, keys: &'static [&'static str]) -> Self {
        self.any_of = keys;
        self
    }

    pub(super) const fn others(mut self, takes: Takes) -> Self {
        self.others = Some(takes);
        self
    }

    /// The rows of a key.
    pub(crate) fn rows<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Key> {
        self.keys.iter().filter(move |row| row.name == key)
    }

    /// The names of its keys, each once, without those of older editions.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Vec::with_capacity(self.keys.len());
        for row in self.keys.iter().filter(|row| !row.older) {
            if !names.contains(&row.name) {
                names.push(row.name);
            }
        }
        names
    }

    /// Whether a key applies where [`Form::by`] has that value.
    pub(crate) fn applies(&self, key: &str, value: &str) -> bool {
        self.rows(key).any(|row| row.applies(value))
    }

    /// The range of a whole number.
    pub(crate) fn range(&self, key: &str) -> Option<(i64, i64)> {
        self.rows(key).find_map(|row| row.takes.range())
    }

    /// The keys that are missing beside those that are there.
    pub(crate) fn missing<'a>(&'a self, there: &'a [&str]) -> impl Iterator<Item = &'a Key> {
        let is_needed = |row: &Key| {
            let asked_for = |other: &&str| self.rows(other).any(|other| other.with.contains(&row.name));
            (row.required && row.only.is_empty()) || there.iter().any(asked_for)
        };
        self.keys.iter().filter(move |row| !there.contains(&row.name) && is_needed(row))
    }
}

impl Key {
    pub(super) const fn new(name: &'static str, takes: Takes, about: &'static str) -> Self {
        Self { name, takes, about, example: "", required: false, only: &[], with: &[], older: false }
    }

    pub(super) const fn required(mut self, example: &'static str) -> Self {
        self.required = true;
        self.example = example;
        self
    }

    pub(super) const fn only(mut self, only: &'static [&'static str]) -> Self {
        self.only = only;
        self
    }

    pub(super) const fn with(mut self, with: &'static [&'static str], example: &'static str) -> Self {
        self.with = with;
        self.example = example;
        self
    }

    pub(super) const fn older(mut self) -> Self {
        self.older = true;
        self
    }

    /// Whether it applies where [`Form::by`] has that value.
    pub(crate) fn applies(&self, value: &str) -> bool {
        self.only.is_empty() || self.only.contains(&value)
    }
}

impl Takes {
    /// The words of which a value is one.
    pub(crate) fn words(&self) -> Vec<&'static str> {
        match self {
            Self::Word(words) => words(),
            Self::Setting(words) => words.iter().map(|word| word.spelled).collect(),
            Self::Any(alternatives) => alternatives.iter().flat_map(Self::words).collect(),
            _ => Vec::new(),
        }
    }

    /// Besides words, a value may be a name.
    pub(crate) fn has_names(&self) -> bool {
        match self {
            Self::Pattern(_) => true,
            Self::Any(alternatives) => alternatives.iter().any(Self::has_names),
            _ => false,
        }
    }

    fn range(&self) -> Option<(i64, i64)> {
        match self {
            Self::Integer(min, max) => Some((*min, *max)),
            Self::Any(alternatives) => alternatives.iter().find_map(Self::range),
            _ => None,
        }
    }
}

/// The name in Rust.
pub(super) const RUST_NAME: Key = Key::new(
    "rust_name",
    Takes::Text,
    "The name in Rust, where the one that follows from the name on the wire is taken or reads badly.",
);

/// The words of a table that gives each its meaning.
pub(super) fn words<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
    table.iter().map(|(word, _)| *word).collect()
}

/// Names, one at least.
pub(super) const NAMES: Takes = Takes::List { of: &Takes::Text, min: 1 };
/// A name, or several.
pub(crate) const ONE_OR_MORE: Takes = Takes::Any(&[Takes::Text, NAMES]);
