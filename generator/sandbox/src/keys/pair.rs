//! A private key and its public half, as PEM.

use countersign_calling::keygen::{KeyKind, KeygenError, NewKey};
use rcgen::KeyPair;
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
    pub(crate) fn make() -> Result<Self, KeygenError> {
        let key = NewKey::generate(KeyKind::Rsa2048)?;
        Ok(Self { private: key.private_pem().to_string(), public: key.public_pem() })
    }

    /// The pair of a private key.
    pub(crate) fn from_private(pem: &str) -> Result<Self, rcgen::Error> {
        let pair = KeyPair::from_pem(pem)?;
        Ok(Self { private: pair.serialize_pem(), public: pair.public_key_pem() })
    }
}

/// Without the keys.
impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pair")
    }
}
