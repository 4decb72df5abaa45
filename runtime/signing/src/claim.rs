//! A message's claim about its signature, and the keys that it is checked by.

use crate::{Algorithm, Content, KeyRing, KeyVersion, VerifyError, WalletKey, WalletKeys};

/// A message's claim about its signature. Nothing of it is known to be true.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Claim<'a> {
    /// Our own client id, to which the wallet's keys belong.
    pub client_id: &'a str,
    /// By which algorithm.
    pub algorithm: Algorithm,
    /// By which of the wallet's keys; absent means the newest.
    pub key_version: Option<&'a KeyVersion>,
    /// The raw signature.
    pub signature: &'a [u8],
    /// The content that must have been signed.
    pub content: &'a Content<'a>,
}

impl<'a> Claim<'a> {
    /// From its parts: to try a verifier of one's own.
    pub fn new(
        client_id: &'a str,
        algorithm: Algorithm,
        key_version: Option<&'a KeyVersion>,
        signature: &'a [u8],
        content: &'a Content<'a>,
    ) -> Self {
        Self { client_id, algorithm, key_version, signature, content }
    }

    /// Checks the signature by the key that these keys have for it. The name of the algorithm must agree with the key: the
    /// key says how a signature is checked, never the message.
    ///
    /// # Errors
    /// A [`VerifyError`] when there is no such key, or it has not signed the content.
    pub fn verify(&self, keys: &dyn KeyStore) -> Result<(), VerifyError> {
        let key = keys.key(self.client_id, self.key_version);
        let key = key.ok_or_else(|| VerifyError::UnknownKey(self.key_version.cloned()))?;
        if key.algorithm() != self.algorithm {
            return Err(VerifyError::WrongAlgorithm { named: self.algorithm, key: key.algorithm() });
        }
        key.verify(self.content, self.signature).map_err(VerifyError::BadSignature)
    }
}

/// Finds the wallet's public keys: [`WalletKey`], [`WalletKeys`] and [`KeyRing`] do.
pub trait KeyStore {
    /// The key of this version that belongs to this client id; without a version the newest.
    fn key(&self, client_id: &str, version: Option<&KeyVersion>) -> Option<WalletKey>;
}

/// One key for every client id and version.
impl KeyStore for WalletKey {
    fn key(&self, _: &str, _: Option<&KeyVersion>) -> Option<WalletKey> {
        Some(self.clone())
    }
}

/// The same keys for every client id.
impl KeyStore for WalletKeys {
    fn key(&self, _: &str, version: Option<&KeyVersion>) -> Option<WalletKey> {
        self.find(version).cloned()
    }
}

impl KeyStore for KeyRing {
    fn key(&self, client_id: &str, version: Option<&KeyVersion>) -> Option<WalletKey> {
        self.find(client_id, version)
    }
}
