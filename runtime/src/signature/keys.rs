//! Our private key and the wallet's public key.

use super::{
    Backend, Content, KeyError, KeyVersion, SignError,
    backend::{PrivateKey, PublicKey},
    der::{PrivateDer, PublicDer},
    key_text,
};
use std::{error::Error, fmt, sync::Arc};

/// Our private key, whose public half was uploaded to the wallet's console. RSA with 2048 to 8192 bits.
///
/// Parsed and checked once, when it is loaded; a clone shares it. `Debug` shows nothing but its size.
#[derive(Clone)]
pub struct SigningKey {
    bits: usize,
    version: KeyVersion,
    key: Arc<dyn PrivateKey>,
}

impl SigningKey {
    /// Loads a key from PEM (PKCS#8 or PKCS#1) or bare base64 of the same, with any white space.
    ///
    /// Copies of the key made on the way are wiped; the text given is the caller's to wipe.
    ///
    /// # Errors
    /// [`KeyError`] says what the text is instead and what to do.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        Self::from_text_with(Backend::preferred()?, text)
    }

    /// As [`SigningKey::from_text`], with a back end of one's choice.
    ///
    /// # Errors
    /// As [`SigningKey::from_text`].
    pub fn from_text_with(backend: Backend, text: &str) -> Result<Self, KeyError> {
        Self::from_der_with(backend, &key_text::to_der(text)?)
    }

    /// Loads a key from PKCS#8 or PKCS#1 as DER.
    ///
    /// # Errors
    /// As [`SigningKey::from_text`].
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_der_with(Backend::preferred()?, der)
    }

    pub(super) fn from_der_with(backend: Backend, der: &[u8]) -> Result<Self, KeyError> {
        let der = PrivateDer::read(der)?;
        Ok(Self { bits: der.bits, version: KeyVersion::from(1), key: backend.private_key(&der)? })
    }

    /// The version of this key, as the wallet's console shows it. 1 unless it is set.
    #[must_use]
    pub fn with_version(mut self, version: impl Into<KeyVersion>) -> Self {
        self.version = version.into();
        self
    }

    /// The version of this key.
    pub fn version(&self) -> &KeyVersion {
        &self.version
    }

    /// The size of the key in bits.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// Signs; about a millisecond of work for a key of 2048 bits. The same content gives the same signature every time.
    ///
    /// # Errors
    /// [`SignError`] when the library fails, which it does not with a key that could be loaded.
    pub fn sign(&self, content: &Content<'_>) -> Result<Vec<u8>, SignError> {
        self.key.sign(&content.sha256())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SigningKey(RSA {})", self.bits)
    }
}

/// A public key of the wallet, as its console shows it. RSA with 2048 to 8192 bits.
///
/// Parsed and checked once, when it is loaded; a clone shares it.
#[derive(Clone)]
pub struct WalletKey {
    bits: usize,
    key: Arc<dyn PublicKey>,
}

impl WalletKey {
    /// Loads a key from PEM (SubjectPublicKeyInfo or PKCS#1) or bare base64 of the same, with any white space.
    ///
    /// # Errors
    /// [`KeyError`] says what the text is instead and what to do.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        Self::from_text_with(Backend::preferred()?, text)
    }

    /// As [`WalletKey::from_text`], with a back end of one's choice.
    ///
    /// # Errors
    /// As [`WalletKey::from_text`].
    pub fn from_text_with(backend: Backend, text: &str) -> Result<Self, KeyError> {
        Self::from_der_with(backend, &key_text::to_der(text)?)
    }

    /// Loads a key from SubjectPublicKeyInfo or PKCS#1 as DER.
    ///
    /// # Errors
    /// As [`WalletKey::from_text`].
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_der_with(Backend::preferred()?, der)
    }

    pub(super) fn from_der_with(backend: Backend, der: &[u8]) -> Result<Self, KeyError> {
        let der = PublicDer::read(der)?;
        Ok(Self { bits: der.bits, key: backend.public_key(&der)? })
    }

    /// The size of the key in bits.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// Checks that the signature is this key's, of exactly this content, and as long as the key.
    ///
    /// # Errors
    /// [`BadSignature`] when it is not. Nothing of the message may be believed then.
    pub fn verify(&self, content: &Content<'_>, signature: &[u8]) -> Result<(), BadSignature> {
        let expected = self.bits.div_ceil(8);
        if signature.len() != expected {
            return Err(BadSignature(Reason::Length { found: signature.len(), expected }));
        }
        if self.key.verifies(&content.sha256(), signature) {
            Ok(())
        } else {
            Err(BadSignature(Reason::Mismatch))
        }
    }
}

impl fmt::Debug for WalletKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "WalletKey(RSA {})", self.bits)
    }
}

/// A signature is not this key's signature of this content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSignature(Reason);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Length { found: usize, expected: usize },
    Mismatch,
}

impl fmt::Display for BadSignature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Reason::Length { found, expected } => write!(
                formatter,
                "the signature has {found} bytes, but one by this wallet key has {expected}: \
                 is it the wallet's key (not one's own) and of this environment?"
            ),
            Reason::Mismatch => formatter.write_str(
                "the signature is not this wallet key's signature of this content: the key is of another environment or \
                 key version (or one's own), or the path, client id, time or body are not the bytes that were signed",
            ),
        }
    }
}

impl Error for BadSignature {}
