//! From a body's charset to UTF-8.

use std::borrow::Cow;

use bytes::Bytes;

use super::content_type::{ContentType, shortened};
use crate::codec::ReadError;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The body as UTF-8: by its byte order mark, else by the header, else by an XML declaration.
pub(super) fn to_utf8(content_type: &ContentType, body: &Bytes) -> Result<Bytes, ReadError> {
    if body.starts_with(BYTE_ORDER_MARK) {
        return checked(body.slice(BYTE_ORDER_MARK.len()..));
    }
    #[cfg(feature = "formats")]
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(body) {
        return decoded(encoding, body.slice(length..));
    }
    match label(content_type, body) {
        Some(label) if !is_utf8(&label) => from_charset(&label, body),
        _ => checked(body.clone()),
    }
}

fn is_utf8(label: &str) -> bool {
    ["utf-8", "utf8"].iter().any(|name| label.eq_ignore_ascii_case(name))
}

fn checked(body: Bytes) -> Result<Bytes, ReadError> {
    match std::str::from_utf8(&body) {
        Ok(_) => Ok(body),
        Err(error) => Err(ReadError::Charset(format!("not UTF-8 at byte {}", error.valid_up_to()))),
    }
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

#[cfg(feature = "formats")]
fn from_charset(label: &str, body: &Bytes) -> Result<Bytes, ReadError> {
    match encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(encoding) => decoded(encoding, body.clone()),
        None => Err(ReadError::Charset(format!("the charset {:?} is none that is known", shortened(label)))),
    }
}

#[cfg(feature = "formats")]
fn decoded(encoding: &'static encoding_rs::Encoding, body: Bytes) -> Result<Bytes, ReadError> {
    match encoding.decode_without_bom_handling_and_without_replacement(&body) {
        Some(Cow::Owned(text)) => Ok(Bytes::from(text)),
        Some(Cow::Borrowed(_)) => Ok(body),
        None => Err(ReadError::Charset(format!("not {}", encoding.name()))),
    }
}

/// Without tables of characters: the charsets that servers name when nobody has told them UTF-8, as long as the text has
/// no character in which they differ from it.
#[cfg(not(feature = "formats"))]
fn from_charset(label: &str, body: &Bytes) -> Result<Bytes, ReadError> {
    const LIKE_ASCII: [&str; 4] = ["us-ascii", "ascii", "iso-8859-1", "windows-1252"];
    if body.is_ascii() && LIKE_ASCII.iter().any(|name| label.eq_ignore_ascii_case(name)) {
        Ok(body.clone())
    } else {
        Err(ReadError::FormatsOff { kind: format!("in the charset {:?}", shortened(label)) })
    }
}
