//! Bodies in other charsets, and compressed ones.

use encoding_rs::{Encoding, GBK, WINDOWS_1252};
use flate2::read::MultiGzDecoder;
use std::fmt;
use std::io::Read;

/// The largest decompressed body, in bytes.
const MAX_INFLATED: u64 = 8 << 20;

/// A charset that is taken for UTF-8, or the other way round.
#[derive(Debug, Clone, Copy)]
pub(super) enum Charset {
    /// ISO 8859-1: each byte is the character of that number.
    Latin1,
    Windows1252,
    Gbk,
}

pub(super) const CHARSETS: [Charset; 3] = [Charset::Latin1, Charset::Windows1252, Charset::Gbk];

impl Charset {
    /// Decodes bytes in this charset to UTF-8. `None` if they are UTF-8 already, or not in this charset.
    pub(super) fn to_utf8(self, bytes: &[u8]) -> Option<Vec<u8>> {
        if std::str::from_utf8(bytes).is_ok() {
            return None;
        }
        match self.encoding() {
            None => Some(bytes.iter().copied().map(char::from).collect::<String>().into_bytes()),
            Some(encoding) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
                Some(text.into_owned().into_bytes())
            }
        }
    }

    /// Encodes UTF-8 in this charset. `None` if the text is all ASCII, or the charset lacks a character.
    pub(super) fn of_utf8(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.is_ascii())?;
        match self.encoding() {
            None => text.chars().map(|c| u8::try_from(c).ok()).collect(),
            Some(encoding) => {
                let (bytes, _, is_lacking) = encoding.encode(text);
                (!is_lacking).then(|| bytes.into_owned())
            }
        }
    }

    fn encoding(self) -> Option<&'static Encoding> {
        match self {
            Self::Latin1 => None,
            Self::Windows1252 => Some(WINDOWS_1252),
            Self::Gbk => Some(GBK),
        }
    }
}

impl fmt::Display for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Latin1 => "Latin-1",
            Self::Windows1252 => "Windows-1252",
            Self::Gbk => "GBK",
        })
    }
}

/// Decompresses gzip. `None` if the bytes are something else, damaged, or too long once decompressed.
pub(super) fn gunzipped(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return None;
    }
    let mut out = Vec::new();
    let length = MultiGzDecoder::new(bytes).take(MAX_INFLATED + 1).read_to_end(&mut out).ok()?;
    (length as u64 <= MAX_INFLATED).then_some(out)
}
