//! Signing what we send and checking what the wallet sends.
//!
//! Keys, contents and the pure functions [`sign`] and [`verify`] are those of the crate `countersign-signing`, which has no
//! client and no async runtime. Here is what is async beside them:
//!
//! | step | here |
//! |---|---|
//! | our key: in this process, or in a key service | [`SigningKey`], or any [`Signer`] |
//! | the wallet's keys, likewise | [`WalletKey`], [`WalletKeys`] by [`KeyVersion`], or any [`Verifier`] |
//! | keys that change while the program runs | [`KeyRing`] for the wallet's, [`RotatingSigner`] for ours |
//! | signing and verifying a message by any of them | [`sign_with`], [`verify_with`] |
//! | the library for RSA | [`Backend`]: features `aws-lc` (the default) and `rust-crypto` |
//! | other than RSA | feature `ecc224`: see `Ecc224` first |

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
