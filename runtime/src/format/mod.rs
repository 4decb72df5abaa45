//! Determines the kind of text that a body is: its format and its charset, by its `Content-Type`.
//!
//! Wallets' servers are sloppy with that header, and nobody signs it. So a body is taken for JSON unless the header says
//! XML, and for UTF-8 unless the header or a byte order mark says otherwise.

mod charset;
mod content_type;
#[cfg(test)]
mod tests;

use bytes::Bytes;

use self::{charset::Text, content_type::ContentType};
use crate::codec::ReadError;

/// How a body is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BodyFormat {
    /// JSON: the header says so, or there is no header.
    Json,
    /// XML: the header says so.
    #[cfg(feature = "formats")]
    Xml,
    /// The header says something else, which is kept here. Read as JSON, which it mostly is.
    Other(String),
}

/// A body as text.
#[derive(Clone, Debug)]
pub(crate) struct DecodedBody {
    /// The text in UTF-8, without a byte order mark. Bytes that were UTF-8 are not copied.
    pub(crate) text: Bytes,
    /// U+FFFD in the text stands for bytes that were no text of the charset.
    pub(crate) replaced: bool,
    /// The declared charset, if the body is not in it, or it is not supported.
    pub(crate) wrong_label: Option<String>,
    pub(crate) format: BodyFormat,
}

/// Finds out what a body is, and turns it into UTF-8.
///
/// # Errors
/// [`ReadError::FormatsOff`] when it is XML or in a charset that this build does not read.
pub(crate) fn decode(content_type: Option<&[u8]>, body: &Bytes) -> Result<DecodedBody, ReadError> {
    let content_type = content_type.map(ContentType::parse).unwrap_or_default();
    let Text { text, replaced, wrong_label } = charset::to_utf8(&content_type, body)?;
    let format = format(&content_type, &text)?;
    Ok(DecodedBody { text, replaced, wrong_label, format })
}

fn format(content_type: &ContentType, text: &[u8]) -> Result<BodyFormat, ReadError> {
    // Never XML, and clients of these wallets are known to ask for `text/xml` and get JSON.
    let is_object = text.trim_ascii_start().starts_with(b"{");
    if content_type.is_json() {
        Ok(BodyFormat::Json)
    } else if content_type.is_xml() && !is_object {
        xml()
    } else {
        Ok(BodyFormat::Other(content_type.shown()))
    }
}

#[cfg(feature = "formats")]
fn xml() -> Result<BodyFormat, ReadError> {
    Ok(BodyFormat::Xml)
}

#[cfg(not(feature = "formats"))]
fn xml() -> Result<BodyFormat, ReadError> {
    Err(ReadError::FormatsOff { kind: "XML".to_owned() })
}
