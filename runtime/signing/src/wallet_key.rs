//! The wallet's public key.

use super::{
    Algorithm, Backend, Content, KeyError, der::PublicDer, key_kind::Kind, key_source, key_text,
    raw_key::PublicKey,
};
#[cfg(feature = "ecc224")]
use super::{Ecc224, ecc224};
use std::{error::Error, ffi::OsStr, fmt, path::Path, sync::Arc};

/// A public key of the wallet, as its console shows it. RSA with 2048 to 8192 bits, or, asked for by name, a P-224 key for
/// ECC224.
///
/// Parsed and checked once, when it is loaded; a clone shares it.
#[derive(Clone)]
pub struct WalletKey {
    kind: Kind,
    key: Arc<dyn PublicKey>,
    /// The modulus and exponent of an RSA key.
    numbers: Option<Arc<(Vec<u8>, Vec<u8>)>>,
}

impl WalletKey {
    /// Loads an RSA key from PEM (SubjectPublicKeyInfo or PKCS#1) or bare base64 of the same, with any white space.
    ///
    /// # Errors
    /// [`KeyError`] says what the text is instead and what to do.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        Self::from_text_with(Backend::preferred()?, text)
    }

    /// Loads a key as [`WalletKey::from_text`] does, with the given back end.
    ///
    /// # Errors
    /// The errors of [`WalletKey::from_text`].
    pub fn from_text_with(backend: Backend, text: &str) -> Result<Self, KeyError> {
        Self::from_der_with(backend, &key_text::to_der(text)?)
    }

    /// Loads an RSA key from SubjectPublicKeyInfo or PKCS#1 as DER.
    ///
    /// # Errors
    /// The errors of [`WalletKey::from_text`].
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_der_with(Backend::preferred()?, der)
    }

    pub(super) fn from_der_with(backend: Backend, der: &[u8]) -> Result<Self, KeyError> {
        let der = PublicDer::read(der)?;
        let numbers = Arc::new((der.modulus.to_vec(), der.exponent.to_vec()));
        Ok(Self {
            kind: Kind::Rsa { bits: der.bits },
            key: backend.public_key(&der)?,
            numbers: Some(numbers),
        })
    }

    /// Loads an RSA key from a file of at most 64 KiB, with text as for [`WalletKey::from_text`] or with DER.
    ///
    /// # Errors
    /// [`KeyError::Unreadable`], or [`KeyError::Inside`] with what is wrong with its contents. Both name the file.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, KeyError> {
        key_source::from_file(path.as_ref(), Self::from_der)
    }

    /// Loads an RSA key from an environment variable, with text as for [`WalletKey::from_text`].
    ///
    /// # Errors
    /// [`KeyError::Unreadable`], or [`KeyError::Inside`] with what is wrong with its contents. Both name the variable.
    pub fn from_env(name: impl AsRef<OsStr>) -> Result<Self, KeyError> {
        key_source::from_env(name.as_ref(), Self::from_der)
    }

    /// Loads a P-224 key for ECC224 from PEM (SubjectPublicKeyInfo) or bare base64 of the same.
    ///
    /// No wallet documents what ECC224 is; see [`Ecc224`] for what is assumed, and ask the wallet.
    ///
    /// # Errors
    /// [`KeyError`] says what the text is instead and what to do.
    #[cfg(feature = "ecc224")]
    pub fn ecc224_from_text(text: &str, assumed: Ecc224) -> Result<Self, KeyError> {
        Self::ecc224_from_der(&key_text::to_der(text)?, assumed)
    }

    /// Loads a P-224 key for ECC224 from SubjectPublicKeyInfo as DER.
    ///
    /// # Errors
    /// The errors of [`WalletKey::ecc224_from_text`].
    #[cfg(feature = "ecc224")]
    pub fn ecc224_from_der(der: &[u8], assumed: Ecc224) -> Result<Self, KeyError> {
        let key = Arc::new(ecc224::Public::new(der)?);
        Ok(Self { kind: Kind::Ecc224(assumed.digest), key, numbers: None })
    }

    /// The algorithm of the key: a signature header must name the same.
    pub fn algorithm(&self) -> Algorithm {
        self.kind.algorithm()
    }

    /// The size of the key in bits.
    pub fn bits(&self) -> usize {
        self.kind.bits()
    }

    /// Modulus and public exponent of an RSA key, big-endian and without leading zeros; `None` for a key of another kind.
    ///
    /// They are public, and enough to find out why a signature does not hold.
    pub fn rsa_numbers(&self) -> Option<(&[u8], &[u8])> {
        self.numbers.as_deref().map(|(modulus, exponent)| (modulus.as_slice(), exponent.as_slice()))
    }

    /// Checks that the signature is this key's, of exactly this content, and, for RSA, as long as the key.
    ///
    /// # Errors
    /// [`BadSignature`] when it is not. Nothing of the message may be believed then.
    pub fn verify(&self, content: &Content<'_>, signature: &[u8]) -> Result<(), BadSignature> {
        if let Some(expected) = self.kind.signature_length().filter(|length| *length != signature.len()) {
            return Err(BadSignature(Reason::Length { found: signature.len(), expected }));
        }
        if self.key.verifies(self.kind.digest(content).as_ref(), signature) {
            Ok(())
        } else {
            Err(BadSignature(Reason::Mismatch))
        }
    }
}

impl fmt::Debug for WalletKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "WalletKey({})", self.kind)
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
