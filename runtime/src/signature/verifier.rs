//! Whoever checks what the wallet signed: keys in this process, or a key service.

use super::{Algorithm, BoxFuture, Content, KeyVersion, WalletKey, WalletKeys};
use crate::verify::VerifyError;
use std::sync::Arc;

/// Checks the wallet's signatures.
///
/// [`WalletKey`], [`WalletKeys`] and [`KeyRing`](super::KeyRing) are such. Time, client id and the header's syntax are
/// checked by the caller, before this is asked.
pub trait Verifier: Send + Sync + 'static {
    /// Whether the wallet has signed this.
    ///
    /// # Errors
    /// A [`VerifyError`] when not, or when nobody can tell.
    fn verify<'a>(&'a self, claim: Claim<'a>) -> BoxFuture<'a, Result<(), VerifyError>>;
}

/// What a message says of its signature: nothing of it is known to be true.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Claim<'a> {
    /// Our own client id, to which the wallet's keys belong.
    pub client_id: &'a str,
    /// By which algorithm.
    pub algorithm: Algorithm,
    /// By which of the wallet's keys; absent means the newest.
    pub key_version: Option<&'a KeyVersion>,
    /// The raw signature.
    pub signature: &'a [u8],
    /// What must have been signed.
    pub content: &'a Content<'a>,
}

impl<'a> Claim<'a> {
    /// From its parts: to try a verifier of one's own.
    pub fn new(
        client_id: &'a str,
        algorithm: Algorithm,
        key_version: Option<&'a KeyVersion>,
        signature: &'a [u8],
        content: &'a Content<'a>,
    ) -> Self {
        Self { client_id, algorithm, key_version, signature, content }
    }
}

/// Whether the key that was found for the claim has signed it. The name of the algorithm must agree with the key: it is
/// the key that says how a signature is checked, never the message.
pub(super) fn check(key: Option<&WalletKey>, claim: &Claim<'_>) -> Result<(), VerifyError> {
    let key = key.ok_or_else(|| VerifyError::UnknownKey(claim.key_version.cloned()))?;
    if key.algorithm() != claim.algorithm {
        return Err(VerifyError::WrongAlgorithm { named: claim.algorithm, key: key.algorithm() });
    }
    key.verify(claim.content, claim.signature).map_err(VerifyError::BadSignature)
}

impl Verifier for WalletKeys {
    fn verify<'a>(&'a self, claim: Claim<'a>) -> BoxFuture<'a, Result<(), VerifyError>> {
        Box::pin(std::future::ready(check(self.find(claim.key_version), &claim)))
    }
}

impl Verifier for WalletKey {
    fn verify<'a>(&'a self, claim: Claim<'a>) -> BoxFuture<'a, Result<(), VerifyError>> {
        Box::pin(std::future::ready(check(Some(self), &claim)))
    }
}

impl<V: Verifier + ?Sized> Verifier for Arc<V> {
    fn verify<'a>(&'a self, claim: Claim<'a>) -> BoxFuture<'a, Result<(), VerifyError>> {
        V::verify(self, claim)
    }
}
