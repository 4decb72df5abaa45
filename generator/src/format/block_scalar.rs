//! Texts of several lines.

/// The lines with another indentation; `None` when that cannot be told apart from the text.
pub(super) fn indented(header: &str, lines: &str, indent: usize) -> Option<String> {
    // A digit says how much the text itself is indented, `+` that blank lines at the end count.
    if header.contains(|c: char| c.is_ascii_digit() || c == '+') {
        return None;
    }
    let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let base = lines.lines().filter(|line| !line.trim().is_empty()).map(blanks).min().unwrap_or_default();
    let mut out = String::new();
    for line in lines.lines() {
        let text = line.get(base..).unwrap_or_default();
        if !text.trim().is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(text);
        }
        out.push('\n');
    }
    Some(out)
}
