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
//! # use countersign_runtime::signature::{Algorithm, Content, KeyVersion, KeyVersionPair, Message, MessageTime, RequestTime, Separator, SignatureEncoding, SignatureHeader, SigningKey};
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

mod offload;
mod rotating;
mod signer;
#[cfg(test)]
mod tests;
mod verifier;

pub use countersign_signing::{
    Algorithm, AlgorithmLabel, Backend, BadEncoding, BadKeyVersion, BadSignature, Claim, Content,
    ContentDigest, ContentTemplate, Expected, HeaderError, HeaderFormat, HeaderParams, KeyError, KeyRing,
    KeyStore, KeyVersion, KeyVersionPair, Message, MessageTime, RequestTime, Separator, SignError, Signature,
    SignatureEncoding, SignatureHeader, SignedHeaders, SigningKey, SigningParams, Unchecked, Unsigned,
    UnsupportedAlgorithm, Verified, VerifyError, VerifyingParams, WalletKey, WalletKeys, sign, verify,
};
#[cfg(feature = "ecc224")]
pub use countersign_signing::{Ecc224, Ecc224Digest, Ecc224Encoding};
pub use rotating::RotatingSigner;
pub use signer::{BoxFuture, Signer, sign_with};
pub use verifier::{Verifier, verify_with};
