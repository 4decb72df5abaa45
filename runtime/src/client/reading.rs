//! From a verified body to what it says: decrypted, and as text of a known format.

use bytes::Bytes;
use http::{HeaderMap, header};

use super::end::Read;
use crate::{
    body::Verified,
    codec::ReadError,
    format::{self, Decoded},
    headers::ENCRYPT,
    result::read_result,
    settings::Settings,
};

/// The headers are not signed. All they can change is how the signed bytes are read, and the wrong way reads nothing.
pub(super) fn read(settings: &Settings, headers: &HeaderMap, raw: Verified) -> Read {
    let content = decrypted(settings, headers, raw.bytes())
        .and_then(|body| decoded(headers, &body))
        .and_then(|decoded| read_result(&decoded).map(|result| (decoded, result)));
    Read { raw, content }
}

/// By the `Content-Type`.
pub(super) fn decoded(headers: &HeaderMap, body: &Bytes) -> Result<Decoded, ReadError> {
    format::decode(headers.get(header::CONTENT_TYPE).map(|value| value.as_bytes()), body)
}

#[cfg(feature = "encryption")]
fn decrypted(settings: &Settings, headers: &HeaderMap, body: &Bytes) -> Result<Bytes, ReadError> {
    let Some(header) = headers.get(ENCRYPT) else { return Ok(body.clone()) };
    let encryption = settings.config.encryption.as_ref().ok_or(ReadError::NotDecrypted)?;
    encryption.decrypt(header.as_bytes(), body).map_err(|_| ReadError::NotDecrypted)
}

#[cfg(not(feature = "encryption"))]
fn decrypted(_: &Settings, headers: &HeaderMap, body: &Bytes) -> Result<Bytes, ReadError> {
    if headers.contains_key(ENCRYPT) { Err(ReadError::NotDecrypted) } else { Ok(body.clone()) }
}
