//! JSON text laid out anew, everything else kept: the order of fields, the spelling of numbers.

use std::fmt;

/// How values are set apart.
#[derive(Debug, Clone, Copy)]
pub(super) enum Layout {
    /// `{"a":1,"b":2}`.
    Compact,
    /// `{"a": 1, "b": 2}`.
    OneLine,
    /// One value a line, each level so many blanks further in.
    Indented(usize),
    /// One value a line, each level a tab further in.
    Tabs,
}

pub(super) const LAYOUTS: [Layout; 5] =
    [Layout::Compact, Layout::OneLine, Layout::Indented(2), Layout::Indented(4), Layout::Tabs];

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compact => f.write_str("compact JSON, without blanks"),
            Self::OneLine => f.write_str("JSON on one line, with a blank after `:` and `,`"),
            Self::Indented(blanks) => write!(f, "JSON indented by {blanks} blanks"),
            Self::Tabs => f.write_str("JSON indented by tabs"),
        }
    }
}

/// `None` when it is not JSON.
pub(super) fn laid_out(text: &str, layout: Layout) -> Option<String> {
    serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' => {
                out.push(c);
                while let Some(inside) = characters.next() {
                    out.push(inside);
                    match inside {
                        '\\' => out.extend(characters.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '{' | '[' => {
                out.push(c);
                while characters.next_if(|next| next.is_ascii_whitespace()).is_some() {}
                if let Some(end) = characters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    line_break(&mut out, layout, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line_break(&mut out, layout, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                match layout {
                    Layout::OneLine => out.push(' '),
                    _ => line_break(&mut out, layout, depth),
                }
            }
            ':' => out.push_str(if matches!(layout, Layout::Compact) { ":" } else { ": " }),
            c if c.is_ascii_whitespace() => {}
            c => out.push(c),
        }
    }
    Some(out)
}

fn line_break(out: &mut String, layout: Layout, depth: usize) {
    let step = match layout {
        Layout::Indented(blanks) => " ".repeat(blanks),
        Layout::Tabs => "\t".to_owned(),
        Layout::Compact | Layout::OneLine => return,
    };
    out.push('\n');
    out.push_str(&step.repeat(depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_blanks_change() {
        let text = "{ \"b\" : [ 1.10, {} , \"a: \\\" ,\" ],\n\"a\":null }";
        let as_ = |layout| laid_out(text, layout).expect("JSON");
        assert_eq!(as_(Layout::Compact), r#"{"b":[1.10,{},"a: \" ,"],"a":null}"#);
        assert_eq!(as_(Layout::OneLine), r#"{"b": [1.10, {}, "a: \" ,"], "a": null}"#);
        let indented = "{\n  \"b\": [\n    1.10,\n    {},\n    \"a: \\\" ,\"\n  ],\n  \"a\": null\n}";
        assert_eq!(as_(Layout::Indented(2)), indented);
        assert_eq!(as_(Layout::Tabs), indented.replace("  ", "\t"));
        assert_eq!(laid_out("{", Layout::Compact), None);
    }
}
