//! RSA with AWS-LC.

use super::{
    KeyError, SignError,
    der::{PrivateDer, PublicDer},
    raw_key::{PrivateKey, PublicKey},
};
use aws_lc_rs::{
    digest::{Digest, SHA256},
    error::Unspecified,
    signature::{
        ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, RsaPublicKeyComponents,
    },
};

pub(super) struct Private(RsaKeyPair);

impl Private {
    pub(super) fn new(der: &PrivateDer<'_>) -> Result<Self, KeyError> {
        RsaKeyPair::from_der(der.pkcs1).map(Self).map_err(|_| KeyError::Damaged)
    }
}

impl PrivateKey for Private {
    fn sign(&self, digest: &[u8]) -> Result<Vec<u8>, SignError> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        imported(digest)
            .and_then(|digest| self.0.sign_digest(&RSA_PKCS1_SHA256, &digest, &mut signature))
            .map_err(|_| SignError::new("AWS-LC could not sign with this key"))?;
        Ok(signature)
    }
}

pub(super) struct Public(ParsedPublicKey);

impl Public {
    pub(super) fn new(der: &PublicDer<'_>) -> Result<Self, KeyError> {
        RsaPublicKeyComponents { n: der.modulus, e: der.exponent }
            .to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
            .map(Self)
            .map_err(|_| KeyError::Damaged)
    }
}

impl PublicKey for Public {
    fn verifies(&self, digest: &[u8], signature: &[u8]) -> bool {
        imported(digest).and_then(|digest| self.0.verify_digest_sig(&digest, signature)).is_ok()
    }
}

/// "Less safe" because the digest could be of anything; ours is always of a [`super::Content`].
fn imported(digest: &[u8]) -> Result<Digest, Unspecified> {
    Digest::import_less_safe(digest, &SHA256)
}
