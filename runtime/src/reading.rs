//! From a verified body to text of a known format: decrypted, and in UTF-8.
//!
//! Headers are not signed. All they can change is how the signed bytes are read, and the wrong way reads nothing.

use bytes::Bytes;
use http::{HeaderMap, header};

#[cfg(feature = "encryption")]
pub(crate) use crate::encryption::Encryption;
use crate::{
    codec::{self, ReadError},
    format::{self, DecodedBody},
    headers::ENCRYPT,
};

/// Without the feature nobody has keys for it.
#[cfg(not(feature = "encryption"))]
#[derive(Clone, Debug)]
pub(crate) enum Encryption {}

/// By the headers `Encrypt` and `Content-Type`.
pub(crate) fn open(
    headers: &HeaderMap,
    body: &Bytes,
    encryption: Option<&Encryption>,
) -> Result<DecodedBody, ReadError> {
    let Some(header) = headers.get(ENCRYPT) else { return decode(headers, body) };
    let decoded = decode(headers, &decrypt(encryption, header.as_bytes(), body)?)?;
    // A wrong key can produce valid padding by chance. Report what it decrypts to like any other failure to decrypt.
    if decoded.replaced && !codec::is_well_formed(&decoded) {
        return Err(ReadError::NotDecrypted);
    }
    Ok(decoded)
}

/// By the header `Content-Type` alone.
pub(crate) fn decode(headers: &HeaderMap, body: &Bytes) -> Result<DecodedBody, ReadError> {
    format::decode(headers.get(header::CONTENT_TYPE).map(http::HeaderValue::as_bytes), body)
}

#[cfg(feature = "encryption")]
fn decrypt(encryption: Option<&Encryption>, header: &[u8], body: &Bytes) -> Result<Bytes, ReadError> {
    let encryption = encryption.ok_or(ReadError::NotDecrypted)?;
    encryption.decrypt(header, body).map_err(|_| ReadError::NotDecrypted)
}

#[cfg(not(feature = "encryption"))]
fn decrypt(_: Option<&Encryption>, _: &[u8], _: &Bytes) -> Result<Bytes, ReadError> {
    Err(ReadError::NotDecrypted)
}
