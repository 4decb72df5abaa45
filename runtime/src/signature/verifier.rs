//! Verifies the wallet's signatures, by keys in this process or a key service.

use http::HeaderMap;

use super::{
    BoxFuture, Claim, Expected, KeyRing, Message, Unchecked, Verified, VerifyError, WalletKey, WalletKeys,
};
use std::{future::ready, sync::Arc};

/// Checks the wallet's signatures.
///
/// [`WalletKey`], [`WalletKeys`] and [`KeyRing`](super::KeyRing) are such. Time, client id and the header's syntax are
/// checked by the caller, before this is asked.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not verify the wallet's signatures",
    label = "expected the wallet's `WalletKey`, `WalletKeys` or `KeyRing`, or another `Verifier`",
    note = "the wallet's public key verifies (`WalletKey::from_file`, `from_text`), our private key only signs"
)]
pub trait Verifier: Send + Sync + 'static {
    /// Whether the wallet has signed this.
    ///
    /// # Errors
    /// A [`VerifyError`] when not, or when nobody can tell.
    fn verify<'a>(&'a self, claim: Claim<'a>) -> BoxFuture<'a, Result<(), VerifyError>>;
}

impl Verifier for WalletKeys {
    fn verify<'a>(&'a self, claim: Claim<'a>) -> BoxFuture<'a, Result<(), VerifyError>> {
        Box::pin(ready(claim.verify(self)))
    }
}

impl Verifier for WalletKey {
    fn verify<'a>(&'a self, claim: Claim<'a>) -> BoxFuture<'a, Result<(), VerifyError>> {
        Box::pin(ready(claim.verify(self)))
    }
}

impl Verifier for KeyRing {
    fn verify<'a>(&'a self, claim: Claim<'a>) -> BoxFuture<'a, Result<(), VerifyError>> {
        Box::pin(ready(claim.verify(self)))
    }
}

impl<V: Verifier + ?Sized> Verifier for Arc<V> {
    fn verify<'a>(&'a self, claim: Claim<'a>) -> BoxFuture<'a, Result<(), VerifyError>> {
        V::verify(self, claim)
    }
}

/// Verifies a message as [`verify`](super::verify) does, by any verifier.
///
/// # Errors
/// The errors of [`verify`](super::verify), and when the verifier cannot tell.
pub async fn verify_with(
    verifier: &dyn Verifier,
    message: &Message<'_>,
    headers: &HeaderMap,
    expected: &Expected<'_>,
) -> Result<Verified, VerifyError> {
    let unchecked = Unchecked::read(message, headers, expected)?;
    let verdict = verifier.verify(unchecked.claim()).await;
    unchecked.checked(verdict)
}
