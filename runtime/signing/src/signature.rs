//! A signature that was made, and why none was.

use crate::{Algorithm, KeyVersion};
use std::{error::Error, fmt};

/// A signature that we made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signature {
    /// The algorithm that the header is to name.
    pub algorithm: Algorithm,
    /// The version of our key, as the wallet's console shows it.
    pub key_version: KeyVersion,
    /// The raw bytes, which are encoded later.
    pub bytes: Vec<u8>,
}

impl Signature {
    /// From its parts.
    pub fn new(algorithm: Algorithm, key_version: KeyVersion, bytes: Vec<u8>) -> Self {
        Self { algorithm, key_version, bytes }
    }
}

/// A signature could not be made. Nothing has been sent.
pub struct SignError(Box<dyn Error + Send + Sync>);

impl SignError {
    /// From the signer's own error, or from a text.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Debug for SignError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SignError").field(&self.0).finish()
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "signing failed: {}", self.0)
    }
}

impl Error for SignError {
    /// The cause's own cause: the cause itself is in the message.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
