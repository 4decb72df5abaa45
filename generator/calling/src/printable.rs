//! Text from outside, for a terminal: what would steer it is spelled out.

use std::borrow::Cow;

/// On one line: line breaks are spelled out, too.
pub fn on_one_line(text: &str) -> String {
    spelled(text, |_| false)
}

/// As it is laid out: with its line breaks and tabs.
pub fn laid_out(text: &str) -> String {
    spelled(text, |c| matches!(c, '\n' | '\t'))
}

/// At most that many characters of a text. A longer one ends with a whole word and `...`.
#[must_use]
pub fn cut(text: &str, max: usize) -> Cow<'_, str> {
    const MORE: &str = "...";
    if text.chars().nth(max).is_none() {
        return Cow::Borrowed(text);
    }
    let room = text.char_indices().nth(max.saturating_sub(MORE.len() + 1)).map_or(text.len(), |(at, _)| at);
    let kept = text.get(..room).unwrap_or_default();
    // A single word that is too long cannot but be broken.
    let whole = if text.get(room..).is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        Some(room)
    } else {
        kept.rfind(char::is_whitespace)
    };
    let kept = whole.and_then(|at| kept.get(..at)).unwrap_or(kept).trim_end();
    Cow::Owned(format!("{kept} {MORE}"))
}

fn spelled(text: &str, stays: fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) && !stays(c) {
            shown.extend(c.escape_debug());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Control characters, and what changes the direction or the lines of the text behind it.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_with_a_whole_word() {
        assert_eq!(cut("one two three", 13), "one two three");
        assert_eq!(cut("one two three", 12), "one two ...");
        assert_eq!(cut("one two three", 11), "one two ...");
        assert_eq!(cut("one two three", 10), "one ...");
        assert_eq!(cut("äöüäöüäöüäöü", 8), "äöüä ...");
        for max in 0..20 {
            let shown = cut("one two  three vier fünf", max);
            assert!(shown.chars().count() <= max.max(4), "{max}: {shown}");
        }
    }

    #[test]
    fn nothing_steers_a_terminal_and_the_rest_stays() {
        let text = "the sandbox's \"é\" \\ ไม่\n\u{1b}[2J\u{202e}";
        assert_eq!(on_one_line(text), "the sandbox's \"é\" \\ ไม่\\n\\u{1b}[2J\\u{202e}");
        assert_eq!(laid_out(text), "the sandbox's \"é\" \\ ไม่\n\\u{1b}[2J\\u{202e}");
    }
}
