//! Libraries that write JSON, each in its own way.

use super::body::is_json;
use super::charset::gunzipped;
use super::layout::{Layout, laid_out};
use super::spelling::{Class, HTML, NON_ASCII, QUOTES, SEPARATORS, SLASHES, escaped};

struct Writer {
    name: &'static str,
    escapes: &'static [&'static Class],
    layouts: &'static [Layout],
}

const WRITERS: [Writer; 4] = [
    Writer {
        name: "Go's `encoding/json`",
        escapes: &[&HTML, &SEPARATORS],
        layouts: &[Layout::Compact, Layout::Indented(2), Layout::Indented(4), Layout::Tabs],
    },
    Writer {
        name: "Python's `json.dumps`",
        escapes: &[&NON_ASCII],
        layouts: &[Layout::OneLine, Layout::Compact, Layout::Indented(2), Layout::Indented(4)],
    },
    Writer {
        name: "PHP's `json_encode`",
        escapes: &[&SLASHES, &NON_ASCII],
        layouts: &[Layout::Compact, Layout::Indented(4)],
    },
    Writer {
        name: "Gson",
        escapes: &[&HTML, &QUOTES, &SEPARATORS],
        layouts: &[Layout::Compact, Layout::Indented(2)],
    },
];

impl Writer {
    /// Whether it writes one text as the other, and does something that others don't.
    fn makes(&self, from: &str, to: &str) -> bool {
        let spelled = self.escapes.iter().fold(from.to_owned(), |text, class| escaped(&text, class));
        self.layouts.iter().any(|layout| {
            let has_habit = spelled != from || matches!(layout, Layout::OneLine);
            has_habit && laid_out(&spelled, *layout).is_some_and(|text| text == to)
        })
    }
}

/// The library that most likely rewrote a body, if its text shows one.
pub(super) fn cause(signed: &[u8], received: &[u8]) -> Option<String> {
    let inflated = gunzipped(received);
    let received = inflated.as_deref().unwrap_or(received);
    let text = |bytes| std::str::from_utf8(bytes).ok().map(str::trim).filter(|text| is_json(text));
    let (signed, received) = (text(signed)?, text(received)?);
    if signed == received {
        return None;
    }
    if let Some(names) = names(|writer| writer.makes(signed, received)) {
        return Some(format!("the body was written again after it was signed, as {names} does it"));
    }
    let names = names(|writer| writer.makes(received, signed))?;
    Some(format!(
        "the body was signed as {names} writes it, and was written again by something that writes JSON plainly, such as \
         JavaScript's `JSON.stringify`"
    ))
}

fn names(is_it: impl Fn(&Writer) -> bool) -> Option<String> {
    let names: Vec<&str> = WRITERS.iter().filter(|writer| is_it(writer)).map(|writer| writer.name).collect();
    (!names.is_empty()).then(|| names.join(" or "))
}
