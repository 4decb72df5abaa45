//! JSON strings spelled in another way, everything else kept: the order of fields, numbers, blanks.

/// Characters that some writers of JSON escape, though they need not.
#[derive(Debug)]
pub(super) struct Class {
    /// The name in messages, in the plural.
    pub(super) name: &'static str,
    /// An escape of one of them, as it is in the text.
    pub(super) example: &'static str,
    /// The libraries that escape them.
    pub(super) writers: &'static str,
    has: fn(char) -> bool,
}

/// Special characters of HTML.
pub(super) const HTML: Class = Class {
    name: "`<`, `>` and `&`",
    example: r"\u003c",
    writers: "Go and Gson",
    has: |c| matches!(c, '<' | '>' | '&'),
};
/// Characters that only Gson escapes.
pub(super) const QUOTES: Class =
    Class { name: "`=` and `'`", example: r"\u003d", writers: "Gson", has: |c| matches!(c, '=' | '\'') };
/// Line breaks for JavaScript, but not for JSON.
pub(super) const SEPARATORS: Class = Class {
    name: "the line separators U+2028 and U+2029",
    example: r"\u2028",
    writers: "Go and Gson",
    has: |c| matches!(c, '\u{2028}' | '\u{2029}'),
};
pub(super) const SLASHES: Class =
    Class { name: "the slashes", example: r"\/", writers: "PHP", has: |c| c == '/' };
pub(super) const NON_ASCII: Class = Class {
    name: "the characters beyond ASCII",
    example: r"\u00fc",
    writers: "Python and PHP",
    has: |c| !c.is_ascii(),
};
/// Backspace and form feed as long escapes, though they have short ones.
pub(super) const CONTROLS: Class = Class {
    name: "`\\b` and `\\f`",
    example: r"\u0008",
    writers: "older versions of Go",
    has: |c| matches!(c, '\u{8}' | '\u{c}'),
};

/// All of them. U+2028 and U+2029 go before everything beyond ASCII, to which they belong.
pub(super) const CLASSES: [&Class; 6] = [&HTML, &QUOTES, &SEPARATORS, &SLASHES, &NON_ASCII, &CONTROLS];

/// A part of a JSON string.
enum Part<'a> {
    /// As it is.
    Plain(char),
    /// A backslash and one character more.
    Short(char),
    /// `\u` and four hex digits, or two of these for one character. `None`: half a surrogate pair.
    Hex(&'a str, Option<char>),
}

/// With each character of a class escaped.
pub(super) fn escaped(json: &str, class: &Class) -> String {
    respelled(json, |part, out| match part {
        Part::Plain('/') if (class.has)('/') => out.push_str("\\/"),
        Part::Plain(c) if (class.has)(c) => push_hex(c, out),
        Part::Short(short) if control(short).is_some_and(class.has) => {
            control(short).into_iter().for_each(|c| push_hex(c, out));
        }
        part => part.push(out),
    })
}

/// With no character of a class escaped, or in its short form where it cannot do without.
pub(super) fn unescaped(json: &str, class: &Class) -> String {
    respelled(json, |part, out| match part {
        Part::Short('/') if (class.has)('/') => out.push('/'),
        Part::Hex(_, Some('\u{8}')) if (class.has)('\u{8}') => out.push_str("\\b"),
        Part::Hex(_, Some('\u{c}')) if (class.has)('\u{c}') => out.push_str("\\f"),
        Part::Hex(_, Some(c)) if (class.has)(c) => out.push(c),
        part => part.push(out),
    })
}

/// With the hex digits of all escapes as capitals, or as small letters.
pub(super) fn in_case(json: &str, capitals: bool) -> String {
    respelled(json, |part, out| match part {
        Part::Hex(text, _) if capitals => out.push_str(&text.to_uppercase().replace("\\U", "\\u")),
        Part::Hex(text, _) => out.push_str(&text.to_lowercase()),
        part => part.push(out),
    })
}

/// The control character of a short escape that has a long one, too.
fn control(short: char) -> Option<char> {
    match short {
        'b' => Some('\u{8}'),
        'f' => Some('\u{c}'),
        _ => None,
    }
}

fn push_hex(c: char, out: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        out.push_str(&format!("\\u{unit:04x}"));
    }
}

impl Part<'_> {
    /// Writes it as it was.
    fn push(&self, out: &mut String) {
        match self {
            Self::Plain(c) => out.push(*c),
            Self::Short(c) => out.extend(['\\', *c]),
            Self::Hex(text, _) => out.push_str(text),
        }
    }
}

fn respelled(json: &str, write: impl Fn(Part<'_>, &mut String)) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut rest, mut is_inside) = (json, false);
    while let Some(c) = rest.chars().next() {
        let length = if is_inside && c != '"' {
            let (part, length) = first(rest, c);
            write(part, &mut out);
            length
        } else {
            is_inside ^= c == '"';
            out.push(c);
            c.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The part that a text begins with, and its length.
fn first(text: &str, c: char) -> (Part<'_>, usize) {
    let Some(next) = text.chars().nth(1).filter(|_| c == '\\') else {
        return (Part::Plain(c), c.len_utf8());
    };
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let Some(one) = unit(0) else { return (Part::Short(next), 1 + next.len_utf8()) };
    let units = [Some(one), unit(6)].into_iter().flatten();
    let character = char::decode_utf16(units).next().and_then(Result::ok);
    let length = if character.is_some_and(|c| c.len_utf16() == 2) { 12 } else { 6 };
    (Part::Hex(text.get(..length).unwrap_or_default(), character), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_has_two_spellings() {
        let plain = "{\"<&>='/\u{fc}\u{1f600}\u{2028}\\b\": [1.10, \"\\\"/\\\\\"]}";
        for (class, there) in [
            (&HTML, r#"\u003c\u0026\u003e="#),
            (&QUOTES, r"\u003d\u0027"),
            (&SEPARATORS, "\u{1f600}\\u2028"),
            (&SLASHES, r#""\"\/\\""#),
            (&NON_ASCII, r"\u00fc\ud83d\ude00\u2028"),
            (&CONTROLS, r"\u0008"),
        ] {
            let written = escaped(plain, class);
            assert!(written.contains(there), "{written}");
            assert!(written.contains(class.example) || class.name.contains("U+2029"), "{written}");
            assert_eq!(unescaped(&written, class), plain);
            assert_eq!(escaped(&written, class), written);
        }
    }

    #[test]
    fn only_hex_digits_of_escapes_change_their_case() {
        let small = r#"{"\\uabcd \u001b\ud83d": "\u00FC abc"}"#;
        assert_eq!(in_case(small, true), r#"{"\\uabcd \u001B\uD83D": "\u00FC abc"}"#);
        assert_eq!(in_case(small, false), r#"{"\\uabcd \u001b\ud83d": "\u00fc abc"}"#);
    }

    #[test]
    fn what_is_cut_off_or_half_is_kept() {
        for text in ["\"\\", "\"\\u00", "\"\\u00\u{fc}\u{fc}", r#""\ud83d\u0041""#, r#""\ude00 \ud83d""#] {
            assert_eq!(unescaped(text, &NON_ASCII), text);
        }
    }
}
