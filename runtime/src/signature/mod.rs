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
//! | keys that change while the program runs | [`KeyRing`] for the wallet's, [`RotatingSigner`] for ours |
//! | the header's syntax | [`SignatureHeader`], [`SignatureEncoding`], [`Separator`] |
//! | who does the arithmetic | [`Backend`]: features `aws-lc` (the default) and `rust-crypto` |
//! | other than RSA | feature `ecc224`: see `Ecc224` first |
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
#[cfg(feature = "ecc224")]
mod ecc224;
mod encoding;
#[cfg(feature = "encrypted-keys")]
mod encrypted;
mod header;
mod key_error;
mod key_ring;
pub(crate) mod key_text;
mod key_version;
mod kind;
mod offload;
mod place;
mod rotating;
#[cfg(feature = "rust-crypto")]
mod rust_crypto;
mod signer;
mod signing_key;
#[cfg(test)]
mod tests;
mod verifier;
mod wallet_key;
mod wallet_keys;

pub use algorithm::{Algorithm, UnsupportedAlgorithm};
pub use backend::Backend;
pub use content::{Content, ContentTemplate};
#[cfg(feature = "ecc224")]
pub use ecc224::{Ecc224, Ecc224Digest, Ecc224Encoding};
pub use encoding::{BadEncoding, SignatureEncoding};
pub use header::{HeaderError, Separator, SignatureHeader};
pub use key_error::KeyError;
pub use key_ring::KeyRing;
pub use key_version::{BadKeyVersion, KeyVersion};
pub use rotating::RotatingSigner;
pub use signer::{BoxFuture, SignError, Signature, Signer};
pub use signing_key::SigningKey;
pub use verifier::{Claim, Verifier};
pub use wallet_key::{BadSignature, WalletKey};
pub use wallet_keys::WalletKeys;
