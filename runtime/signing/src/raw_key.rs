//! Keys as a back end holds them.

use super::SignError;

/// A private key as a back end holds it.
pub(super) trait PrivateKey: Send + Sync {
    /// Signs a digest of the length that goes with the key's kind.
    fn sign(&self, digest: &[u8]) -> Result<Vec<u8>, SignError>;
}

/// A public key as a back end holds it.
pub(super) trait PublicKey: Send + Sync {
    /// Whether the signature is one of this digest.
    fn verifies(&self, digest: &[u8], signature: &[u8]) -> bool;
}
