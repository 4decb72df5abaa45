//! Text from outside, for a terminal: what would steer it is spelled out.

/// On one line: line breaks are spelled out, too.
pub fn on_one_line(text: &str) -> String {
    spelled(text, |_| false)
}

/// As it is laid out: with its line breaks and tabs.
pub fn laid_out(text: &str) -> String {
    spelled(text, |c| matches!(c, '\n' | '\t'))
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
    fn nothing_steers_a_terminal_and_the_rest_stays() {
        let text = "the sandbox's \"é\" \\ ไม่\n\u{1b}[2J\u{202e}";
        assert_eq!(on_one_line(text), "the sandbox's \"é\" \\ ไม่\\n\\u{1b}[2J\\u{202e}");
        assert_eq!(laid_out(text), "the sandbox's \"é\" \\ ไม่\n\\u{1b}[2J\\u{202e}");
    }
}
