//! Signing and verifying messages of signed wallet APIs: pure functions and keys.

mod algorithm;
#[cfg(feature = "aws-lc")]
mod aws_lc;
mod backend;
mod claim;
mod content;
#[doc(hidden)]
pub mod der;
#[cfg(feature = "ecc224")]
mod ecc224;
mod encoding;
#[cfg(feature = "encrypted-keys")]
mod encrypted;
mod format;
mod header;
pub mod headers;
mod key_error;
mod key_ring;
#[doc(hidden)]
pub mod key_text;
mod key_version;
mod kind;
mod message;
mod place;
#[doc(hidden)]
pub mod rfc3339;
#[cfg(feature = "rust-crypto")]
mod rust_crypto;
mod sign;
mod signature;
mod signing_key;
#[cfg(test)]
mod tests;
mod time;
mod verify;
mod verify_error;
mod wallet_key;
mod wallet_keys;

pub use algorithm::{Algorithm, UnsupportedAlgorithm};
pub use backend::Backend;
pub use claim::{Claim, KeyStore};
pub use content::{Content, ContentDigest, ContentTemplate};
#[cfg(feature = "ecc224")]
pub use ecc224::{Ecc224, Ecc224Digest, Ecc224Encoding};
pub use encoding::{BadEncoding, SignatureEncoding};
pub use format::{AlgorithmLabel, HeaderFormat, KeyVersionPair};
pub use header::{HeaderError, Separator, SignatureHeader};
pub use key_error::KeyError;
pub use key_ring::KeyRing;
pub use key_version::{BadKeyVersion, KeyVersion};
pub use message::Message;
pub use sign::{HeaderParams, MessageTime, SignedHeaders, SigningParams, Unsigned, sign};
pub use signature::{SignError, Signature};
pub use signing_key::SigningKey;
pub use time::RequestTime;
pub use verify::{Expected, Unchecked, Verified, VerifyingParams, verify};
pub use verify_error::VerifyError;
pub use wallet_key::{BadSignature, WalletKey};
pub use wallet_keys::WalletKeys;
