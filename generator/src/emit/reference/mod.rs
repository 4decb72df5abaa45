//! What a reference says of endpoints, whether it is the pages of `docs` or the sandbox's explorer: sentences in Markdown, bodies as
//! JSON, and the style that both have.

mod field;
mod json;
mod outcome;

pub use {
    field::{facts, type_words},
    json::pretty,
    outcome::{outcome_facts, where_the_result_is},
};

/// Colours, type and parts.
pub const BASE_CSS: &str = include_str!("assets/base.css");
/// Switches between light and dark.
pub const THEME_JS: &str = include_str!("assets/theme.js");

/// A text in a code span, unless that would end it.
fn code(text: &str) -> String {
    if text.contains('`') { text.to_owned() } else { format!("`{text}`") }
}
