//! Signing what we send and checking what the wallet sends.
//!
//! Every message carries a header `Signature: algorithm=RSA256, keyVersion=1, signature=<value>` whose value signs
//! the message's path, client id, time and body.
//!
//! | step | here |
//! |---|---|
//! | what is signed, byte for byte | [`Content`] |
//! | our private key | [`SigningKey`], or any [`Signer`], for a key that lives in a key service |
//! | the wallet's public keys | [`WalletKey`], [`WalletKeys`] by [`KeyVersion`], or any [`Verifier`] |
//! | the header's syntax | [`SignatureHeader`], [`SignatureEncoding`], [`Separator`] |
//! | who does the arithmetic | [`Backend`]: features `aws-lc` (the default) and `rust-crypto` |
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # #[cfg(any(feature = "aws-lc", feature = "rust-crypto"))] {
//! # use countersign_runtime::signature::{Algorithm, Content, KeyVersion, Separator, SignatureEncoding, SignatureHeader, SigningKey};
//! # let text = include_str!("../../../tests/keys/merchant.pkcs8.pem");
//! let key = SigningKey::from_text(text)?;
//! let content = Content::new("/api/v1/payments/pay", "2022091495540562874792", "2024-05-28T12:12:12.123+08:00", b"{}");
//! let header = SignatureHeader::write(
//!     Algorithm::Rsa256,
//!     Some(&KeyVersion::from(1)),
//!     &key.sign(&content)?,
//!     SignatureEncoding::Base64UrlEncoded,
//!     Separator::CommaSpace,
//! );
//! assert!(header.starts_with("algorithm=RSA256, keyVersion=1, signature="));
//! # }
//! # Ok(())
//! # }
//! ```

mod algorithm;
#[cfg(feature = "aws-lc")]
mod aws_lc;
mod backend;
mod content;
pub(crate) mod der;
mod encoding;
mod header;
mod key_error;
pub(crate) mod key_text;
mod key_version;
mod keys;
#[cfg(feature = "rust-crypto")]
mod rust_crypto;
mod signer;
#[cfg(test)]
mod tests;
mod verifier;
mod wallet_keys;

pub use algorithm::{Algorithm, UnsupportedAlgorithm};
pub use backend::Backend;
pub use content::{Content, ContentTemplate};
pub use encoding::{BadEncoding, SignatureEncoding};
pub use header::{HeaderError, Separator, SignatureHeader};
pub use key_error::KeyError;
pub use key_version::{BadKeyVersion, KeyVersion};
pub use keys::{BadSignature, SigningKey, WalletKey};
pub use signer::{BoxFuture, SignError, Signature, Signer};
pub use verifier::{Claim, Verifier};
pub use wallet_keys::WalletKeys;
