//! The three ways in which a signature is written as text.

use base64::{
    Engine,
    alphabet::STANDARD as ALPHABET,
    engine::{
        DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig,
        general_purpose::{STANDARD, URL_SAFE_NO_PAD},
    },
};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};
use std::{error::Error, fmt};

/// How a signature that we send is written. Of a signature that we receive every form is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum SignatureEncoding {
    /// Base64 with padding, then URL-encoded (`%2B`, `%2F`, `%3D`): what the samples and the official SDKs do.
    #[default]
    Base64UrlEncoded,
    /// Base64 with padding, as it is.
    Base64,
    /// Base64 with `-` and `_`, without padding.
    Base64Url,
}

impl SignatureEncoding {
    /// The signature as text.
    pub fn encode(self, signature: &[u8]) -> String {
        match self {
            Self::Base64UrlEncoded => {
                utf8_percent_encode(&STANDARD.encode(signature), NON_ALPHANUMERIC).to_string()
            }
            Self::Base64 => STANDARD.encode(signature),
            Self::Base64Url => URL_SAFE_NO_PAD.encode(signature),
        }
    }

    /// Reads a signature written in any of the three ways, with or without padding, in one line or several: some encoders
    /// break base64 into lines, which then come as `%0A` or `%0D%0A`, and an editor breaks lines anywhere, also in a `%2B`.
    ///
    /// # Errors
    /// [`BadEncoding`] when it is none of them.
    pub fn decode_any(text: &str) -> Result<Vec<u8>, BadEncoding> {
        // Not form decoding: that would turn the `+` of plain base64 into a space.
        let unescaped = percent_decode(&joined(text.as_bytes())).collect::<Vec<u8>>();
        let mut bytes = joined(&unescaped);
        for byte in &mut bytes {
            match byte {
                b'-' => *byte = b'+',
                b'_' => *byte = b'/',
                _ => {}
            }
        }
        ANY_PADDING.decode(bytes).map_err(|_| BadEncoding)
    }
}

/// Joins the lines of a text. A proxy may have replaced the line breaks of a folded header with blanks: blanks are removed if
/// the lines between them have 64 or 76 characters, as encoders write them. Any other blank stays, and is an error: it may
/// stand for a `+`.
fn joined(text: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = text.split(u8::is_ascii_whitespace).filter(|line| !line.is_empty()).collect();
    let folded = || lines.iter().rev().skip(1).all(|line| matches!(line.len(), 64 | 76));
    if lines.len() > 1 && !text.contains(&b'\n') && !folded() || lines.is_empty() {
        return text.to_vec();
    }
    lines.concat()
}

/// Strict but for the padding, which may be left out.
pub(super) const ANY_PADDING: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A signature's text is neither base64, nor URL-encoded base64, nor base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadEncoding;

impl fmt::Display for BadEncoding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "the signature is not base64 (plain, URL-encoded or base64url): was it cut off or changed?",
        )
    }
}

impl Error for BadEncoding {}
