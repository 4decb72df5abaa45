//! The key that a body is encrypted with.

use aws_lc_rs::{
    cipher::{
        AES_128, AES_256, DecryptionContext, PaddedBlockDecryptingKey, PaddedBlockEncryptingKey,
        UnboundCipherKey,
    },
    error::Unspecified,
    rand,
};
use zeroize::Zeroizing;

use super::EncryptionError;

/// How long the AES key is that a body is encrypted with. What is received is decrypted with either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum AesKey {
    /// 256 bits, as the official SDKs do.
    #[default]
    Bits256,
    /// 128 bits, as older documents have it.
    Bits128,
}

impl AesKey {
    fn bytes(self) -> usize {
        match self {
            Self::Bits256 => 32,
            Self::Bits128 => 16,
        }
    }
}

/// An AES key, wiped when it is dropped.
pub(super) struct Secret(Zeroizing<Vec<u8>>);

const BLOCK: usize = 16;

impl Secret {
    pub(super) fn random(length: AesKey) -> Result<Self, EncryptionError> {
        let mut key = Zeroizing::new(vec![0; length.bytes()]);
        rand::fill(&mut key)?;
        Ok(Self(key))
    }

    /// A key that came, if it is as long as one.
    pub(super) fn received(key: &[u8]) -> Option<Self> {
        matches!(key.len(), 16 | 32).then(|| Self(Zeroizing::new(key.to_vec())))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn encrypt(&self, body: &[u8]) -> Result<Vec<u8>, EncryptionError> {
        let key = PaddedBlockEncryptingKey::ecb_pkcs7(self.cipher_key()?)?;
        // Large enough never to move: a move would leave a copy of the body behind.
        let mut text = Vec::with_capacity(body.len() + BLOCK);
        text.extend_from_slice(body);
        key.encrypt(&mut text)?;
        Ok(text)
    }

    /// In place, and nothing when it is not padded as it has to be.
    pub(super) fn decrypt(&self, mut text: Vec<u8>) -> Option<Vec<u8>> {
        let key = PaddedBlockDecryptingKey::ecb_pkcs7(self.cipher_key().ok()?).ok()?;
        let length = key.decrypt(&mut text, DecryptionContext::None).ok()?.len();
        text.truncate(length);
        Some(text)
    }

    fn cipher_key(&self) -> Result<UnboundCipherKey, Unspecified> {
        let algorithm = if self.0.len() == AesKey::Bits128.bytes() { &AES_128 } else { &AES_256 };
        UnboundCipherKey::new(algorithm, &self.0)
    }
}
