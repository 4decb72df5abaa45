//! A private key and its public half, as PEM.

use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use std::fmt;

/// A private key (PKCS #8) and its public half (SubjectPublicKeyInfo), both as PEM.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// Empty when only the public half is known.
    pub(crate) private: String,
    pub(crate) public: String,
}

impl Pair {
    /// A new pair: RSA with 2048 bits.
    pub(crate) fn make() -> Result<Self, rcgen::Error> {
        KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).map(|pair| Self::of(&pair))
    }

    /// The pair of a private key.
    pub(crate) fn from_private(pem: &str) -> Result<Self, rcgen::Error> {
        KeyPair::from_pem(pem).map(|pair| Self::of(&pair))
    }

    fn of(pair: &KeyPair) -> Self {
        Self { private: pair.serialize_pem(), public: pair.public_key_pem() }
    }
}

/// Without the keys.
impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pair")
    }
}
