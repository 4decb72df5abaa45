//! Changes that a body may undergo between signing and verification.

use super::charset::{CHARSETS, Charset, gunzipped};
use super::layout::{LAYOUTS, Layout, laid_out};
use super::search::{Guess, Limits, Rewrite, guesses};
use super::spelling::{self, CLASSES, Class};

/// A body of a few hundred bytes has a few hundred guesses.
const LIMITS: Limits = Limits { depth: 4, guesses: 4096, bytes: 32 << 20 };

/// The bodies that may have been signed.
pub(super) fn bodies(body: &[u8]) -> Vec<Guess> {
    let everything = [Change::Compressed, Change::EndAdded, Change::EndLost, Change::Mark];
    let line_breaks = [Change::Lf, Change::CrLf];
    let charsets = CHARSETS
        .into_iter()
        .flat_map(|charset| [Change::FromUtf8(charset), Change::ToUtf8(charset), Change::TwiceUtf8(charset)]);
    let layouts = LAYOUTS.into_iter().map(Change::Layout);
    let spellings = CLASSES.into_iter().flat_map(|class| [Change::Escaped(class), Change::Unescaped(class)]);
    let digits = [Change::Digits { capitals: false }, Change::Digits { capitals: true }];
    let all: Vec<Change> = everything
        .into_iter()
        .chain(line_breaks)
        .chain(layouts)
        .chain(spellings)
        .chain(digits)
        .chain(charsets)
        .collect();
    guesses(body, &all, &LIMITS)
}

/// What may have been done to the body after it was signed.
#[derive(Debug, Clone, Copy)]
enum Change {
    /// It was compressed with gzip.
    Compressed,
    /// Blanks or line breaks were added at the end.
    EndAdded,
    /// A line break at the end was lost.
    EndLost,
    /// A byte order mark was added in front.
    Mark,
    /// CRLF became LF.
    Lf,
    /// LF became CRLF.
    CrLf,
    /// JSON that was signed in this layout was written in another one.
    Layout(Layout),
    /// These characters were escaped.
    Escaped(&'static Class),
    /// These characters were signed as escapes, and unescaped.
    Unescaped(&'static Class),
    /// The hex digits of escapes were written as capitals, or as small letters.
    Digits { capitals: bool },
    /// UTF-8 became another charset.
    FromUtf8(Charset),
    /// Another charset became UTF-8.
    ToUtf8(Charset),
    /// UTF-8 was taken for another charset, which became UTF-8.
    TwiceUtf8(Charset),
}

impl Rewrite for Change {
    fn undone(&self, body: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Compressed => gunzipped(body),
            Self::EndAdded => Some(body.trim_ascii_end().to_vec()),
            Self::EndLost => (!body.ends_with(b"\n")).then(|| [body, b"\n"].concat()),
            Self::FromUtf8(charset) => charset.to_utf8(body),
            Self::ToUtf8(charset) => charset.of_utf8(body).filter(|bytes| !is_utf8(bytes)),
            Self::TwiceUtf8(charset) => charset.of_utf8(body).filter(|bytes| is_utf8(bytes)),
            _ => self.undone_in_text(std::str::from_utf8(body).ok()?).map(String::into_bytes),
        }
    }

    fn wrong(&self, body: &[u8]) -> String {
        match self {
            Self::Compressed => {
                "the body is still compressed by gzip: what was signed is the text in it, which \
                                 `curl --compressed` writes"
                    .to_owned()
            }
            Self::EndAdded => format!("the body has {} at its end that was not signed", end(body)),
            Self::EndLost => "the body that was signed has a line break at its end".to_owned(),
            Self::Mark => "the body begins with a byte order mark that was not signed".to_owned(),
            Self::CrLf => "the line breaks of the body were changed from LF to CRLF".to_owned(),
            Self::Lf => "the line breaks of the body were changed from CRLF to LF".to_owned(),
            Self::Layout(layout) => format!("the body was laid out anew: what was signed is {layout}"),
            Self::Escaped(class) => format!(
                "{} in the body were not escaped when it was signed; {} write `{}`",
                class.name, class.writers, class.example
            ),
            Self::Unescaped(class) => format!(
                "{} in the body were escaped when it was signed, as {} write them (`{}`)",
                class.name, class.writers, class.example
            ),
            Self::Digits { capitals } => {
                let (were, like) =
                    if *capitals { ("small letters", r"\u001b") } else { ("capitals", r"\u001B") };
                format!("the hex digits of escapes in the body were {were} when it was signed (`{like}`)")
            }
            Self::FromUtf8(charset) => format!("the body was turned from UTF-8 into {charset}"),
            Self::ToUtf8(charset) => format!("the body was turned from {charset} into UTF-8"),
            Self::TwiceUtf8(charset) => {
                format!(
                    "the body's UTF-8 was taken for {charset} and turned into UTF-8 once more (`Ã¼` for `ü`)"
                )
            }
        }
    }
}

impl Change {
    fn undone_in_text(&self, text: &str) -> Option<String> {
        match self {
            Self::Mark => text.strip_prefix('\u{feff}').map(str::to_owned),
            Self::CrLf => Some(text.replace("\r\n", "\n")),
            Self::Lf => Some(text.replace("\r\n", "\n").replace('\n', "\r\n")),
            Self::Layout(layout) => laid_out(text, *layout),
            Self::Escaped(class) => is_json(text).then(|| spelling::unescaped(text, class)),
            Self::Unescaped(class) => is_json(text).then(|| spelling::escaped(text, class)),
            Self::Digits { capitals } => is_json(text).then(|| spelling::in_case(text, !capitals)),
            _ => None,
        }
    }
}

fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok()
}

pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// The blanks at the end, as people call them.
fn end(body: &[u8]) -> &'static str {
    match body.get(body.trim_ascii_end().len()..) {
        Some(b"\n") => "a line break",
        Some(b"\r\n") => "a line break (CRLF)",
        _ => "blanks or line breaks",
    }
}
