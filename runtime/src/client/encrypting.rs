//! Encrypts a request where it has to be.

use bytes::Bytes;
use http::HeaderValue;

use super::CallOptions;
use crate::{error::Error, settings::Settings};

/// A body as it is sent, and the headers that say what it is.
pub(super) struct Sealed {
    pub(super) body: Bytes,
    pub(super) content_type: HeaderValue,
    pub(super) encrypt: Option<HeaderValue>,
}

/// Encrypts the body where the call or the dialect wants it. Each attempt is encrypted with a new key.
pub(super) fn seal(settings: &Settings, body: &Bytes, options: &CallOptions) -> Result<Sealed, Error> {
    if options.encrypted.unwrap_or(settings.dialect.encrypted) {
        return encrypted(settings, body);
    }
    let content_type = settings.content_type.clone();
    Ok(Sealed { body: body.clone(), content_type, encrypt: None })
}

#[cfg(feature = "encryption")]
fn encrypted(settings: &Settings, body: &Bytes) -> Result<Sealed, Error> {
    let encryption = settings.config.encryption.as_ref().ok_or_else(no_keys)?;
    let encrypted = encryption
        .encrypt(settings.dialect.header_format.separator(), body)
        .map_err(|error| Error::Encryption(error.to_string()))?;
    let header =
        HeaderValue::from_str(&encrypted.header).map_err(|error| Error::Encryption(error.to_string()))?;
    Ok(Sealed { body: encrypted.body, content_type: encryption.content_type(), encrypt: Some(header) })
}

#[cfg(feature = "encryption")]
fn no_keys() -> Error {
    Error::Encryption("there are no keys for it: set them by `Config::encryption`".to_owned())
}

#[cfg(not(feature = "encryption"))]
fn encrypted(_: &Settings, _: &Bytes) -> Result<Sealed, Error> {
    let off = "this program was built without it: turn on the feature `encryption` of countersign-runtime";
    Err(Error::Encryption(off.to_owned()))
}
