//! Encrypted bodies: `Encrypt: algorithm=RSA_AES, keyVersion=1, symmetricKey=...` (feature `encryption`).
//!
//! Some calls carry data that wallets want encrypted, and say so. The whole body is encrypted with a random AES key; that
//! key is encrypted with the receiver's RSA key and travels in the header. A message is encrypted first and then signed:
//! the signature is of the encrypted text, and has to be verified before anything is decrypted.
//!
//! | what | how |
//! |---|---|
//! | AES | ECB with PKCS #7 padding; a key of 256 bits, or of 128 ([`AesKey`]) |
//! | body | the encrypted bytes in base64 |
//! | AES key | RSA with PKCS #1 v1.5 padding, in base64, URL-encoded, as `symmetricKey` |
//!
//! Wallets' documents name the header and leave the rest out. These facts are from the code of ZOLOZ's official SDK and of
//! the client for cards of Antom (AMS), which run against the same gateways.
//!
//! **This is weak**, and the protocol knows nothing better: ECB shows which blocks of 16 bytes are equal, PKCS #1 v1.5
//! gives the key away to whoever may ask often enough whether a message decrypts, and nothing but the signature protects
//! the text from changes. So use it where the wallet demands it, beside TLS and never instead of it. Decryption tells
//! nobody why it failed ([`DecryptionError`]).
//!
//! ```
//! use countersign_runtime::encryption::{AesKey, DecryptionKey, EncryptionKey, decrypt, encrypt};
//! use countersign_runtime::signature::{KeyVersion, Separator};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let public = include_str!("../testing/wallet.public.pem");
//! # let private = include_str!("../testing/wallet.pem");
//! let wallet = EncryptionKey::from_text(public)?.with_version(KeyVersion::from(1));
//! let encrypted = encrypt(&wallet, AesKey::Bits256, Separator::CommaSpace, br#"{"pin":"1234"}"#)?;
//! assert!(encrypted.header.starts_with("algorithm=RSA_AES, keyVersion=1, symmetricKey="));
//!
//! // At the wallet, once it has verified the signature:
//! let own = DecryptionKey::from_text(private)?;
//! let body = decrypt(&own, encrypted.header.as_bytes(), &encrypted.body)?;
//! assert_eq!(body, br#"{"pin":"1234"}"#.as_slice());
//! # Ok(())
//! # }
//! ```

mod aes;
mod error;
mod header;
mod keys;
mod settings;
#[cfg(test)]
mod tests;

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;

pub use self::{
    aes::AesKey,
    error::{DecryptionError, EncryptionError},
    keys::{DecryptionKey, EncryptionKey},
    settings::Encryption,
};
use crate::signature::{Separator, SignatureEncoding};

/// A body that is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Encrypted {
    /// The value of the header `Encrypt`.
    pub header: String,
    /// The encrypted body to send and to sign: base64, which is text.
    pub body: Bytes,
}

/// Encrypts a body for the owner of a key, under an AES key that is used for nothing else.
///
/// # Errors
/// [`EncryptionError`] when the library fails, which it does not with a key that could be loaded.
pub fn encrypt(
    key: &EncryptionKey,
    aes: AesKey,
    separator: Separator,
    body: &[u8],
) -> Result<Encrypted, EncryptionError> {
    let secret = aes::Secret::random(aes)?;
    let wrapped = key.wrap(&secret)?;
    let body = STANDARD.encode(secret.encrypt(body)?);
    Ok(Encrypted { header: header::write(key.version(), &wrapped, separator), body: body.into() })
}

/// Decrypts a body by the value of its header `Encrypt`. Verify the signature first: it is of the body as it is here.
///
/// The header's `keyVersion` is not looked at, as this is given the one key; base64 is read with line breaks, too.
///
/// # Errors
/// [`DecryptionError`], the same one whatever is wrong.
pub fn decrypt(key: &DecryptionKey, header: &[u8], body: &[u8]) -> Result<Bytes, DecryptionError> {
    attempt(key, header, body).ok_or(DecryptionError(()))
}

fn attempt(key: &DecryptionKey, header: &[u8], body: &[u8]) -> Option<Bytes> {
    let wrapped = header::read(header)?;
    let text = std::str::from_utf8(body).ok()?;
    let text: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    let encrypted = SignatureEncoding::decode_any(&text).ok()?;
    // A key that can't be unwrapped is replaced by a random one, and the body decrypted all the same: how long it takes
    // must not tell which of the two failed.
    let random = aes::Secret::random(AesKey::Bits256).ok()?;
    let unwrapped = key.unwrap(&wrapped);
    let is_right = unwrapped.is_some();
    let secret = unwrapped.unwrap_or(random);
    secret.decrypt(encrypted).filter(|_| is_right).map(Bytes::from)
}
