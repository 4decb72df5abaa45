//! A comparison in words: for people, for programs, for a changelog.

mod changelog;
mod json;
mod text;

pub use changelog::changelog;
pub use json::json;
pub use text::text;

use super::{Change, Kind};

/// The most characters of a value that are shown to people.
const MAX_VALUE: usize = 72;

/// `64 -> 128`, `IOS`; nothing when there is nothing to say.
fn values(change: &Change, arrow: &str, quote: impl Fn(&str) -> String) -> Option<String> {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => Some(format!("{} {arrow} {}", quote(old), quote(new))),
        // Words that come or go are a change of what is there.
        (Some(old), None) if change.kind == Kind::DocChanged => {
            Some(format!("{} {arrow} nothing", quote(old)))
        }
        (None, Some(new)) if change.kind == Kind::DocChanged => {
            Some(format!("nothing {arrow} {}", quote(new)))
        }
        (Some(only), None) | (None, Some(only)) => Some(quote(only)),
        (None, None) => None,
    }
}

/// One line that neither drives a terminal nor fills a screen.
fn clipped(text: &str) -> String {
    let line = visible(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    match line.char_indices().nth(MAX_VALUE) {
        Some((at, _)) => format!("{}...", line.get(..at).unwrap_or_default()),
        None => line,
    }
}

/// With control characters spelled out.
fn visible(text: &str) -> String {
    let spelled = |c: char| if c.is_control() { c.escape_default().collect() } else { vec![c] };
    text.chars().flat_map(spelled).collect()
}
