//! The libraries that do the arithmetic.

#[cfg(feature = "aws-lc")]
use super::aws_lc;
#[cfg(feature = "rust-crypto")]
use super::rust_crypto;
use super::{
    KeyError,
    der::{PrivateDer, PublicDer},
    raw_key::{PrivateKey, PublicKey},
};
use std::sync::Arc;

/// A library that signs and verifies by RSA. Both give the same signatures, byte for byte. For
/// [`Algorithm::Ecc224`](super::Algorithm::Ecc224) there is only one, so nothing is to be chosen.
///
/// Both wipe a private key when its last clone is dropped. AWS-LC clears all memory that it frees, so nothing is left. `rsa`
/// clears the key's numbers, but while it reads them, num-bigint-dig makes copies that nobody clears.
///
/// Which ones there are depends on the features of this crate; keys are loaded with the first of
/// [`Backend::all`] unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(any(feature = "aws-lc", feature = "rust-crypto"), derive(Default))]
#[non_exhaustive]
pub enum Backend {
    /// AWS-LC: the default. Fast, written in C and assembly; needs a C compiler to build.
    #[cfg(feature = "aws-lc")]
    #[default]
    AwsLc,
    /// The RustCrypto project's `rsa`: pure Rust, three to six times as slow to sign.
    #[cfg(feature = "rust-crypto")]
    #[cfg_attr(not(feature = "aws-lc"), default)]
    RustCrypto,
}

impl Backend {
    /// The back ends in this build, the preferred one first. Empty when both features are off.
    pub const fn all() -> &'static [Self] {
        &[
            #[cfg(feature = "aws-lc")]
            Self::AwsLc,
            #[cfg(feature = "rust-crypto")]
            Self::RustCrypto,
        ]
    }

    pub(super) fn preferred() -> Result<Self, KeyError> {
        Self::all().first().copied().ok_or(KeyError::NoBackend)
    }

    #[cfg_attr(not(any(feature = "aws-lc", feature = "rust-crypto")), allow(unused_variables))]
    pub(super) fn private_key(self, der: &PrivateDer<'_>) -> Result<Arc<dyn PrivateKey>, KeyError> {
        match self {
            #[cfg(feature = "aws-lc")]
            Self::AwsLc => Ok(Arc::new(aws_lc::Private::new(der)?)),
            #[cfg(feature = "rust-crypto")]
            Self::RustCrypto => Ok(Arc::new(rust_crypto::Private::new(der)?)),
        }
    }

    #[cfg_attr(not(any(feature = "aws-lc", feature = "rust-crypto")), allow(unused_variables))]
    pub(super) fn public_key(self, der: &PublicDer<'_>) -> Result<Arc<dyn PublicKey>, KeyError> {
        match self {
            #[cfg(feature = "aws-lc")]
            Self::AwsLc => Ok(Arc::new(aws_lc::Public::new(der)?)),
            #[cfg(feature = "rust-crypto")]
            Self::RustCrypto => Ok(Arc::new(rust_crypto::Public::new(der)?)),
        }
    }
}
