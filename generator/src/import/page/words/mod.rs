//! The words of portals, in English and Spanish, small and without accents. Tables have a text of words a row, with `, ` between.

mod columns;
mod marks;
mod sections;
mod types;

pub(super) use columns::{Column, column};
pub(super) use marks::{Presence, is_blank, is_furniture, is_tick, presence, says_more};
pub(super) use sections::{Section, is_about, section, side_of};
pub(super) use types::{BaseType, base_type};

/// Each word of a row.
fn each(row: &str) -> impl Iterator<Item = &str> {
    row.split(", ")
}

/// Whether a word, or words as a whole, are in a row.
pub(super) fn has(row: &str, word: &str) -> bool {
    each(row).any(|known| known == word)
}

/// Whether no word is in two rows, or in one twice.
#[cfg(test)]
fn is_unambiguous<'a>(rows: impl Iterator<Item = &'a str>) -> bool {
    let mut known = std::collections::HashSet::new();
    rows.flat_map(each).all(|word| known.insert(word))
}
