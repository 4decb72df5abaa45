use bytes::Bytes;
use http::HeaderValue;

use super::{
    AesKey, DecryptionError, DecryptionKey, Encrypted, EncryptionError, EncryptionKey, decrypt, encrypt,
};
use crate::signature::Separator;

/// The keys of both sides, and how requests are encrypted: for [`Config::encryption`](crate::Config::encryption).
#[derive(Clone, Debug)]
pub struct Encryption {
    theirs: EncryptionKey,
    ours: DecryptionKey,
    aes: AesKey,
    content_type: HeaderValue,
}

impl Encryption {
    /// Encrypts for the wallet with an AES key of 256 bits, and decrypts what it encrypted for us.
    #[must_use]
    pub fn new(wallet_key: EncryptionKey, our_key: DecryptionKey) -> Self {
        Self {
            theirs: wallet_key,
            ours: our_key,
            aes: AesKey::default(),
            content_type: HeaderValue::from_static("text/plain; charset=UTF-8"),
        }
    }

    /// The size of the AES keys that we make. Received keys may have either size.
    #[must_use]
    pub fn aes_key(mut self, size: AesKey) -> Self {
        self.aes = size;
        self
    }

    /// `Content-Type` of an encrypted request. `text/plain; charset=UTF-8` unless it is set, as ZOLOZ has it; Antom's
    /// client for cards keeps `application/json;charset=utf-8`.
    #[must_use]
    pub fn json_content_type(mut self) -> Self {
        self.content_type = HeaderValue::from_static("application/json;charset=utf-8");
        self
    }

    pub(crate) fn content_type(&self) -> HeaderValue {
        self.content_type.clone()
    }

    pub(crate) fn encrypt(&self, separator: Separator, body: &[u8]) -> Result<Encrypted, EncryptionError> {
        encrypt(&self.theirs, self.aes, separator, body)
    }

    pub(crate) fn decrypt(&self, header: &[u8], body: &[u8]) -> Result<Bytes, DecryptionError> {
        decrypt(&self.ours, header, body)
    }
}
