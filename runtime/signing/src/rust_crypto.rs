//! RSA in pure Rust.

use super::{
    KeyError, SignError,
    der::{PrivateDer, PublicDer},
    raw_key::{PrivateKey, PublicKey},
};
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey, pkcs1::DecodeRsaPrivateKey};
use sha2::Sha256;

pub(super) struct Private(RsaPrivateKey);

impl Private {
    pub(super) fn new(der: &PrivateDer<'_>) -> Result<Self, KeyError> {
        RsaPrivateKey::from_pkcs1_der(der.pkcs1).map(Self).map_err(|_| KeyError::Damaged)
    }
}

impl PrivateKey for Private {
    fn sign(&self, digest: &[u8]) -> Result<Vec<u8>, SignError> {
        // Always `sign_with_rng`: only with random numbers does this library blind, and its arithmetic is not
        // constant-time (RUSTSEC-2023-0071), so that `sign` would leak the key through how long it takes.
        self.0
            .sign_with_rng(&mut rand_core::OsRng, Pkcs1v15Sign::new::<Sha256>(), digest)
            .map_err(SignError::new)
    }
}

pub(super) struct Public(RsaPublicKey);

impl Public {
    pub(super) fn new(der: &PublicDer<'_>) -> Result<Self, KeyError> {
        // Not from DER: that way the library stops at 4096 bits.
        let (modulus, exponent) = (BigUint::from_bytes_be(der.modulus), BigUint::from_bytes_be(der.exponent));
        RsaPublicKey::new_with_max_size(modulus, exponent, KeyError::MAX_BITS)
            .map(Self)
            .map_err(|_| KeyError::Damaged)
    }
}

impl PublicKey for Public {
    fn verifies(&self, digest: &[u8], signature: &[u8]) -> bool {
        self.0.verify(Pkcs1v15Sign::new::<Sha256>(), digest, signature).is_ok()
    }
}
