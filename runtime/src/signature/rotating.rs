//! Our signing key, changed while the program runs.

use super::{BoxFuture, Content, SignError, Signature, Signer};
use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

/// A signer in whose place another one can be put at any time. Clones share it.
///
/// Each signature is wholly by the one or the other, with the version of the key that made it. What is under way is not
/// waited for: for a while after [`RotatingSigner::replace`] requests signed with the old key arrive at the wallet, so it has
/// to know both keys by then.
///
/// # To rotate our key
/// ```
/// # use countersign_runtime::{Config, signature::{KeyError, RotatingSigner, SigningKey, WalletKey}};
/// # #[cfg(any(feature = "aws-lc", feature = "rust-crypto"))] {
/// # let theirs = WalletKey::from_text(include_str!("../testing/wallet.public.pem"))?;
/// # let (old, new) = (include_str!("../testing/merchant.pem"), include_str!("../testing/wallet.pem"));
/// let signer = RotatingSigner::new(SigningKey::from_text(old)?.with_version(1));
/// let config = Config::new("https://wallet.example", "2020010123456789", signer.clone(), theirs);
///
/// // Later, and while calls are under way: the new public key was uploaded, and the wallet's console says "version 2".
/// signer.replace(SigningKey::from_text(new)?.with_version(2));
/// # }
/// # Ok::<(), KeyError>(())
/// ```
#[derive(Clone)]
pub struct RotatingSigner {
    current: Arc<RwLock<Arc<dyn Signer>>>,
}

impl RotatingSigner {
    /// Begins with this signer: a [`SigningKey`](super::SigningKey), or one for a key service.
    pub fn new(signer: impl Signer) -> Self {
        Self { current: Arc::new(RwLock::new(Arc::new(signer))) }
    }

    /// From now on this one signs. The old one is dropped when its last signature is made, and a key wiped with it.
    pub fn replace(&self, signer: impl Signer) {
        let mut new: Arc<dyn Signer> = Arc::new(signer);
        std::mem::swap(&mut *self.current.write().unwrap_or_else(PoisonError::into_inner), &mut new);
        // The old one goes after the lock: who knows what dropping it does.
    }

    fn current(&self) -> Arc<dyn Signer> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Signer for RotatingSigner {
    fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>> {
        let signer = self.current();
        Box::pin(async move { signer.sign(content).await })
    }
}

/// Without the signer.
impl fmt::Debug for RotatingSigner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RotatingSigner").finish_non_exhaustive()
    }
}
