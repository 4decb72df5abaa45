//! JSON text laid out anew, everything else kept: the order of fields, the spelling of numbers.

/// How values are set apart.
#[derive(Clone, Copy)]
pub(super) enum Layout {
    /// `{"a":1,"b":2}`.
    Compact,
    /// `{"a": 1, "b": 2}`.
    OneLine,
    /// One value a line, each level so many blanks further in.
    Indented(usize),
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
    if let Layout::Indented(blanks) = layout {
        out.push('\n');
        out.push_str(&" ".repeat(blanks * depth));
    }
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
        assert_eq!(laid_out("{", Layout::Compact), None);
    }
}
