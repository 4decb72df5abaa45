//! The wallet's public key and our private one.

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    encoding::AsDer,
    rsa::{
        KeyPair, Pkcs1PrivateDecryptingKey, Pkcs1PublicEncryptingKey, PrivateDecryptingKey,
        PublicEncryptingKey, PublicKeyComponents,
    },
};
use countersign_signing::{
    der::{PrivateDer, PublicDer},
    key_text,
};
use zeroize::Zeroizing;

use super::{EncryptionError, aes::Secret};
use crate::signature::{KeyError, KeyVersion};

/// The public key of the wallet that bodies are encrypted for. RSA with 2048 to 8192 bits.
///
/// Parsed and checked once, when it is loaded; a clone shares it.
#[derive(Clone)]
pub struct EncryptionKey {
    key: Arc<Pkcs1PublicEncryptingKey>,
    version: Option<KeyVersion>,
}

impl EncryptionKey {
    /// Loads a key from PEM (SubjectPublicKeyInfo or PKCS#1) or bare base64 of the same, with any white space.
    ///
    /// # Errors
    /// [`KeyError`] says what the text is instead and what to do.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&key_text::to_der(text)?)
    }

    /// Loads a key from SubjectPublicKeyInfo or PKCS#1 as DER.
    ///
    /// # Errors
    /// The errors of [`EncryptionKey::from_text`].
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let der = PublicDer::read(der)?;
        let key: PublicEncryptingKey = PublicKeyComponents { n: der.modulus, e: der.exponent }
            .try_into()
            .map_err(|_| KeyError::Damaged)?;
        let key = Pkcs1PublicEncryptingKey::new(key).map_err(|_| KeyError::Damaged)?;
        Ok(Self { key: Arc::new(key), version: None })
    }

    /// The version to name in the header. Without one the pair is left out, and the wallet takes its newest key.
    #[must_use]
    pub fn with_version(mut self, version: KeyVersion) -> Self {
        self.version = Some(version);
        self
    }

    /// The version that the header names.
    #[must_use]
    pub fn version(&self) -> Option<&KeyVersion> {
        self.version.as_ref()
    }

    /// The size of the key in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.key.key_size_bits()
    }

    pub(super) fn wrap(&self, secret: &Secret) -> Result<Vec<u8>, EncryptionError> {
        let mut wrapped = vec![0; self.key.ciphertext_size()];
        self.key.encrypt(secret.bytes(), &mut wrapped)?;
        Ok(wrapped)
    }
}

impl fmt::Debug for EncryptionKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EncryptionKey(RSA {})", self.bits())
    }
}

/// Our private key, whose public half the wallet encrypts for. RSA with 2048 to 8192 bits.
///
/// Parsed and checked once, when it is loaded; a clone shares it. `Debug` shows nothing but its size. Better not the
/// signing key: with one key for both, whoever breaks the encryption signs as well.
#[derive(Clone)]
pub struct DecryptionKey(Arc<Pkcs1PrivateDecryptingKey>);

impl DecryptionKey {
    /// Loads a key from PEM (PKCS#8 or PKCS#1) or bare base64 of the same, with any white space.
    ///
    /// Copies of the key made on the way are wiped; the text given is the caller's to wipe.
    ///
    /// # Errors
    /// [`KeyError`] says what the text is instead and what to do.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&key_text::to_der(text)?)
    }

    /// Loads a key from PKCS#8 or PKCS#1 as DER.
    ///
    /// # Errors
    /// The errors of [`DecryptionKey::from_text`].
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let der = PrivateDer::read(der)?;
        // The library has no other way from PKCS#1 to a key for decryption.
        let pair = KeyPair::from_der(der.pkcs1).map_err(|_| KeyError::Damaged)?;
        let pkcs8 = pair.as_der().map_err(|_| KeyError::Damaged)?;
        let key = PrivateDecryptingKey::from_pkcs8(pkcs8.as_ref()).map_err(|_| KeyError::Damaged)?;
        let key = Pkcs1PrivateDecryptingKey::new(key).map_err(|_| KeyError::Damaged)?;
        Ok(Self(Arc::new(key)))
    }

    /// The size of the key in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.0.key_size_bits()
    }

    pub(super) fn unwrap(&self, wrapped: &[u8]) -> Option<Secret> {
        let mut buffer = Zeroizing::new(vec![0; self.0.min_output_size()]);
        let key = self.0.decrypt(wrapped, &mut buffer).ok()?;
        Secret::received(key)
    }
}

impl fmt::Debug for DecryptionKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DecryptionKey(RSA {})", self.bits())
    }
}
