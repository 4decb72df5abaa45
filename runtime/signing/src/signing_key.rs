//! Our private key.

#[cfg(feature = "encrypted-keys")]
use super::encrypted;
use super::{
    Algorithm, Backend, Content, ContentDigest, KeyError, KeyVersion, SignError, Signature, der::PrivateDer,
    key_kind::Kind, key_source, key_text, raw_key::PrivateKey,
};
#[cfg(feature = "ecc224")]
use super::{Ecc224, ecc224};
use std::{ffi::OsStr, fmt, path::Path, sync::Arc};

/// Our private key, whose public half was uploaded to the wallet's console. RSA with 2048 to 8192 bits, or, asked for by
/// name, a P-224 key for ECC224.
///
/// Parsed and checked once, when it is loaded; a clone shares it. It is wiped when the last clone is dropped, and the copies
/// that this crate makes while it loads a key are wiped at once; [`Backend`] says what the libraries do. `Debug` shows
/// nothing but the key's size.
#[derive(Clone)]
pub struct SigningKey {
    kind: Kind,
    version: KeyVersion,
    key: Arc<dyn PrivateKey>,
}

impl SigningKey {
    /// Loads an RSA key from PEM (PKCS#8 or PKCS#1) or bare base64 of the same, with any white space.
    ///
    /// Copies of the key made on the way are wiped; the text given is the caller's to wipe.
    ///
    /// # Errors
    /// [`KeyError`] says what the text is instead and what to do.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        Self::from_text_with(Backend::preferred()?, text)
    }

    /// Loads a key as [`SigningKey::from_text`] does, with the given back end.
    ///
    /// # Errors
    /// The errors of [`SigningKey::from_text`].
    pub fn from_text_with(backend: Backend, text: &str) -> Result<Self, KeyError> {
        Self::from_der_with(backend, &key_text::to_der(text)?)
    }

    /// Loads an RSA key from PKCS#8 or PKCS#1 as DER.
    ///
    /// # Errors
    /// The errors of [`SigningKey::from_text`].
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_der_with(Backend::preferred()?, der)
    }

    pub(super) fn from_der_with(backend: Backend, der: &[u8]) -> Result<Self, KeyError> {
        let der = PrivateDer::read(der)?;
        Ok(Self::new(Kind::Rsa { bits: der.bits }, backend.private_key(&der)?))
    }

    /// Loads an RSA key from a file of at most 64 KiB, with text as for [`SigningKey::from_text`] or with DER.
    ///
    /// # Errors
    /// [`KeyError::Unreadable`], or [`KeyError::Inside`] with what is wrong with its contents. Both name the file.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, KeyError> {
        key_source::from_file(path.as_ref(), Self::from_der)
    }

    /// Loads an RSA key from an environment variable, with text as for [`SigningKey::from_text`].
    ///
    /// The environment itself can't be wiped, and child processes inherit it: a file is safer.
    ///
    /// # Errors
    /// [`KeyError::Unreadable`], or [`KeyError::Inside`] with what is wrong with its contents. Both name the variable.
    pub fn from_env(name: impl AsRef<OsStr>) -> Result<Self, KeyError> {
        key_source::from_env(name.as_ref(), Self::from_der)
    }

    /// Loads an RSA key from encrypted PKCS#8 (`-----BEGIN ENCRYPTED PRIVATE KEY-----`), as PEM or base64: PBES2 with AES in
    /// CBC mode, with scrypt or with PBKDF2 and SHA-2, which is what `openssl pkcs8 -topk8` writes.
    ///
    /// This may take seconds, as whoever encrypted the key wanted it: do it once, and not on a thread that others wait for.
    /// The decrypted key is wiped; the 32 bytes that the library derives from the passphrase, on the stack, are not.
    ///
    /// # Errors
    /// [`KeyError::WrongPassphrase`]; [`KeyError::NotEncrypted`]; otherwise as [`SigningKey::from_text`].
    #[cfg(feature = "encrypted-keys")]
    pub fn from_encrypted_text(text: &str, passphrase: &str) -> Result<Self, KeyError> {
        // First, so that nobody waits for nothing.
        let backend = Backend::preferred()?;
        Self::from_der_with(backend, &encrypted::decrypt(&key_text::to_der(text)?, passphrase)?)
    }

    /// Loads a P-224 key for ECC224 from PEM (PKCS#8 or SEC 1) or bare base64 of the same.
    ///
    /// No wallet documents what ECC224 is; see [`Ecc224`] for what is assumed, and ask the wallet.
    ///
    /// # Errors
    /// [`KeyError`] says what the text is instead and what to do.
    #[cfg(feature = "ecc224")]
    pub fn ecc224_from_text(text: &str, assumed: Ecc224) -> Result<Self, KeyError> {
        Self::ecc224_from_der(&key_text::to_der(text)?, assumed)
    }

    /// Loads a P-224 key for ECC224 from PKCS#8 or SEC 1 as DER.
    ///
    /// # Errors
    /// The errors of [`SigningKey::ecc224_from_text`].
    #[cfg(feature = "ecc224")]
    pub fn ecc224_from_der(der: &[u8], assumed: Ecc224) -> Result<Self, KeyError> {
        let key = ecc224::Private::new(der, assumed)?;
        Ok(Self::new(Kind::Ecc224(assumed.digest), Arc::new(key)))
    }

    pub(super) fn new(kind: Kind, key: Arc<dyn PrivateKey>) -> Self {
        Self { kind, version: KeyVersion::from(1), key }
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

    /// The algorithm that the key signs by.
    pub fn algorithm(&self) -> Algorithm {
        self.kind.algorithm()
    }

    /// The size of the key in bits.
    pub fn bits(&self) -> usize {
        self.kind.bits()
    }

    /// Signs, here and now; about a millisecond of work for a key of 2048 bits. The same content gives the same signature
    /// every time.
    ///
    /// # Errors
    /// [`SignError`] when the library fails, which it does not with a key that could be loaded.
    pub fn sign(&self, content: &Content<'_>) -> Result<Vec<u8>, SignError> {
        self.key.sign(self.digest(content).as_ref())
    }

    /// The digest of a content that this key signs. It can be moved to another thread, where [`SigningKey::sign_digest`]
    /// signs it.
    pub fn digest(&self, content: &Content<'_>) -> ContentDigest {
        self.kind.digest(content)
    }

    /// Signs a digest that [`SigningKey::digest`] has made.
    ///
    /// # Errors
    /// The errors of [`SigningKey::sign`].
    pub fn sign_digest(&self, digest: &ContentDigest) -> Result<Signature, SignError> {
        Ok(Signature::new(self.algorithm(), self.version.clone(), self.key.sign(digest.as_ref())?))
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SigningKey({})", self.kind)
    }
}
