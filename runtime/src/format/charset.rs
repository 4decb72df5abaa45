//! From a body's charset to UTF-8.

use std::borrow::Cow;

use bytes::Bytes;

use super::content_type::{ContentType, shortened};
use crate::codec::ReadError;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Text in UTF-8.
pub(super) struct Text {
    /// Bytes that were UTF-8 are not copied.
    pub(super) text: Bytes,
    /// U+FFFD stands for bytes that were no text.
    pub(super) replaced: bool,
    /// The charset that it is said to be in, where it is not, or this program does not know that charset.
    pub(super) wrong_label: Option<String>,
}

/// The body as UTF-8: by its byte order mark, else by the header, else by an XML declaration.
///
/// # Errors
/// [`ReadError::FormatsOff`] when it has characters of two or four bytes each, and this build does not read them.
pub(super) fn to_utf8(content_type: &ContentType, body: &Bytes) -> Result<Text, ReadError> {
    if body.starts_with(BYTE_ORDER_MARK) {
        return Ok(utf8(body.slice(BYTE_ORDER_MARK.len()..)));
    }
    #[cfg(feature = "formats")]
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(body) {
        return Ok(decoded(encoding, body.slice(length..)));
    }
    match label(content_type, body) {
        Some(label) if !is_utf8(&label) => from_charset(&label, body),
        _ => Ok(utf8(body.clone())),
    }
}

fn is_utf8(label: &str) -> bool {
    ["utf-8", "utf8"].iter().any(|name| label.eq_ignore_ascii_case(name))
}

fn utf8(body: Bytes) -> Text {
    let (text, replaced) = match std::str::from_utf8(&body) {
        Ok(_) => (body, false),
        Err(_) => (String::from_utf8_lossy(&body).into_owned().into(), true),
    };
    Text { text, replaced, wrong_label: None }
}

/// The name of the charset, when the body or its header gives one.
#[cfg_attr(not(feature = "formats"), allow(unused_variables))]
fn label<'a>(content_type: &'a ContentType, body: &[u8]) -> Option<Cow<'a, str>> {
    let label = content_type.charset().map(Cow::Borrowed);
    #[cfg(feature = "formats")]
    if label.is_none() && content_type.is_xml() {
        return crate::codec::declared_charset(body).map(Cow::Owned);
    }
    label
}

/// What is no text of its charset is read as UTF-8, and not as what that charset makes of it: in UTF-8 no bad byte takes a
/// quote or a backslash with it, so that a header, which nobody signs, can't make other fields of the same bytes.
fn mislabelled(label: &str, body: &Bytes) -> Text {
    Text { wrong_label: Some(shortened(label)), ..utf8(body.clone()) }
}

#[cfg(feature = "formats")]
fn from_charset(label: &str, body: &Bytes) -> Result<Text, ReadError> {
    let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
    let text = encoding.map(|encoding| decoded(encoding, body.clone())).filter(|text| !text.replaced);
    Ok(text.unwrap_or_else(|| mislabelled(label, body)))
}

#[cfg(feature = "formats")]
fn decoded(encoding: &'static encoding_rs::Encoding, body: Bytes) -> Text {
    let (text, replaced) = encoding.decode_without_bom_handling(&body);
    let copied = if let Cow::Owned(text) = text { Some(Bytes::from(text)) } else { None };
    Text { text: copied.unwrap_or(body), replaced, wrong_label: None }
}

/// Without tables of characters: the charsets that servers name when nobody has told them UTF-8, as long as the text has
/// no character in which they differ from it.
#[cfg(not(feature = "formats"))]
fn from_charset(label: &str, body: &Bytes) -> Result<Text, ReadError> {
    const LIKE_ASCII: [&str; 4] = ["us-ascii", "ascii", "iso-8859-1", "windows-1252"];
    if body.is_ascii() && LIKE_ASCII.iter().any(|name| label.eq_ignore_ascii_case(name)) {
        Ok(utf8(body.clone()))
    } else if body.contains(&0) {
        Err(ReadError::FormatsOff { kind: format!("in the charset {:?}", shortened(label)) })
    } else {
        Ok(mislabelled(label, body))
    }
}
