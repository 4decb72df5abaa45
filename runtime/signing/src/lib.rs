//! Signing and verifying messages of signed wallet APIs: pure functions and keys.
//!
//! Every message carries a header `Signature: algorithm=RSA256, keyVersion=1, signature=<value>` whose value signs the
//! message's path, client id, time and body. [`sign`] makes the headers of a message that we send, [`verify`] checks those of
//! a message that the wallet has sent. Neither reads a clock, sends anything or needs an async runtime; the crate
//! `countersign-runtime` has a client and a receiver that do.
//!
//! | step | here |
//! |---|---|
//! | the message | [`Message`] |
//! | what is signed, byte for byte | [`Content`], in the form of a [`ContentTemplate`] |
//! | our private key | [`SigningKey`] |
//! | the wallet's public keys | [`WalletKey`], [`WalletKeys`] by [`KeyVersion`], [`KeyRing`] if they change while the program runs |
//! | how headers are written | [`HeaderFormat`] |
//! | the signature header's syntax | [`SignatureHeader`], [`SignatureEncoding`], [`Separator`] |
//! | keys in a key service | [`Unsigned`] for ours, [`Unchecked`] for the wallet's |
//! | the library for RSA | [`Backend`]: features `aws-lc` (the default) and `rust-crypto` |
//! | other than RSA | feature `ecc224`: see `Ecc224` first |
//!
//! The only I/O is that [`SigningKey::from_file`], [`WalletKey::from_file`] and their `from_env` read a key.
//!
//! ```
//! # #[cfg(any(feature = "aws-lc", feature = "rust-crypto"))] {
//! use countersign_signing::{
//!     Expected, HeaderParams, Message, SigningKey, SigningParams, VerifyingParams, WalletKey, sign, verify,
//! };
//! use std::time::{Duration, SystemTime};
//! # let (ours, theirs) = (include_str!("../keys/merchant.pem"), include_str!("../keys/wallet.public.pem"));
//! # let wallets = include_str!("../keys/wallet.pem");
//! # let respond = |body| {
//! #     let key = SigningKey::from_text(wallets)?;
//! #     let response = Message::response("/api/v1/payments/pay", body);
//! #     let params = SigningParams::new(&key, HeaderParams::new("2022091495540562874792", SystemTime::now()));
//! #     Ok::<_, Box<dyn std::error::Error>>(sign(&response, &params)?.headers)
//! # };
//!
//! const CLIENT_ID: &str = "2022091495540562874792";
//! let (path, body) = ("/api/v1/payments/pay", br#"{"paymentRequestId":"P1"}"#);
//!
//! // A request: these headers go out with exactly these bytes.
//! let key = SigningKey::from_text(ours)?;
//! let sent = SystemTime::now();
//! let params = SigningParams::new(&key, HeaderParams::new(CLIENT_ID, sent));
//! let headers = sign(&Message::request(path, body), &params)?.headers;
//! assert!(headers.contains_key("signature"));
//!
//! // Its response: nothing of it is read before this holds.
//! let body = br#"{"result":{"resultStatus":"S"}}"#;
//! let headers = respond(body)?;
//! let keys = WalletKey::from_text(theirs)?;
//! let expected = Expected::new(CLIENT_ID, SystemTime::now()).with_request_sent(sent, Duration::from_secs(60));
//! let verified = verify(&Message::response(path, body), &headers, &VerifyingParams::new(&keys, expected))?;
//! assert!(verified.signed_at_millis() > 0);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
mod key_kind;
mod key_ring;
mod key_source;
#[doc(hidden)]
pub mod key_text;
mod key_version;
mod message;
mod raw_key;
#[doc(hidden)]
pub mod rfc3339;
#[cfg(feature = "rust-crypto")]
mod rust_crypto;
mod sign;
mod signature;
mod signing_key;
#[cfg(feature = "sources")]
mod sources;
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
#[cfg(feature = "sources")]
#[doc(hidden)]
pub use sources::{add_sources, sources};
pub use time::RequestTime;
pub use verify::{Expected, Unchecked, Verified, VerifyingParams, verify};
pub use verify_error::VerifyError;
pub use wallet_key::{BadSignature, WalletKey};
pub use wallet_keys::WalletKeys;
