//! The kinds of keys, and the digest that each signs.

#[cfg(feature = "ecc224")]
use super::Ecc224Digest;
use super::{Algorithm, Content, ContentDigest, content::Digest};
use std::fmt;

/// The kind of a key.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// RSA256, by a modulus of so many bits.
    Rsa { bits: usize },
    /// ECC224, with what is assumed of its digest.
    #[cfg(feature = "ecc224")]
    Ecc224(Ecc224Digest),
}

impl Kind {
    pub(super) fn algorithm(self) -> Algorithm {
        match self {
            Self::Rsa { .. } => Algorithm::Rsa256,
            #[cfg(feature = "ecc224")]
            Self::Ecc224(_) => Algorithm::Ecc224,
        }
    }

    pub(super) fn bits(self) -> usize {
        match self {
            Self::Rsa { bits } => bits,
            #[cfg(feature = "ecc224")]
            Self::Ecc224(_) => 224,
        }
    }

    /// The bytes of a signature, if they are always as many.
    pub(super) fn signature_length(self) -> Option<usize> {
        match self {
            Self::Rsa { bits } => Some(bits.div_ceil(8)),
            #[cfg(feature = "ecc224")]
            Self::Ecc224(_) => None,
        }
    }

    /// The digest that is signed.
    pub(super) fn digest(self, content: &Content<'_>) -> ContentDigest {
        match self {
            #[cfg(feature = "ecc224")]
            Self::Ecc224(Ecc224Digest::Sha224) => ContentDigest(Digest::Sha224(content.sha224())),
            _ => ContentDigest(Digest::Sha256(content.sha256())),
        }
    }
}

/// All that may be shown of a key: `RSA 2048`.
impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } => write!(formatter, "RSA {bits}"),
            #[cfg(feature = "ecc224")]
            Self::Ecc224(_) => formatter.write_str("ECC224"),
        }
    }
}
